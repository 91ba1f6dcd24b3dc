"""What the plan's forms choose from. Writes nothing."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from kronobarn.authorities.models import Assignment
from kronobarn.authorities.rules import MEETS_NO_CHILDREN, STUDIES_OR_LEADS
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import FAMILY, Role
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.meetings.models import MeetingDecision
from kronobarn.plans.models import Plan, PlanAction
from kronobarn.plans.reads import areas, first_review, seats, takes_part, taking_part
from kronobarn.plans.telling import who


def doers(plan: Plan, actor: Actor) -> list[tuple[str, str]]:
    """Who can take something on: everyone at the table whose service is in the plan, and the family."""
    there = areas(plan)
    found: dict[tuple[int, int | None], tuple[str, str]] = {}
    for seat in seats(plan.child_id, actor):
        if not takes_part(seat, there):
            continue
        if seat.role in FAMILY:
            label = _("%(name)s (%(role)s)") % {"name": seat.person.full_name, "role": Seat.ROLES[Role(seat.role)]}
        else:
            label = who(seat.person, seat.assignment)
        found.setdefault((seat.person_id, seat.assignment_id), (str(seat.pk), label))
    return list(found.values())


def contacts(plan: Plan) -> list[tuple[int, str]]:
    """The contact persons of the services that take part: one of them holds the plan together."""
    return [(party.contact_id, who(party.contact.person, party.contact)) for party in taking_part(plan)]


def services(plan: Plan) -> list[tuple[int, str]]:
    """The services that take part."""
    return [(party.area_id, party.area.name) for party in taking_part(plan)]


def reachable(
    municipality_code: str, area_id: int | None = None, without: Collection[int] = ()
) -> list[tuple[str, list[tuple[int, str]]]]:
    """Assignments that can be asked, by service: in the municipality, or serving the whole county."""
    found = (
        Assignment.objects.standing()
        .filter(Q(unit__municipality_code=municipality_code) | Q(unit__municipality_code=""))
        .exclude(role__in=MEETS_NO_CHILDREN)
        .exclude(profession__in=STUDIES_OR_LEADS)
        .select_related("person", "unit__area")
        .order_by("unit__area__name", "unit__name", "person__family_name", "pk")
    )
    if area_id is not None:
        found = found.filter(unit__area=area_id)
    found = found.exclude(unit__area__in=list(without))
    groups: dict[str, list[tuple[int, str]]] = {}
    for one in found:
        groups.setdefault(one.unit.area.name, []).append((one.pk, who(one.person, one)))
    return list(groups.items())


def family_members(plan: Plan, actor: Actor) -> list[tuple[int, str]]:
    """The child and the guardians, who can have said aloud what they think of the plan."""
    return [
        (seat.person_id, f"{seat.person.full_name}, {Seat.ROLES[Role(seat.role)]}")
        for seat in seats(plan.child_id, actor)
        if seat.role in FAMILY
    ]


def seat_of(one: PlanAction, actor: Actor) -> str:
    """The seat of whoever does it, for the form to choose."""
    for seat in seats(one.child_id, actor):
        if (seat.person_id, seat.assignment_id) == (one.person_id, one.assignment_id):
            return str(seat.pk)
    return ""


def from_decision(
    plan: Plan, decided: Sequence[MeetingDecision], doers: Sequence[tuple[str, str]], chosen: str | None
) -> dict[str, Any]:
    """What a form about something to be done begins with: a meeting's decision, when one is chosen."""
    today, review_on = clock.today(), plan.next_review_on
    until = review_on if review_on is not None and review_on >= today else first_review(plan)
    initial: dict[str, Any] = {"since": today, "until": until}
    one = next((decision for decision in decided if str(decision.pk) == chosen), None)
    if one is None:
        return initial
    if one.person is not None:
        label = who(one.person, one.assignment)
        initial["doer"] = next((seat for seat, name in doers if name.startswith(label)), "")
    if one.due_on is not None and one.due_on >= today:
        initial["until"] = one.due_on
    return {**initial, "what": one.text, "decision": one.pk}
