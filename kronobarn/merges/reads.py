"""The cards that may be about the same child, and what the pages show of two that are."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kronobarn.circles import finding
from kronobarn.circles.listing import listed_name
from kronobarn.circles.models import Seat
from kronobarn.circles.reads import age_line, is_closed
from kronobarn.circles.rules import Role
from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.core.prepared import prepared
from kronobarn.merges.rules import NEAR_BIRTH
from kronobarn.people.models import Child, Protection, SameChild, SameChildQuerySet
from kronobarn.responsibility.reads import number_now

MOST = 10


@dataclass(frozen=True)
class Earlier:
    """A closed card of the same child."""

    href: str
    closed_at: datetime
    undo_href: str


@dataclass(frozen=True)
class Cards:
    """What a child's page says of its other cards."""

    is_closed: bool = False
    earlier: list[Earlier] = field(default_factory=list)


def cards(child: Child, actor: Actor) -> Cards:
    """The other cards of a child that came through the door, as far as the reader sits with them."""
    if not getattr(child, "is_joined", False):
        return Cards()
    earlier = [
        Earlier(address("chronology:child", closed), decided_at, address("merges:part", pk))
        for pk, closed, decided_at in _earlier(actor, child.pk)
    ]
    return Cards(is_closed(child), earlier)


@prepared
def _earlier(actor: Actor, child_id: UUID) -> QuerySet[SameChild, tuple[UUID, UUID, datetime]]:
    rows = SameChild.objects.visible_to(actor).standing().filter(kept=child_id)
    return rows.order_by("decided_at").values_list("pk", "child", "decided_at")


def candidates(child: Child, name: str, *, by: Actor) -> list[Child]:
    """Open cards that one is responsible for and that may be the same child: by name, or else those that are near."""
    mine = Seat.objects.held_by(by, Role.RESPONSIBLE).values("child")
    closed = SameChild.objects.visible_to(by).standing().values("child")
    rows = Child.objects.known_to(by).filter(pk__in=mine).exclude(pk__in=closed).exclude(pk=child.pk)
    if name.strip():
        hits = finding.among_own(name=name, born_on=None, by=by)
        rows = rows.filter(pk__in=[hit.child_id for hit in hits])
    else:
        rows = rows.filter(_near(child))
    return list(rows.order_by("sort_key", "pk")[:MOST])


def _near(child: Child) -> Q:
    """Born the same day, of the same name, or expected when the other was born."""
    near = Q(sort_key=child.sort_key) if child.family_name or child.given_name else Q()
    if child.born_on is not None:
        near |= Q(born_on=child.born_on) | Q(born_on=None, expected_on__range=_around(child.born_on))
    elif child.expected_on is not None:
        near |= Q(expected_on=child.expected_on) | Q(born_on__range=_around(child.expected_on))
    return near


def _around(day: date) -> tuple[date, date]:
    return day - NEAR_BIRTH, day + NEAR_BIRTH


def choices(found: list[Child]) -> list[tuple[str, str]]:
    """The cards as they are told apart in a list: masked where they are protected, as in every list."""
    return [(str(child.pk), _in_short(child)) for child in found]


def _in_short(child: Child) -> str:
    age = "" if child.is_protected else f", {age_line(child)}"
    day = date_format(timezone.localtime(child.registered_at), "j F Y")
    return _("%(name)s%(age)s. Inlagt %(day)s") % {"name": listed_name(child), "age": age, "day": day}


@dataclass(frozen=True)
class Shown:
    """One of the two, before they are joined."""

    name: str
    age: str
    number: str
    registered_at: datetime


@dataclass(frozen=True)
class Before:
    """What there is to look at before one does it."""

    goes_on: Shown
    closes: Shown
    left_out: list[str]
    """Those who sit with the card that is closed and not with the other: they do not come along."""
    becomes_protected: bool


def before(child: Child, kept: Child, *, by: Actor) -> Before:
    """The two cards, and what becomes of those around them."""
    return Before(
        goes_on=_shown(kept, by),
        closes=_shown(child, by),
        left_out=_left_out(child, kept, by),
        becomes_protected=child.protection != kept.protection
        and Protection.NONE in (child.protection, kept.protection),
    )


def _shown(child: Child, by: Actor) -> Shown:
    return Shown(child.full_name, age_line(child), number_now(child, by=by), child.registered_at)


def _left_out(child: Child, kept: Child, by: Actor) -> list[str]:
    seats = Seat.objects.visible_to(by).standing().working()
    there = set(seats.filter(child=kept).values_list("person", "assignment"))
    rows = seats.filter(child=child).order_by("since").select_related("person")
    return [
        f"{seat.person.full_name}, {seat.get_role_display()}"
        for seat in rows
        if (seat.person_id, seat.assignment_id) not in there
    ]


def same() -> SameChildQuerySet:
    """With what its page shows."""
    rows: SameChildQuerySet = SameChild.objects.select_related("child", "kept", "decided_by")
    return rows
