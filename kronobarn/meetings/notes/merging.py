"""Two who write the same notes: what each changed is kept, and where both changed the same place neither is overwritten.

Notes are words by place: `came`, `said-0` (a point of the agenda), `notes`, `disagreement`, `decision-0` (a row). A page
remembers, by a fingerprint, what stood in each place when it was opened. Pure.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypedDict

MOST_DECISIONS = 20
ROW = ("text", "by_whom", "due_on")

Words = Mapping[str, str]


class Shown(TypedDict):
    """What stands in one place, and the opened page that put it there."""

    text: str
    page: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The notes with what both have written; and where they differ: the words of the other, by place."""

    words: dict[str, str]
    theirs: dict[str, str]
    """Places that both have changed. In `words` stands one's own."""
    news: frozenset[str]
    """Places that only the other has changed."""


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


def merged(*, opened_with: Words, typed: Words, shown: Mapping[str, Shown], page: str = "") -> Merged:
    """What is typed on a page, together with what is shown now. `opened_with` are fingerprints.

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
    return Merged({place: text for place, text in words.items() if text}, theirs, frozenset(news))


def told(outcome: Merged, opened_with: Words, typed: Words) -> str:
    """What the page remembers once the merged notes are shown: of what the other changed it still knows nothing."""
    known = {place: fingerprint(plain(text)) for place, text in typed.items() if plain(text)}
    for place in {*outcome.news, *outcome.theirs}:
        known.pop(place, None)
        if place in opened_with:
            known[place] = opened_with[place]
    return " ".join(f"{place}:{print_}" for place, print_ in sorted(known.items()))


def row(text: str, by_whom: str, due_on: str) -> str:
    """One decision as the words of one place; an empty row is no words."""
    said = [plain(one) for one in (text, by_whom, due_on)]
    return json.dumps(said, ensure_ascii=False) if any(said) else ""


def unrow(words: str) -> dict[str, str]:
    """The same, read back."""
    said: list[str] = json.loads(words) if words else ["", "", ""]
    return dict(zip(ROW, said, strict=True))


def typed_in(fields: Mapping[str, Iterable[str]], points: int) -> dict[str, str]:
    """The notes as their form posts them, by place."""

    def one(name: str) -> str:
        return plain(next(iter(fields.get(name, ())), ""))

    words = {
        "came": " ".join(sorted(fields.get("came", ()))),
        **{f"said-{number}": one(f"said-{number}") for number in range(points)},
        **{name: one(name) for name in ("notes", "disagreement")},
    }
    for number in range(MOST_DECISIONS):
        words[f"decision-{number}"] = row(*(one(f"form-{number}-{part}") for part in ROW))
    return {place: text for place, text in words.items() if text}


def as_form(words: Words) -> dict[str, Any]:
    """What the form about the meeting begins with."""
    said = {place: text for place, text in words.items() if not place.startswith("decision-")}
    return {**said, "came": said.get("came", "").split()}


def as_rows(words: Words) -> list[dict[str, str]]:
    """What its rows of decisions begin with, each in the place it has."""
    last = max((number for number in range(MOST_DECISIONS) if words.get(f"decision-{number}")), default=-1)
    return [unrow(words.get(f"decision-{number}", "")) for number in range(last + 1)]
