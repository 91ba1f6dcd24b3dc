"""Two who write the same thing: what each changed is kept, and where both changed the same place neither is overwritten.

What is written is words by place. A page remembers, by a fingerprint, what stood in each place when it was opened. Pure.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TypedDict

Words = Mapping[str, str]


class Put(TypedDict):
    text: str
    page: str


class Shown(Put, total=False):
    """What stands in one place, the opened page that put it there, and whose page that was."""

    by: int | None


@dataclass(frozen=True, slots=True)
class Merged:
    """The notes with what both have written; and where they differ: the words of the other, by place."""

    words: dict[str, str]
    theirs: dict[str, str]
    """Places that both have changed. In `words` stands one's own."""
    news: frozenset[str]
    """Places that only the other has changed."""
    own: frozenset[str] = frozenset()
    """Those of both where the other is oneself, in another window."""

    @property
    def is_own(self) -> bool:
        """Whether nobody else has written at all."""
        changed = {*self.theirs, *self.news}
        return bool(changed) and changed <= self.own


def plain(text: str) -> str:
    """As it is compared and kept: browsers end lines in their own way."""
    return text.replace("\r\n", "\n").strip()


def fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def fingerprints(words: Words) -> str:
    """What a page remembers of what it was opened with, as one hidden field."""
    return " ".join(f"{place}:{fingerprint(text)}" for place, text in sorted(words.items()) if text)


def remembered(field: str) -> dict[str, str]:
    """The same, read back. A place that is not there was empty."""
    return {place: print_ for place, _colon, print_ in (one.partition(":") for one in field.split())}


def merged(
    *, opened_with: Words, typed: Words, shown: Mapping[str, Shown], page: str = "", writer: int | None = None
) -> Merged:
    """What the writer has typed on a page, together with what is shown now. `opened_with` are fingerprints.

    What the same page has put there itself, and has not been told of, is no other's.
    """
    words: dict[str, str] = {}
    theirs: dict[str, str] = {}
    news: set[str] = set()
    nothing = fingerprint("")
    for place in sorted({*typed, *shown}):
        mine = plain(typed.get(place, ""))
        now = shown[place]["text"] if place in shown else ""
        before = opened_with.get(place, nothing)
        others = fingerprint(now) != before and not (place in shown and shown[place]["page"] == page != "")
        words[place] = mine
        if mine == now or not others:
            continue
        if fingerprint(mine) == before:
            words[place] = now
            news.add(place)
        else:
            theirs[place] = now
    own = {place for place in (*theirs, *news) if writer is not None and place in shown}
    return Merged(
        words={place: text for place, text in words.items() if text},
        theirs=theirs,
        news=frozenset(news),
        own=frozenset(place for place in own if shown[place].get("by") == writer),
    )


@dataclass(frozen=True, slots=True)
class Both:
    """One place that two have changed: as it stands, and as it was typed here."""

    label: str
    theirs: str
    yours: str
    is_own: bool
    """Whether whoever reads wrote both, in two windows."""


def both(outcome: Merged, labels: Mapping[str, str], in_words: Callable[[str, str], str]) -> list[Both]:
    """Where two have changed the same words, each with both. `in_words` says what stands in a place, as it is read."""
    return [
        Both(
            label=labels.get(place, place),
            theirs=in_words(place, theirs),
            yours=in_words(place, outcome.words.get(place, "")),
            is_own=place in outcome.own,
        )
        for place, theirs in outcome.theirs.items()
    ]


def told(outcome: Merged, opened_with: Words, typed: Words) -> str:
    """What the page remembers once the merged notes are shown: of what the other changed it still knows nothing."""
    known = {place: fingerprint(plain(text)) for place, text in typed.items() if plain(text)}
    for place in {*outcome.news, *outcome.theirs}:
        known.pop(place, None)
        if place in opened_with:
            known[place] = opened_with[place]
    return " ".join(f"{place}:{print_}" for place, print_ in sorted(known.items()))
