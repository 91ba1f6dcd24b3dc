"""What units have asked, on the day of those who lead; and the visit that is booked, on the unit's."""

from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.core.others import Line
from kronobarn.implementation import reads
from kronobarn.implementation.rules import ANSWER_WITHIN, RequestKind, State
from kronobarn.programme.policy import may_lead


def asked_of_those_who_lead(actor: Actor) -> list[Line]:
    """What is to be answered, or visited."""
    if actor.is_family or not may_lead(actor):
        return []
    return [_line(one) for one in reads.going_on(actor)]


def booked_for_my_unit(actor: Actor) -> list[Line]:
    """The visits that are booked with the unit where one works."""
    if actor.unit_id is None or may_lead(actor):
        return []
    return [_line(one) for one in reads.going_on(actor) if one.state is State.BOOKED]


def _line(one: reads.Asked) -> Line:
    visit = one.request.kind == RequestKind.VISIT
    title = _("Besök av processledaren: %s") if visit else _("Fråga till processledaren: %s")
    due_on = one.booked_for or timezone.localdate(one.request.asked_at + ANSWER_WITHIN)
    return Line(title % one.request.unit.name, address("implementation:request", one.request.pk), due_on)
