"""What a record is called, in its reader's language.

A headline is stored in the county's language, with the wheel's words as their version of the practice model has them.
Those that the product makes are told in the reader's language. What people have written is shown as they wrote it.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import override

from kronobarn.circles.rules import Kind
from kronobarn.core.language import county_language
from kronobarn.ui.language import spoken

Make: TypeAlias = Callable[[str, bool], Mapping[Hashable, str]]
"""Every headline that a feature gives a kind, by what it is about, in the language that is spoken: for a version of the
practice model, with its words as they are stored or as they are told."""

_made: dict[str, list[Make]] = defaultdict(list)
_told: dict[tuple[str, str, str], dict[str, str]] = {}


def also(kind: Kind, make: Make) -> None:
    """Let a feature say what it calls its records. Called once, when the feature is loaded."""
    _made[kind].append(make)


def always(kind: Kind, *words: Promise) -> None:
    """The same, for headlines that are the same in every version."""
    also(kind, lambda _version, _stored: {at: str(one) for at, one in enumerate(words)})


def told(kind: str, headline: str, version: str) -> str:
    """The headline as the page's reader has it. Not to be stored."""
    language = spoken()
    if language == county_language():
        return headline
    key = (kind, version, language)
    if key not in _told:
        _told[key] = _all_of(kind, version, language)
    return _told[key].get(headline, headline)


def _all_of(kind: str, version: str, language: str) -> dict[str, str]:
    with override(county_language()):
        stored = [make(version, True) for make in _made[kind]]
    with override(language):
        said = [make(version, False) for make in _made[kind]]
    return {
        headline: told_as[about]
        for stored_as, told_as in zip(stored, said, strict=True)
        for about, headline in stored_as.items()
        if about in told_as
    }


def forget() -> None:
    """Ask the features anew."""
    _told.clear()
