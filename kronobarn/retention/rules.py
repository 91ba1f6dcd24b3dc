"""When the records of one authority about one child may be removed, and which of them go together. Pure.

An act is all that one secrecy area has written about one child in one class. It is removed whole or not at all: what is
left of half an act is misleading. What is about the child itself (who it is, who sat with it) is an act too, of the area
that was responsible last, and goes when nothing else is left anywhere. Two cards of one child are one child here.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

LEAST_YEARS: Final = 2
"""No rule of a county can be shorter. The database holds it too (policies.sql)."""
MOST_AT_ONCE: Final = 200
ANSWERED_WITHIN: Final = timedelta(days=14)
"""Acts in one proposal: no more than somebody can look through before they say yes."""


RESEARCH_DAYS: Final = (5, 15, 25)
"""Days of birth whose records social services keep for research (socialtjänstlagen 16 kap.)."""
GROWN: Final = 18
"""What is about a child itself is kept until then at least: until then somebody is always responsible (ADR 0013)."""


class Beside(StrEnum):
    """Classes of what is no record: what goes between authorities, and what is about the child itself."""

    REQUEST = "request"
    CHILD = "child"


class After(StrEnum):
    """What the years are counted from."""

    LAST_ENTRY = "last_entry"
    CLOSED = "closed"
    BIRTHDAY = "birthday"


class Status(StrEnum):
    """Where an act stands whose time has come."""

    DUE = "due"
    NOT_REVIEWED = "not_reviewed"
    HELD = "held"
    RESEARCH = "research"
    WAITS = "waits"


class Key(NamedTuple):
    """Which act: of which area, about which child, of which class."""

    area_id: int
    child_id: UUID
    retention_class: str


@dataclass(frozen=True, slots=True)
class Act:
    """What the database says about an act: dates and numbers, no content."""

    key: Key
    regimes: tuple[str, ...]
    """Whose rules it follows: its area's, and for what goes between two areas those of both."""
    records: int
    last_entry: date
    closed_on: date | None
    turns_from: date | None
    """The day that birthdays are counted from: the birth, or the day it was expected."""
    births: tuple[date, ...]
    """The days of birth that are written down, one for each card."""
    is_open: bool
    """Something goes on about the child: a matter that is not closed, whosever it is."""
    is_held: bool


@dataclass(frozen=True, slots=True)
class Term:
    """One rule of the county, for one regime and class."""

    years: int
    after: After
    research: bool
    confirmed: bool
    source: str


def due_on(act: Act, term: Term) -> date | None:
    """The first day on which the act may go; None while nothing has started the clock."""
    begins = {After.LAST_ENTRY: act.last_entry, After.CLOSED: act.closed_on, After.BIRTHDAY: act.turns_from}[term.after]
    if begins is None or act.is_open:
        return None
    return max(years_after(begins, term.years), years_after(act.last_entry, LEAST_YEARS))


def years_after(day: date, years: int) -> date:
    """The same day so many years later; the day after for the last of February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def is_for_research(births: Collection[date], days: Collection[int]) -> bool:
    """Whether the child belongs to those who are kept for research, by the day they were born.

    By the birth date, never by a number: a coordination number has sixty added to the day, and some numbers were
    given for another day than the child was born. Whoever has no birth date is kept until there is one.
    """
    return not births or any(day.day in days for day in births)


def ripe_on(act: Act, terms: Collection[Term]) -> date | None:
    """The first day on which it may go by all the rules that it follows."""
    days = [due_on(act, term) for term in terms]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def status(act: Act, terms: Collection[Term], *, today: date, research_days: Collection[int]) -> Status | None:
    """Where the act stands; None when its time has not come."""
    day = ripe_on(act, terms)
    if day is None or day > today:
        return None
    if act.is_held:
        return Status.HELD
    if any(term.research for term in terms) and is_for_research(act.births, research_days):
        return Status.RESEARCH
    return Status.DUE if all(term.confirmed for term in terms) else Status.NOT_REVIEWED


def that_can_go(due: Iterable[Key], leaning: Iterable[tuple[Key, Key]]) -> frozenset[Key]:
    """Those that nothing which stays leans on: an observation of another authority keeps the matter it belongs to.

    `leaning` says which act leans on which.
    """
    left = frozenset(due)
    pairs = list(leaning)
    while held := {on for who, on in pairs if on in left and who not in left}:
        left -= held
    return left
