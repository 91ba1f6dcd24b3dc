"""Who may see who a protected child is, for its responsible."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from kronobarn.circles.models import Seat
from kronobarn.circles.rules import last_moment
from kronobarn.core.actor import Actor
from kronobarn.people.models import Child, Guardianship, Named, Person

MOST = 100


@dataclass(frozen=True)
class One:
    """One person who is named."""

    id: UUID
    who: str
    why: str
    last_day: datetime


def named(child: Child, actor: Actor) -> list[One]:
    """Those who may see it now."""
    rows = Named.objects.visible_to(actor).standing().filter(child=child).select_related("person")
    return [One(row.pk, row.person.full_name, row.why, last_moment(row.until)) for row in rows.order_by("until")[:MOST]]


def to_name(child: Child, actor: Actor) -> QuerySet[Person]:
    """Those who work with the child and are not named already. The responsible knows who it is anyway."""
    seats = Seat.objects.visible_to(actor).standing().working().filter(child=child, assignment__isnull=False)
    already = Named.objects.visible_to(actor).standing().filter(child=child).values("person")
    found = Person.objects.filter(pk__in=seats.values("person")).exclude(pk__in=already)
    assert actor.person_id is not None
    return found.exclude(pk=actor.person_id).order_by("given_name", "family_name")


@dataclass(frozen=True)
class Guardian:
    """One who decides for the child, and whether their own data are protected."""

    id: UUID
    who: str
    protected: bool


def guardians(child: Child, actor: Actor) -> list[Guardian]:
    """Those who decide now."""
    standing = Guardianship.objects.visible_to(actor).filter(child=child, until=None).select_related("guardian")
    return [
        Guardian(row.pk, row.guardian.full_name, row.guardian.protected) for row in standing.order_by("since", "pk")
    ]
