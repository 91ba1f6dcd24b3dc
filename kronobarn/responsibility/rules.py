"""Who is barnensbästa-ansvarig: a function that follows the child's age and school. Pure.

Midwife before birth, child-health nurse until förskoleklass, head teacher while in school, and the
municipality's activity responsibility (KAA) for whoever has left compulsory school and is in none
(domain.md 0.3, 2.3; skollagen 29 kap. 9 § for KAA).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kronobarn.circles.rules import Ground, Kind


class Function(StrEnum):
    MIDWIFE = "midwife"
    CHILD_HEALTH_NURSE = "child_health_nurse"
    HEAD_TEACHER = "head_teacher"
    KAA = "kaa"


class WhyAdded(StrEnum):
    """What lets a child be written down: the task one has, or the family's own wish."""

    MEETS_THE_CHILD = "meets_the_child"
    FAMILY_ASKS = "family_asks"
    NOTICED = "noticed"


UNIT_KINDS: dict[Function, frozenset[str]] = {
    Function.MIDWIFE: frozenset({"mvc"}),
    Function.CHILD_HEALTH_NURSE: frozenset({"bvc"}),
    Function.HEAD_TEACHER: frozenset({"school", "upper_secondary"}),
    Function.KAA: frozenset({"kaa"}),
}
"""The kinds of unit in which each function is found."""

SCHOOL_STARTS = (8, 15)
"""Förskoleklass begins in the autumn of the year the child turns six; about this day."""
COMPULSORY_SCHOOL_ENDS_AT = 16
GROWN_UP_AT = 18
KAA_ENDS_AT = 20


def school_start(born_on: date) -> date:
    """The day from which the school, not child health care, is responsible."""
    return date(born_on.year + 6, *SCHOOL_STARTS)


def leaves_compulsory_school(born_on: date) -> date:
    """Midsummer of the year the child turns sixteen."""
    return date(born_on.year + COMPULSORY_SCHOOL_ENDS_AT, 6, 30)


def functions_for(*, born_on: date | None, on: date) -> tuple[Function, ...]:
    """The functions that can be responsible for a child of that age, the likeliest first.

    Empty for whoever has grown out of the model.
    """
    if born_on is None or born_on > on:
        return (Function.MIDWIFE,)
    if on < school_start(born_on):
        return (Function.CHILD_HEALTH_NURSE,)
    if on < leaves_compulsory_school(born_on):
        return (Function.HEAD_TEACHER,)
    if on < date(born_on.year + KAA_ENDS_AT, born_on.month, min(born_on.day, 28)):
        return (Function.HEAD_TEACHER, Function.KAA)
    return ()


def function_of(unit_kind: str) -> Function | None:
    """The function a kind of unit can carry."""
    for function, kinds in UNIT_KINDS.items():
        if unit_kind in kinds:
            return function
    return None


def kinds_for(*, born_on: date | None, on: date) -> frozenset[str]:
    """The kinds of unit where a child of that age can be."""
    kinds: frozenset[str] = frozenset()
    for function in functions_for(born_on=born_on, on=on):
        kinds |= UNIT_KINDS[function]
    return kinds


@dataclass(frozen=True)
class Follows:
    """What the giver lets follow the baton into another secrecy area, on what ground, and why not the plan."""

    records: Collection[UUID] = ()
    ground: Ground | None = None
    necessity: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class Header:
    """As much of a record as the choice of what follows asks about."""

    pk: UUID
    kind: str
    written_at: datetime


SHARED_WORK: frozenset[str] = frozenset({Kind.PLAN, Kind.CONSENT, Kind.MEETING, Kind.REVIEW, Kind.MATTER})
"""What has been done together with the family. It is proposed to follow, when consent covers it."""
MISSED: frozenset[str] = frozenset({Kind.PLAN, Kind.CONSENT, Kind.MEETING})
"""What the next responsible must know that there is, also when it does not follow."""


def with_their_matters(chosen: Collection[UUID], records: Iterable[Header]) -> set[UUID]:
    """The chosen records and the matters they belong to, which hold no words and without which none is opened.

    A child has one open matter at a time, so a record belongs to the latest that was opened before it.
    """
    together = set(chosen)
    matter: UUID | None = None
    for record in sorted(records, key=lambda one: one.written_at):
        if record.kind == Kind.MATTER:
            matter = record.pk
        elif record.pk in chosen and matter is not None:
            together.add(matter)
    return together


def latest_work(records: Iterable[Header]) -> set[UUID]:
    """What was done together in the latest matter: the plan with its consents, meetings and follow-ups."""
    latest: set[UUID] = set()
    for record in sorted(records, key=lambda one: one.written_at):
        if record.kind == Kind.MATTER:
            latest = set()
        if record.kind in SHARED_WORK:
            latest.add(record.pk)
    return latest
