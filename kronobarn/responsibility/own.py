"""How the child and its guardians sign in: who does, whose yes it takes, and what the child is given."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from kronobarn.circles.around import around
from kronobarn.circles.models import Disclosure, Record, Seat, Withheld
from kronobarn.circles.rules import Kind, Role
from kronobarn.consents.reads import deciders
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.people.models import Child
from kronobarn.responsibility import rules

TOGETHER: Final = (Kind.MEETING, Kind.PLAN, Kind.REVIEW)
"""What is made with the family at the table. A child who is let in late is given what the guardians were."""


def own_seat(child: Child, *, by: Actor) -> Seat | None:
    """The child's own place, while it has one."""
    seats = Seat.objects.visible_to(by).standing().filter(child=child, role=Role.CHILD)
    return seats.select_related("person").first()


def opens_another(child_id: UUID) -> bool:
    """Whether who signs in as the child is a guardian of another child too; the database finds it, and says no more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT responsibility_opens_another(%s)", [child_id])
        found = cursor.fetchone()
    return bool(found and found[0])


def asked_of(child: Child) -> rules.Asked:
    return rules.asked_of(deciders(child.pk, clock.today(), child=child))


def shared_with_guardians(child: Child, *, by: Actor) -> QuerySet[Record]:
    """Of what is made together and is the actor's own service's to give: what a guardian reads."""
    given = Disclosure.objects.standing().filter(child=OuterRef("child"), record=OuterRef("pk"))
    rows: QuerySet[Record] = Record.objects.visible_to(by).filter(Exists(given.filter(to_person__isnull=False)))
    return rows.filter(child=child, owner=by.area_id, kind__in=TOGETHER).order_by("happened_on", "written_at")


@dataclass(frozen=True)
class Member:
    """One of the family: whether they have a password, and how they would get one."""

    seat: Seat
    name: str
    role: str
    has_password: bool


@dataclass(frozen=True)
class OwnPages:
    """What the page says before the child is let in, and while it is."""

    seat: Seat | None
    asked: rules.Asked
    gets: list[Record] = field(default_factory=list)
    is_withheld: bool = False
    members: list[Member] = field(default_factory=list)

    @property
    def since(self) -> date | None:
        return timezone.localdate(self.seat.since) if self.seat else None


def own_pages(child: Child, *, by: Actor) -> OwnPages:
    seat = own_seat(child, by=by)
    return OwnPages(
        seat=seat,
        asked=asked_of(child),
        gets=[] if seat else list(shared_with_guardians(child, by=by)),
        is_withheld=Withheld.objects.visible_to(by).standing().filter(child=child).exists(),
        members=members(child, by=by),
    )


def members(child: Child, *, by: Actor) -> list[Member]:
    """The child, if it is let in, and its guardians."""
    return [
        Member(place.seat, one.name, place.role, place.seat.person.has_usable_password())
        for one in around(child, by=by).family
        for place in one.places
    ]
