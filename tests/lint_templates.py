"""Checks every Jinja2 page: words go through gettext, no inline style or script, nothing marked as safe, and no comma that
is only some languages'.

Run: python -m tests.lint_templates
"""

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

ROOT = Path(__file__).parent.parent
PROJECTS = ("kronobarn", "webbplats")
WORD = re.compile(r"[^\W\d_]")
# A sentence or a label in Swedish, as opposed to a name in code: a capital first, or a letter no name in code has.
READABLE = re.compile(r"^[A-ZÅÄÖ][a-zåäö]|[åäöÅÄÖ]|[a-z] [a-z]+ [a-z]+ ")
CLASSES = re.compile(r"^[\w\s#./:-]*--|\.js$")
SPOKEN = {"alt", "aria-label", "aria-description", "label", "placeholder", "title"}
TRANSLATED = re.compile(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}", re.DOTALL)
MACHINERY = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext"}

SIGNS = {", ", "; ", "”"}

Fault = tuple[int, str]


def _blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


class _Page(HTMLParser):
    """What stands in the page itself, outside Jinja's own marks."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[Fault] = []
        self._silent = 0

    def _blame(self, fault: str) -> None:
        self.faults.append((self.getpos()[0], fault))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if "style" in named:
            self._blame("inline style; use a class")
        if any(name.startswith("on") for name in named):
            self._blame("inline event handler; use a script file")
        if tag == "style":
            self._blame("inline <style>; use the style sheet")
        if tag == "script":
            if "src" not in named:
                self._blame("inline <script>; use a script file")
            self._silent += 1
        self._silent += tag == "style"
        for name in SPOKEN & named.keys():
            if WORD.search(named[name] or ""):
                self._blame(f"untranslated {name}: {named[name]!r}")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if not self._silent and WORD.search(data):
            self._blame(f"untranslated text: {' '.join(data.split())!r}")


def _untranslated_strings(node: nodes.Node) -> Iterator[Fault]:
    """Readable strings handed to components without `_()`."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in GETTEXT:
        # The sentence itself is translated; what is put into it may not be.
        for inside in [argument.value for argument in node.kwargs]:
            yield from _untranslated_strings(inside)
        return
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        if READABLE.search(node.value) and not CLASSES.search(node.value):
            yield node.lineno, f"untranslated string: {node.value!r}"
        return
    for child in node.iter_child_nodes():
        yield from _untranslated_strings(child)


def _own_signs(tree: nodes.Template) -> Iterator[Fault]:
    """Things put in a row by hand: Arabic has a comma and quotation marks of its own."""
    for item in tree.find_all((nodes.Filter, nodes.Concat)):
        signs = item.args if isinstance(item, nodes.Filter) and item.name == "join" else getattr(item, "nodes", [])
        if any(isinstance(sign, nodes.Const) and str(sign.value) in SIGNS for sign in signs):
            yield item.lineno, "things in a row; use commas, semicolons or quoted"


def faults(source: str) -> list[Fault]:
    """Everything wrong with one template, by line."""
    page = _Page()
    page.feed(MACHINERY.sub(_blank, TRANSLATED.sub(_blank, source)))
    page.close()
    found = page.faults
    env = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
    # Translated blocks become calls with their sentence as a plain string when parsed, so they are taken out first.
    tree = env.parse(TRANSLATED.sub(_blank, source))
    found += _untranslated_strings(tree)
    found += [
        (item.lineno, "|safe; build it with escaping") for item in tree.find_all(nodes.Filter) if item.name == "safe"
    ]
    return sorted([*found, *_own_signs(tree)])


def main() -> int:
    """Print every fault as file:line; 1 when there is any."""
    count = 0
    for file in sorted(file for project in PROJECTS for file in (ROOT / project).glob("**/jinja2/**/*.html")):
        for line, fault in faults(file.read_text(encoding="utf-8")):
            print(f"{file.relative_to(ROOT)}:{line}: {fault}")
            count += 1
    print(f"{count} fault(s) in templates" if count else "templates: nothing to remark on")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
