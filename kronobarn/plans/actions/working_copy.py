"""The plan as it is now, and how a change to it is noted."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Role, SeatGround
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Stale
from kronobarn.plans import events
from kronobarn.plans.models import Party, Plan
from kronobarn.plans.rules import (
    TAKING_PART,
)


def present(plan_id: UUID, by: Actor, seen: int | None = None) -> Plan:
    """The plan as it is now, locked; `Stale` when the writer saw another."""
    plan: Plan = Plan.objects.visible_to(by).locked().get(pk=plan_id)
    if seen is not None and plan.revision != seen:
        raise Stale(
            _("Någon annan har sparat i planen medan du skrev. Ingenting är överskrivet. Jämför, och spara igen.")
        )
    return plan


def changed(plan: Plan, part: str, by: Actor, *fields: str) -> None:
    plan.revision += 1
    plan.save(update_fields=["revision", *fields])
    log(events.PlanChanged(part=part), by=by, child_id=plan.child_id, subject=plan.log_name)


def ahead(day: date, name: str) -> None:
    if day <= clock.today():
        raise ValidationError({name: _("Dagen har redan varit, eller är i dag. Välj en dag framåt i tiden.")})


def sound_period(since: date, until: date) -> None:
    """What is done is done by `until` at the latest, that day included."""
    if until < since:
        raise ValidationError({"until": _("Åtgärden kan inte vara klar innan den börjar.")})
    if until < clock.today():
        raise ValidationError({"until": _("Dagen har redan varit. Välj i dag eller senare.")})


MEETING_PLACE = Q(role=Role.PARTICIPANT, ground=SeatGround.CONSENT)
"""The place a service was given to come to a meeting: it leads into the plan, and ends with the service's part in it."""


def rise(seats: Sequence[Seat], by: Actor) -> None:
    """End seats, one's own last: with it goes the right to end the others."""
    own = (by.person_id, by.assignment_id)
    for seat in sorted(seats, key=lambda seat: (seat.person_id, seat.assignment_id) == own):
        circles.close_seat(seat=seat, by=by)


def parties(plan: Plan) -> list[Party]:
    return list(
        Party.objects.filter(record=plan.pk, child=plan.child_id)
        .select_related("area", "contact__unit__area")
        .order_by("pk")
    )


def taking_part(plan: Plan) -> list[Party]:
    return [party for party in parties(plan) if party.answer in TAKING_PART]
