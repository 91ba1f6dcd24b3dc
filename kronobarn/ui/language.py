"""Which language a page is written in: chosen by its reader, kept in a cookie, and asked for once a page.

Families read their pages in any of our languages, those who work here in Swedish or English. What is stored is always
in the county's language (core/language.py), and what people have written is shown as they wrote it.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, Final, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from markupsafe import Markup

from kronobarn.core.language import county_language

Made = Literal["source", "by_us", "reviewed"]

NAMES: Final[Mapping[str, str]] = dict(settings.LANGUAGES)
"""As those who speak it say it."""
STAFF: Final = ("sv", "en")
RIGHT_TO_LEFT: Final = frozenset({"ar"})
MADE: Final[Mapping[str, Made]] = {
    "sv": "source",
    "en": "by_us",
    "ar": "by_us",
    "so": "by_us",
    "uk": "by_us",
    "fi": "by_us",
}
"""Written in it; translated by us and read by nobody else; or read by a person who knows the language and the work."""
A_YEAR: Final = 365 * 24 * 3600
FIRST_STRONG: Final = "\u2068"
END: Final = "\u2069"

_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def spoken() -> str:
    """The language of the page being rendered, or of the thread outside one."""
    return _spoken.get() or get_language() or "sv"


@contextmanager
def one_language() -> Iterator[None]:
    """The language does not change inside the block."""
    token = _spoken.set(get_language())
    try:
        yield
    finally:
        _spoken.reset(token)


_kept: list[dict[str, dict[str, str]]] = []


def forget() -> None:
    """Ask the catalogue anew what codes are called."""
    for said in _kept:
        said.clear()


class Names:
    """What codes are called, in the language that is spoken: a list asks for the same few in every row."""

    def __init__(self, names: Mapping[Any, Any]) -> None:
        self._names = names
        self._said: dict[str, dict[str, str]] = {}
        _kept.append(self._said)

    def said(self) -> dict[str, str]:
        """Each code's name, translated once for the process."""
        language = spoken()
        if language not in self._said:
            self._said[language] = {str(code): str(name) for code, name in self._names.items()}
        return self._said[language]


# The reader's choice


def remember(response: HttpResponse, language: str) -> None:
    """All pages in this browser are in the language from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


class ChosenLanguage:
    """Answers in the language that was chosen in this browser, else in the county's.

    The browser's own wish is not asked for: many borrow a telephone or a computer, and what is on the screen must be the
    same for all who look at it together until one of them has chosen.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in NAMES else county_language()
        with override(
            language
        ):  # also when it is the usual one: a word is looked up twice as fast in one that is chosen
            return self.get_response(request)


class StaffLanguage:
    """Pages for those who work here are in Swedish or English: in another language they are in the county's.

    A view that is for the family, such as the wheel with the child, says so itself with `in_language`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = request.actor  # type: ignore[attr-defined]
        if actor is None or actor.is_family or get_language() in STAFF:
            return self.get_response(request)
        with override(county_language()):
            return self.get_response(request)


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """A page inside is in the language, whoever is signed in; in the present one when we do not have it."""
    if language not in NAMES:
        yield
        return
    with override(language):
        yield


def direction(language: str) -> Literal["ltr", "rtl"]:
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def isolated(value: object) -> object:
    """What is put into a sentence keeps its own direction, and does not turn the sentence."""
    return f"{FIRST_STRONG}{value}{END}" if isinstance(value, str) else value


def apart(value: object) -> object:
    """What somebody has written, on a page that runs the other way: it keeps its own direction. Only there."""
    return isolated(str(value)) if value and spoken() in RIGHT_TO_LEFT else value


def way(value: object) -> Literal["ltr", "rtl"]:
    """Which way a text runs: as its first letter does, or as the page when it has none. For a document: where a line
    breaks, the library that lays it out forgets the signs that `apart` sets, but not the direction of an element."""
    kinds = (unicodedata.bidirectional(letter) for letter in str(value))
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), "")
    if not first:
        return direction(spoken())
    return "ltr" if first == "L" else "rtl"


@lru_cache
def _switch(current: str, all_of_them: bool) -> str:
    """All of the switch but who sends it, which is marked by a character that no page has."""
    buttons = Markup().join(
        Markup('<button type="submit" name="language" value="{0}" lang="{0}" dir="{1}"{2}>{3}</button>').format(
            code, direction(code), Markup(' aria-current="true"') if code == current else "", name
        )
        for code, name in NAMES.items()
        if all_of_them or code in STAFF
    )
    notes = []
    if not all_of_them:
        notes.append(_("Sidorna för dig som arbetar här finns på svenska och engelska."))
    if MADE[current] == "by_us":
        notes.append(_("Orden är översatta av oss. Ingen som kan språket har granskat dem än."))
    if MADE[current] != "source":
        notes.append(_("Det som människor har skrivit visas som de skrev det."))
    said = Markup().join(Markup("<p>{}</p>").format(note) for note in notes)
    icon = Markup(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}ui/icons.svg#language"></use></svg>'
    )
    return Markup(
        '<details class="languages"><summary>{}<span lang="{}">{}</span></summary><form method="post" action="{}">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="\0">'
        "{}{}</form></details>"
    ).format(icon.format(settings.STATIC_URL), current, NAMES[current], reverse("ui:speak"), buttons, said)


def switch(csrf: str, *, all_of_them: bool) -> Markup:
    """The languages to choose between, each called what its speakers call it. Comes back to the same page."""
    return Markup(_switch(spoken(), all_of_them).replace("\0", csrf))  # noqa: S704 - the token is ours
