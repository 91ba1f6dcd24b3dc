"""One form that its writer has open in several windows: which half-written words a window may replace.

Each window keeps its words apart, so none writes over another's. A window that began from what another had kept goes on
with that version, as long as nobody has written in it since: then the two are one.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

from django.http import QueryDict

ID: Final = "window"
BEGAN: Final = "window-began"
AWAY: Final = "window-away"
BESIDE: Final = "window-beside"
FIELDS: Final = frozenset({ID, BEGAN, AWAY, BESIDE})
"""What a form says of its window, in hidden fields."""
OPENED_WITH: Final = frozenset({"opened_with", "page"})
"""What a page remembers of what others had written when it was opened (core/merging.py): kept with the words, but none of them."""


@dataclass(frozen=True, slots=True)
class Window:
    """Where a form was written, and what was known there of the other versions."""

    id: str = ""
    began: str = ""
    """The mark of the version that the form was filled with; empty when there was none."""
    away: frozenset[str] = frozenset()
    """The marks of other versions that the writer has ticked: they may go when this one is sent."""
    beside: frozenset[str] = frozenset()
    """The marks of other versions that the page shows."""


class Version(Protocol):
    """What somebody has typed in one window."""

    @property
    def window(self) -> str: ...
    @property
    def mark(self) -> str: ...


V = TypeVar("V", bound=Version)


def sent_from(post: QueryDict) -> Window:
    """The window that a form comes from."""
    return Window(
        post.get(ID, "")[:36], post.get(BEGAN, "")[:16], frozenset(post.getlist(AWAY)), frozenset(post.getlist(BESIDE))
    )


def mark(typed: Mapping[str, Any]) -> str:
    """The same for the same words, and for no others."""
    words = {name: values for name, values in typed.items() if name not in OPENED_WITH}
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()[:16]


def replaced(kept: Sequence[V], window: Window, words: str) -> V | None:
    """The version that what is typed in the window now goes on with, or None when it stands for itself.

    `words` is the mark of what is typed: of the same words there is no need of two.
    """
    own = (one for one in kept if one.window == window.id)
    begun = (one for one in kept if one.mark in {window.began, words} - {""})
    return next(own, None) or next(begun, None)


def done_with(kept: Iterable[V], window: Window) -> list[V]:
    """The versions that are no longer needed when the window's form is sent. Others wait for their writer."""
    return [one for one in kept if one.window == window.id or (one.mark and one.mark in {window.began} | window.away)]


def put_away(kept: Iterable[V], window: Window) -> list[V]:
    """The versions of other windows that the writer has ticked."""
    return [one for one in kept if one.window != window.id and one.mark in window.away]
