"""What lets a child be written down, and what follows the baton. Pure.

Who is responsible at which age stands in the practice pack (`functions.py`).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kronobarn.circles.rules import Ground, Kind
from kronobarn.consents.rules import AsRole, ChildsPart, Decider


class WhyAdded(StrEnum):
    """What lets a child be written down: the task one has, or the family's own wish."""

    MEETS_THE_CHILD = "meets_the_child"
    FAMILY_ASKS = "family_asks"
    NOTICED = "noticed"


class WhyTakenBack(StrEnum):
    """Why a child has no pages of its own any more."""

    CHILD_WISHES = "child_wishes"
    OTHERS_GET_IN = "others_get_in"
    YES_WITHDRAWN = "yes_withdrawn"
    MISTAKE = "mistake"


SIGNS_IN_FROM = 7
"""A rule of thumb, no law: a password is kept to oneself by whoever can read it. What has been assessed of one child
goes first. A younger child's sign-in would be somebody else's, who then reads what is withheld from them."""

GUARDIANS_SAY_YES: frozenset[ChildsPart] = frozenset({ChildsPart.TOLD, ChildsPart.HEARD})
"""Until the child decides, those who decide for it must have said yes to its own sign-in (FB 6 kap. 11 and 13 §§)."""


@dataclass(frozen=True)
class Asked:
    """Whose yes a child's own pages take: what part the child has, and the guardians who are asked."""

    part: ChildsPart
    guardians: tuple[Decider, ...] = ()

    @property
    def nobody_decides(self) -> bool:
        """A guardian's yes is needed, and none is known."""
        return any(one.pk is None for one in self.guardians)


def asked_of(deciders: Collection[Decider]) -> Asked:
    """From those who decide about sharing to those who decide about the child's own sign-in."""
    child = next((one for one in deciders if one.role == AsRole.CHILD), None)
    guardians = tuple(one for one in deciders if one.role == AsRole.GUARDIAN)
    if child is None:
        return Asked(ChildsPart.TOLD, guardians)
    if not child.must_agree:
        return Asked(ChildsPart.HEARD, guardians)
    return Asked(ChildsPart.DECIDES if guardians else ChildsPart.ALONE)


def is_old_enough(part: ChildsPart, age: int | None) -> bool:
    return part != ChildsPart.TOLD or (age is not None and age >= SIGNS_IN_FROM)


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
