"""What an event in a chronology says of itself. Pure.

A chronology holds facts in the order in which they happened: dated, with their source, what they mean for the child, and
what was done or why nothing was (domain.md 1.8; invariant 12). It holds no opinions, and nothing in it is counted.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise

from kronobarn.assessments.rules import KnownHow

QUIET = 120
"""Days without a line that the story marks as a gap: a gap may mean that nobody looked."""


class Significance(StrEnum):
    """What an event means for the child. Good events belong here as much as hard ones."""

    GOOD = "good"
    HARD = "hard"
    BOTH = "both"
    UNKNOWN = "unknown"


def among(sought: Significance) -> list[Significance]:
    """What is found when one looks for good or for hard events: those that are both as well."""
    either = sought in (Significance.GOOD, Significance.HARD)
    return [sought, Significance.BOTH] if either else [sought]


AT_FIRST_HAND: frozenset[KnownHow] = frozenset({KnownHow.OWN_OBSERVATION, KnownHow.TOLD_BY_CHILD})
"""What is known so says by itself who knows it; of the rest it is written whom or what it comes from."""


class Precision(StrEnum):
    """How exactly the day is known: what happened long ago often has no more than a year."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


def first_day(day: date, precision: Precision) -> date:
    """The day that an event is sorted by: the first of its month or year when no more is known."""
    if precision == Precision.YEAR:
        return day.replace(month=1, day=1)
    return day.replace(day=1) if precision == Precision.MONTH else day


def quiet_after(newest_first: Sequence[date]) -> list[int]:
    """For each day of a story the days of silence before it, when they are many; else 0."""
    gaps = [(newer - older).days for newer, older in pairwise(newest_first)]
    return [days if days >= QUIET else 0 for days in gaps] + [0] * bool(newest_first)
