"""What lets a child be written down, and what follows the baton. Pure.

Who is responsible at which age stands in the practice pack (`functions.py`).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kronobarn.circles.rules import Ground, Kind


class WhyAdded(StrEnum):
    """What lets a child be written down: the task one has, or the family's own wish."""

    MEETS_THE_CHILD = "meets_the_child"
    FAMILY_ASKS = "family_asks"
    NOTICED = "noticed"


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
