"""The people around one child: who sits there, as what, why, since when, and what they can see."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.circles import places, policy
from kronobarn.circles.models import Seat
from kronobarn.circles.reads import is_own, knows
from kronobarn.circles.rules import FAMILY, Role
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Decision
from kronobarn.people.models import Child, Guardianship
from kronobarn.ui.signs import commas

SEES: dict[Role, Any] = {
    Role.NOTIFIER: gettext_lazy("Ser bara det hen själv har skrivit."),
    Role.GUARDIAN: gettext_lazy("Ser det som har lämnats ut till hen, och vem som har tittat."),
    Role.CHILD: gettext_lazy("Ser det som har lämnats ut till barnet, och vem som har tittat."),
    Role.EMERGENCY: gettext_lazy("Ser det som behövdes i nödläget, till den tid som står här."),
}
"""What a role can see, where it is not what everyone who works with the child can see."""


@dataclass(frozen=True)
class Place:
    """One seat that somebody holds: as what, why, and how long."""

    seat: Seat
    role: str
    ground: str
    why: str
    since: datetime
    until: datetime | None
    sees: str
    may_end: Decision


@dataclass(frozen=True)
class Someone:
    """One person around the child, in one assignment or as family, with every place they have."""

    name: str
    works: str
    is_me: bool
    places: list[Place] = field(default_factory=list)

    @property
    def roles(self) -> str:
        """As "deltagare, kontaktperson"."""
        return commas(dict.fromkeys(place.role for place in self.places))

    @property
    def sees(self) -> str:
        """What they can see, when no place lets them see what everyone who works with the child can see."""
        return "" if any(not place.sees for place in self.places) else self.places[0].sees


@dataclass(frozen=True)
class Around:
    family: list[Someone]
    staff: list[Someone]


def around(child: Child, *, by: Actor) -> Around:
    """Everyone with a standing seat, each of them once."""
    seats = (
        Seat.objects.visible_to(by)
        .standing()
        .filter(child=child)
        .select_related("person", "assignment__unit")
        .order_by("since", "pk")
    )
    custody = dict(
        Guardianship.objects.visible_to(by).filter(child=child, until=None).values_list("guardian", "custody")
    )
    may_seat = None if by.is_family else policy.may_seat(by, child.pk)
    known = knows(child, by)
    family: dict[tuple[int, int | None], Someone] = {}
    staff: dict[tuple[int, int | None], Someone] = {}
    for seat in seats:
        side = family if seat.role in FAMILY else staff
        who = (seat.person_id, seat.assignment_id)
        if who not in side:
            side[who] = _someone(seat, child, by, custody.get(seat.person_id, ""), known=known)
        side[who].places.append(_place(seat, child, by, may_seat))
    return Around(family=list(family.values()), staff=list(staff.values()))


def _someone(seat: Seat, child: Child, by: Actor, custody: str, *, known: bool) -> Someone:
    return Someone(
        name=_("Skyddade uppgifter") if _hides(seat, child, by, known=known) else seat.person.full_name,
        works=str(Guardianship.Custody(custody).label) if custody else _works(seat, child, by),
        is_me=seat.person_id == by.person_id and seat.assignment_id == by.assignment_id,
    )


def _place(seat: Seat, child: Child, by: Actor, may_seat: Decision | None) -> Place:
    own_child = seat.role == Role.CHILD and is_own(child, by)
    return Place(
        seat=seat,
        role=str(seat.get_role_display()),
        ground=str(seat.get_ground_display()),
        why="" if by.is_family else seat.why,
        since=seat.since,
        until=seat.until,
        sees=_("Ser det som har lämnats ut till dig, och vem som har tittat.")
        if own_child
        else str(SEES.get(Role(seat.role), "")),
        may_end=policy.may_end_seat(by, seat, may_seat),
    )


def _hides(seat: Seat, child: Child, by: Actor, *, known: bool) -> bool:
    """One guardian may be whom the child, or the other guardian, is protected from. A family's names tell the child's."""
    if not by.is_family:
        return not known and seat.role in FAMILY
    if seat.person_id == by.person_id:
        return False
    return seat.person.protected or (child.is_protected and seat.role in FAMILY)


def _works(seat: Seat, child: Child, by: Actor) -> str:
    """Profession and unit."""
    if seat.assignment is None:
        return ""
    profession = str(seat.assignment.get_profession_display())
    where = places.unit(child, by, seat.assignment.unit)
    return _("%(profession)s, %(unit)s") % {"profession": profession, "unit": where}
