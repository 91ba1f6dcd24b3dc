"""Somebody of the town in front of a browser without JavaScript: reads pages, follows links, fills in forms.

A form is sent exactly as the page has it, with its hidden fields; only what the page offers can be chosen.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

from django.test import Client

from tests.sign_in import sign_in
from tests.world import World

Chosen = str | list[str] | bool


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@dataclass
class Option:
    """One choice in a list, or one box or radio button."""

    value: str
    label: str = ""
    chosen: bool = False


@dataclass
class Field:
    name: str
    kind: str
    value: str = ""
    options: list[Option] = field(default_factory=list)

    def fill(self, wanted: Chosen) -> None:
        if self.kind not in ("select", "radio", "checkbox"):
            assert isinstance(wanted, str)
            self.value, self.options = wanted, [Option(wanted, chosen=True)] if self.kind == "hidden" else []
            return
        labels = [wanted] if isinstance(wanted, str) else wanted if isinstance(wanted, list) else None
        for option in self.options:
            option.chosen = bool(wanted) if labels is None else any(_is(option, label) for label in labels)
        missing = [label for label in labels or [] if not any(_is(option, label) for option in self.options)]
        assert not missing, f"{self.name} offers {[option.label for option in self.options]}, not {missing}"

    def sent(self) -> list[str]:
        """What a browser sends."""
        if self.kind in ("select", "radio", "checkbox", "hidden"):
            chosen = [option.value for option in self.options if option.chosen]
            # A list always has something chosen: the first, if nothing else.
            return chosen or [option.value for option in self.options[:1] if self.kind == "select"]
        return [self.value]


def _is(option: Option, wanted: str) -> bool:
    """By its value, or by how its label begins."""
    return option.value == wanted or option.label.startswith(wanted)


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)
    """Words, name, value."""

    def button(self, words: str) -> tuple[str, str, str] | None:
        return next((button for button in self.buttons if button[0] == words), None)

    def filled(self, words: str, **wanted: Chosen) -> dict[str, list[str]]:
        """The form's data when the button is pressed."""
        for name, value in wanted.items():
            assert name in self.fields, f"{name} is not in the form, which has {sorted(self.fields)}"
            self.fields[name].fill(value)
        data = {one.name: one.sent() for one in self.fields.values()}
        pressed = self.button(words)
        assert pressed is not None
        if pressed[1]:
            data[pressed[1]] = [pressed[2]]
        return {name: values for name, values in data.items() if values}


class _Reader(HTMLParser):
    """Collects forms, links and what can be read."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.title = ""
        self._text: list[str] = []
        self._marks: list[tuple[str, int, dict[str, str]]] = []
        self._labels: dict[str, str] = {}
        self._ids: dict[str, Option] = {}
        self._form: Form | None = None
        self._select: Field | None = None
        self._silent = 0

    @classmethod
    def read(cls, page: str) -> Self:
        reader = cls()
        reader.feed(page)
        for key, option in reader._ids.items():
            option.label = reader._labels.get(key, "")
        return reader

    @property
    def text(self) -> str:
        return _words("".join(self._text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("script", "style"):
            self._silent += 1
        if tag in ("a", "button", "label", "option", "textarea", "title"):
            self._marks.append((tag, len(self._text), given))
        if tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get"))
            self.forms.append(self._form)
        elif self._form is not None and tag == "input":
            self._input(given)
        elif self._form is not None and tag == "select":
            self._select = self._field(given["name"], "select")
        if tag in ("p", "li", "h1", "h2", "h3", "td", "th", "dd", "dt", "div", "label", "legend", "br", "option"):
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent -= 1
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif self._marks and self._marks[-1][0] == tag:
            _tag, start, given = self._marks.pop()
            self._ended(tag, "".join(self._text[start:]), given)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._text.append(data)

    def _field(self, name: str, kind: str) -> Field:
        assert self._form is not None
        return self._form.fields.setdefault(name, Field(name, kind))

    def _input(self, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        one = self._field(given["name"], kind)
        if kind in ("radio", "checkbox"):
            option = Option(given.get("value", "on"), chosen="checked" in given)
            one.options.append(option)
            self._ids[given["id"]] = option
        elif kind == "hidden":
            # Several values of one name are carried along side by side.
            one.options.append(Option(given.get("value", ""), chosen=True))
        else:
            one.value = given.get("value", "")

    def _ended(self, tag: str, text: str, given: dict[str, str]) -> None:
        if tag == "a" and "href" in given:
            self.links.append((_words(text), given["href"]))
        elif tag == "label":
            self._labels[given.get("for", "")] = _words(text)
        elif tag == "title":
            self.title = _words(text)
        elif self._form is not None and tag == "button":
            self._form.buttons.append((_words(text), given.get("name", ""), given.get("value", "")))
        elif self._form is not None and tag == "textarea":
            self._field(given["name"], "textarea").value = text.removeprefix("\n")
        elif self._select is not None and tag == "option":
            self._select.options.append(Option(given.get("value", ""), _words(text), "selected" in given))


class Visitor:
    """One person, signed in."""

    def __init__(self, world: World, name: str) -> None:
        self.world, self.name = world, name
        self.client = Client()
        sign_in(self.client, world, name)
        self.page = _Reader.read("")
        self.address = "/"
        self.answer: Any = None

    @property
    def text(self) -> str:
        """What stands on the page."""
        return self.page.text

    def go(self, address: str) -> Self:
        """Open an address; the page must be there."""
        self._arrive(self.client.get(address, follow=True), address)
        assert self.answer.status_code == 200, f"{self.answer.status_code} at {address}: {self.text[:500]}"
        return self

    def follow(self, words: str) -> Self:
        """Follow the first link that says this."""
        found = [href for text, href in self.page.links if text.startswith(words)]
        assert found, f"no link says {words!r}; there are {[text for text, _href in self.page.links]}"
        return self.go(urljoin(self.address, found[0]))

    def form(self, words: str) -> Form:
        """The form with this button."""
        found = [form for form in self.page.forms if form.button(words)]
        offered = [button[0] for form in self.page.forms for button in form.buttons]
        assert found, f"no button says {words!r}; there are {offered}: {self.text[:500]}"
        return found[0]

    def send(self, words: str, *, becomes: int = 200, **wanted: Chosen) -> Self:
        """Fill in the form with this button, and press it."""
        form = self.form(words)
        return self.post(form, form.filled(words, **wanted), becomes=becomes)

    def post(self, form: Form, data: dict[str, list[str]], *, becomes: int = 200) -> Self:
        """Send exactly this."""
        assert form.method == "post"
        to = urljoin(self.address, form.action)
        self._arrive(self.client.post(to, data, follow=True), to)
        assert self.answer.status_code == becomes, f"{self.answer.status_code} at {to}: {self.text[:1500]}"
        return self

    def _arrive(self, answer: Any, address: str) -> None:
        self.answer = answer
        chain = answer.redirect_chain
        self.address = urlsplit(chain[-1][0] if chain else address).path
        self.page = _Reader.read(answer.content.decode())
