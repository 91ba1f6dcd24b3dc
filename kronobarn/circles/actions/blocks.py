"""The family's right to have one area's notes closed to the others within it."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.circles import events, policy
from kronobarn.circles.blocking import unit_of
from kronobarn.circles.models import Block
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Denied
from kronobarn.core.reasons import demand, lacks


@action
def block(*, child_id: UUID, wish: str, maturity: str, by: Actor) -> Block:
    """Close what the actor's unit has documented to the other units of its area, as the child wishes (PDL 4 kap. 4 §)."""
    unit = unit_of(by)
    policy.may_block(by, child_id, unit).enforce(child_id=child_id)
    assert unit is not None
    assert by.person_id is not None
    assert by.assignment_id is not None
    wrong = {}
    if not wish.strip():
        wrong["wish"] = _("Skriv vad barnet vill, med barnets egna ord om det går.")
    if lacking := lacks(maturity, _("Skriv hur du har bedömt att barnet är moget att bestämma det här.")):
        wrong["maturity"] = lacking
    if wrong:
        raise ValidationError(wrong)
    blocked = Block(
        child_id=child_id,
        area_id=unit.area_id,
        unit=unit,
        since=clock.now(),
        wish=wish,
        maturity=maturity,
        recorded_by_id=by.person_id,
        recorded_for_id=by.assignment_id,
    )
    try:
        with transaction.atomic():
            blocked.save(force_insert=True)
    except IntegrityError as twice:  # a colleague at the same moment
        raise Denied(_("Det som skrivs på din enhet är redan spärrat."), child_id) from twice
    log(events.Blocked(unit=unit.pk), by=by, child_id=child_id, subject=blocked.log_name)
    return blocked


@action
def lift(*, block: Block, because: str, by: Actor) -> Block:
    """Let the other units read again: the child wishes it no more."""
    block = Block.objects.visible_to(by).locked().get(pk=block.pk)
    policy.may_lift(by, block).enforce(child_id=block.child_id)
    demand("because", because, _("Skriv vad barnet har sagt om att häva spärren."))
    assert by.person_id is not None
    block.ended_at = clock.now()
    block.ended_by_id = by.person_id
    block.ended_because = because
    block.save(update_fields=["ended_at", "ended_by", "ended_because"])
    log(events.BlockLifted(unit=block.unit_id), by=by, child_id=block.child_id, subject=block.log_name)
    return block
