"""The notes of a meeting as words by place, so that two who write never overwrite each other (core/merging.py).

Places: `came`, `said-0` (a point of the agenda), `notes`, `disagreement`, `decision-0` (a row). Pure.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kronobarn.core.merging import Words, plain

MOST_DECISIONS = 20
ROW = ("text", "by_whom", "due_on")


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
