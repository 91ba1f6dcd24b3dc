"""The people around one child: who sits there, as what, why, since when, and what they can see."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.circles import policy
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import FAMILY, Role
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Decision
from kronobarn.people.models import Child, Guardianship

SEES: dict[Role, Any] = {
    Role.RESPONSIBLE: gettext_lazy("Ser det som den egna verksamheten har skrivit, och det som har lämnats ut dit."),
    Role.LEAD: gettext_lazy("Ser det som den egna verksamheten har skrivit, och det som har lämnats ut dit."),
    Role.CONTACT: gettext_lazy("Ser det som den egna verksamheten har skrivit, och det som har lämnats ut dit."),
    Role.PARTICIPANT: gettext_lazy("Ser det som den egna verksamheten har skrivit, och det som har lämnats ut dit."),
    Role.NOTIFIER: gettext_lazy("Ser bara det hen själv har skrivit."),
    Role.GUARDIAN: gettext_lazy("Ser det som har lämnats ut till hen, och vem som har tittat."),
    Role.CHILD: gettext_lazy("Ser det som har lämnats ut till barnet, och vem som har tittat."),
    Role.EMERGENCY: gettext_lazy("Ser det som behövdes i nödläget, till den tid som står här."),
}


@dataclass(frozen=True)
class Someone:
    """One person around the child."""

    seat: Seat
    name: str
    role: str
    works: str
    ground: str
    why: str
    since: datetime
    until: datetime | None
    sees: str
    may_end: Decision
    is_me: bool


@dataclass(frozen=True)
class Around:
    family: list[Someone]
    staff: list[Someone]


def around(child: Child, *, by: Actor) -> Around:
    """Everyone with a standing seat, family first."""
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
    everyone = [_someone(seat, child, by, may_seat, custody.get(seat.person_id, "")) for seat in seats]
    return Around(
        family=[one for one in everyone if one.seat.role in FAMILY],
        staff=[one for one in everyone if one.seat.role not in FAMILY],
    )


def _someone(seat: Seat, child: Child, by: Actor, may_seat: Decision | None, custody: str) -> Someone:
    return Someone(
        seat=seat,
        name=_("Skyddade uppgifter") if _hides(seat, child, by) else seat.person.full_name,
        role=str(seat.get_role_display()),
        works=str(Guardianship.Custody(custody).label) if custody else _works(seat, child, by),
        ground=str(seat.get_ground_display()),
        why="" if by.is_family else seat.why,
        since=seat.since,
        until=seat.until,
        sees=str(SEES[Role(seat.role)]),
        may_end=policy.may_end_seat(by, seat, may_seat),
        is_me=seat.person_id == by.person_id and seat.assignment_id == by.assignment_id,
    )


def _hides(seat: Seat, child: Child, by: Actor) -> bool:
    """One guardian may be whom the child, or the other guardian, is protected from."""
    if not by.is_family or seat.person_id == by.person_id:
        return False
    return seat.person.protected or (child.is_protected and seat.role in FAMILY)


def _works(seat: Seat, child: Child, by: Actor) -> str:
    """Profession and unit; a unit's name tells where the child lives, so a protected one's family sees none."""
    if seat.assignment is None:
        return ""
    profession = str(seat.assignment.get_profession_display())
    if by.is_family and child.is_protected:
        return profession
    return _("%(profession)s, %(unit)s") % {"profession": profession, "unit": seat.assignment.unit.name}
