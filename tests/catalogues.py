"""Our words and their translations: find the words in the code, bring the catalogues up to date, say what is missing.

    python -m tests.catalogues            brings every catalogue up to date, and compiles it
    python -m tests.catalogues missing    what each language lacks, numbered, to be translated
    python -m tests.catalogues fill FILE  takes in translations: a line for each, `number<tab>translation`, after a line
                                          `[language]`; a plural's forms are parted by ` ¦ `

The words in the code are Swedish. English has them all. The other languages have those that a family can meet: the
set is kept in `family.txt` beside the catalogues, and grows when a page for families asks for more (see
tests/repository/test_languages.py). Compiled catalogues are kept in the repository: neither a fresh clone nor the wheel
needs gettext's own programs.
"""

import ast
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

import polib
from jinja2 import Environment

ROOT: Final = Path(__file__).resolve().parents[1]
CODE: Final = ROOT / "kronobarn"
LOCALE: Final = CODE / "locale"
FAMILY: Final = LOCALE / "family.txt"
PLURALS: Final = {
    "en": "nplurals=2; plural=(n != 1);",
    "ar": (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;"
    ),
    "so": "nplurals=2; plural=(n != 1);",
    "uk": (
        "nplurals=4; plural=(n % 1 == 0 && n % 10 == 1 && n % 100 != 11 ? 0 : n % 1 == 0 && n % 10 >= 2 && n % 10 <= 4"
        " && (n % 100 < 12 || n % 100 > 14) ? 1 : n % 1 == 0 && (n % 10 ==0 || (n % 10 >=5 && n % 10 <=9)"
        " || (n % 100 >=11 && n % 100 <=14 )) ? 2: 3);"
    ),
    "fi": "nplurals=2; plural=(n != 1);",
}
"""The same as Django's own in each language: its words and ours are kept together."""
FORMS: Final = {"en": 2, "ar": 6, "so": 2, "uk": 4, "fi": 2}
PLURAL_MARK: Final = " ¦ "

ONE: Final = {"_", "gettext", "gettext_lazy", "gettext_noop"}
MANY: Final = {"ngettext", "ngettext_lazy"}
IN_CONTEXT: Final = {"pgettext", "pgettext_lazy"}
TAG: Final = re.compile(r"""\{%\s*trans(?:late)?\s+"([^"]*)"|\{%\s*trans(?:late)?\s+'([^']*)'""")
BLOCK: Final = re.compile(
    r"\{%\s*blocktrans(?:late)?\b[^%]*%\}(.*?)(?:\{%\s*plural\s*%\}(.*?))?\{%\s*endblocktrans(?:late)?", re.DOTALL
)
HOLE: Final = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
PLACEHOLDER: Final = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")


class Word(NamedTuple):
    """What is to be translated: the words, their plural if they have one, and the context that tells them apart."""

    one: str
    many: str = ""
    context: str = ""


Found: TypeAlias = Iterator[Word]


@lru_cache
def words() -> dict[Word, str]:
    """Every word of the product, with the first file that says it."""
    found: dict[Word, str] = {}
    places = [
        *((file, _python) for file in sorted(CODE.rglob("*.py")) if "migrations" not in file.parts),
        *((file, _jinja) for file in sorted(CODE.glob("**/jinja2/**/*.html"))),
        *((file, _django) for file in sorted(CODE.glob("ui/templates/**/*.html"))),
    ]
    for file, read in places:
        for word in read(file.read_text(encoding="utf-8")):
            found.setdefault(word, file.relative_to(ROOT).as_posix())
    # The same words stand once with a plural and once without: a catalogue has room for one of them.
    plural = {(word.one, word.context) for word in found if word.many}
    return {word: file for word, file in found.items() if word.many or (word.one, word.context) not in plural}


def _python(text: str) -> Found:
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        said = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        if name in ONE and len(said) == 1 == len(node.args):
            yield Word(said[0])
        elif name in MANY and len(said) >= 2:
            yield Word(said[0], said[1])
        elif name in IN_CONTEXT and len(said) == 2:
            yield Word(said[1], context=said[0])


def _jinja(text: str) -> Found:
    environment = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
    environment.policies["ext.i18n.trimmed"] = True
    for _line, function, said in environment.extract_translations(text):  # type: ignore[attr-defined]
        parts = [said] if isinstance(said, str) else [part for part in said if isinstance(part, str)]
        if function in IN_CONTEXT:
            yield Word(parts[1], context=parts[0])
        else:
            yield Word(*parts[: 2 if function in MANY else 1])


def _django(text: str) -> Found:
    for match in TAG.finditer(text):
        yield Word(match[1] or match[2])
    for match in BLOCK.finditer(text):
        one, many = (HOLE.sub(r"%(\1)s", part or "") for part in match.groups())
        yield Word(one, many)


def family() -> list[str]:
    """The words that a family can meet, as they stand in the code or in the libraries."""
    return FAMILY.read_text(encoding="utf-8").replace("\n", "\0").replace("\\n", "\n").rstrip("\0").split("\0")


def keep_family(ids: set[str]) -> None:
    FAMILY.write_text(
        "".join(f"{one}\n" for one in sorted(each.replace("\n", "\\n") for each in ids)), encoding="utf-8"
    )


def wanted(language: str, said: dict[Word, str]) -> dict[Word, str]:
    """What the language must have. What the libraries say is theirs to translate, except in Somali, which they lack."""
    if language == "en":
        return said
    ours = set(family())
    found = {word: file for word, file in said.items() if word.one in ours}
    if language == "so":
        known = {word.one for word in found}
        found |= {Word(one): "libraries" for one in sorted(ours - known) if "\x04" not in one}
        found |= {
            Word(each[1], context=each[0]): "libraries"
            for one in sorted(ours - known)
            if len(each := one.split("\x04")) == 2
        }
    return found


def catalogue(language: str) -> polib.POFile:
    file = LOCALE / language / "LC_MESSAGES" / "django.po"
    if file.is_file():
        return polib.pofile(str(file), wrapwidth=120)
    return polib.POFile(wrapwidth=120)


def update() -> None:
    """The words that are there now, with the translations they had; then the compiled catalogues."""
    said = words()
    for language in PLURALS:
        old = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue(language)}
        new = polib.POFile(wrapwidth=120)
        new.metadata = {
            "Language": language,
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": PLURALS[language],
            "X-Made": "by_us",
        }
        for word, file in sorted(wanted(language, said).items(), key=lambda pair: (pair[1], pair[0])):
            entry = polib.POEntry(msgid=word.one, occurrences=[(file, "")])
            entry.msgctxt = word.context or None
            before = old.get((word.context, word.one))
            if word.many:
                entry.msgid_plural = word.many
                forms = before.msgstr_plural if before is not None else {}
                entry.msgstr_plural = {n: forms.get(n, "") for n in range(FORMS[language])}
            elif before is not None:
                entry.msgstr = before.msgstr
            new.append(entry)
        keep(language, new)


def keep(language: str, file: polib.POFile) -> None:
    folder = LOCALE / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    file.save(str(folder / "django.po"))
    (folder / "django.mo").write_bytes(file.to_binary())


def fill(text: str) -> None:
    """Take in translations. Each must have the same placeholders as the words it is for."""
    parts = re.split(r"^\[(\w\w)\]\n", text, flags=re.MULTILINE)[1:]
    for language, lines in zip(parts[::2], parts[1::2], strict=True):
        file = catalogue(language)
        entries = list(file)
        for line in filter(None, lines.splitlines()):
            number, translation = line.split("\t", 1)
            entry = entries[int(number) - 1]
            forms = [one.replace("\\n", "\n") for one in translation.split(PLURAL_MARK)]
            if entry.msgid_plural:
                while len(forms) < FORMS[language]:
                    forms.append(forms[-1])
                entry.msgstr_plural = dict(enumerate(forms))
            else:
                entry.msgstr = forms[0]
            for fault in faults(entry):
                print(f"{language} {number}: {fault}")
        keep(language, file)
        print(f"{language}: {len([entry for entry in file if not entry.translated()])} left")


def placeholders(text: str) -> list[str]:
    return sorted(match[0] for match in PLACEHOLDER.finditer(text.replace("%%", "")))


def faults(entry: polib.POEntry) -> Iterator[str]:
    """What is wrong with one translation."""
    if not entry.msgid_plural:
        if placeholders(entry.msgstr) != placeholders(entry.msgid):
            yield f"placeholders of {entry.msgid!r} are not those of {entry.msgstr!r}"
        return
    need = set(placeholders(entry.msgid_plural))
    for form in entry.msgstr_plural.values():
        # One or two of something may be said without the number.
        if not set(placeholders(form)) <= need or need - set(placeholders(form)) - {"%(n)d", "%(n)s", "%(count)d"}:
            yield f"placeholders of {entry.msgid_plural!r} are not those of {form!r}"


def right_to_left(language: str) -> bool:
    """By the letters of what is said in it."""
    if language not in PLURALS:
        return False
    said = "".join(entry.msgstr for entry in catalogue(language))
    return sum("\u0590" <= letter <= "\u08ff" for letter in said) > len(said) / 2


def main(arguments: list[str]) -> int:
    match arguments:
        case []:
            update()
        case ["missing", *languages]:
            for language in languages or PLURALS:
                print(f"[{language}]")
                for number, entry in enumerate(catalogue(language), 1):
                    if entry.translated():
                        continue
                    plural = f"{PLURAL_MARK}{entry.msgid_plural}" if entry.msgid_plural else ""
                    print(f"{number}\t{entry.msgid}{plural}".replace("\n", "\\n"))
        case ["fill", file]:
            fill(Path(file).read_text(encoding="utf-8"))
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
