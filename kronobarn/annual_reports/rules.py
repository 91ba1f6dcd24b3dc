"""Which years are told of, where a report stands, and how long what is written by hand may be. Pure."""

from datetime import date
from enum import StrEnum
from typing import Final

FIRST_YEAR: Final = 2016
MOST_WORDS: Final = 12_000
"""Letters in one chapter's text: four pages."""
MOST_POINTS: Final = 6
LONGEST_POINT: Final = 160
"""What can be read from the back of a room."""


class State(StrEnum):
    """Where a report stands."""

    DRAFT = "draft"
    SETTLED = "settled"
    PUBLISHED = "published"


def state(*, settled: bool, published: bool) -> State:
    """What is public has been settled."""
    if not settled:
        return State.DRAFT
    return State.PUBLISHED if published else State.SETTLED


def is_over(year: int, today: date) -> bool:
    """Whether nothing more happens in the year."""
    return today > date(year, 12, 31)


def points(text: str) -> list[str]:
    """One of each line, without the marks that people put before them."""
    lines = (line.strip().lstrip("-*•").strip() for line in text.splitlines())
    return [line for line in lines if line]


def too_long(text: str) -> bool:
    """Whether the points are more, or longer, than can be read from a slide."""
    said = points(text)
    return len(said) > MOST_POINTS or any(len(one) > LONGEST_POINT for one in said)
