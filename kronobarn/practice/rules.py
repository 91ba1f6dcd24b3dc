"""Who is responsible for a child of an age, by the practice pack's table; and what a version's days mean. Pure."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Protocol

INFORMATION_KINDS = ("school", "health", "home", "support", "child_words")
"""What consent can be about. The keys are fixed, because the rules of sharing stand on them; the words are the pack's."""
GROWN_UP_AT = 18


class Function(StrEnum):
    """A function that can hold the responsibility for a child. What it is called stands in the pack."""

    MIDWIFE = "midwife"
    CHILD_HEALTH_NURSE = "child_health_nurse"
    HEAD_TEACHER = "head_teacher"
    KAA = "kaa"


class Until(StrEnum):
    """What ends a period of a child's life in the table."""

    BIRTH = "birth"
    YEAR = "year"
    """A day in the year in which the child reaches an age."""
    BIRTHDAY = "birthday"


class End(Protocol):
    @property
    def when(self) -> Until: ...
    @property
    def age(self) -> int: ...
    @property
    def day(self) -> str: ...


class Period(Protocol):
    """One row of the table."""

    @property
    def until(self) -> End: ...
    @property
    def functions(self) -> Sequence[Function]: ...


def ends_on(end: End, born_on: date) -> date:
    """The first day of what comes after."""
    if end.when is Until.BIRTH:
        return born_on
    if end.when is Until.BIRTHDAY:
        return date(born_on.year + end.age, born_on.month, min(born_on.day, 28))
    month, day = map(int, end.day.split("-"))
    return date(born_on.year + end.age, month, day)


def functions_on(periods: Sequence[Period], *, born_on: date | None, on: date) -> tuple[Function, ...]:
    """The functions that can be responsible that day, the likeliest first; none when the child has outgrown the model.

    `periods` in the order of a life. A child who is not born is in the first.
    """
    if born_on is None or born_on > on:
        return tuple(periods[0].functions)
    for period in periods:
        if on < ends_on(period.until, born_on):
            return tuple(period.functions)
    return ()


class State(StrEnum):
    """Where a version of the practice model stands."""

    DRAFT = "draft"
    PLANNED = "planned"
    IN_FORCE = "in_force"
    PAST = "past"


def in_force(starts: Sequence[tuple[date, str]], day: date) -> str | None:
    """The version that holds on a day, from pairs of (from, version) in order; before the first, the first."""
    begun = [version for since, version in starts if since <= day]
    return begun[-1] if begun else starts[0][1] if starts else None


def state(version: str, starts: Sequence[tuple[date, str]], day: date) -> State:
    """Draft until it has a day; planned until the day comes; in force until another's day comes."""
    since = {name: start for start, name in starts}.get(version)
    if since is None:
        return State.DRAFT
    if in_force(starts, day) == version:
        return State.IN_FORCE
    return State.PLANNED if since > day else State.PAST
