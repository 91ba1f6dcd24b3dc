"""Another service asked to take the matter over, and its answer."""

from datetime import timedelta

from django.utils.translation import gettext as _

from kronobarn.assessments import events, policy
from kronobarn.assessments.actions.common import ask_for_analysis, chosen
from kronobarn.assessments.models import Analysis, Handover
from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import Assignment
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Disclosure, Seat
from kronobarn.circles.rules import Ground, Kind, Role
from kronobarn.concerns import actions as concerns
from kronobarn.concerns.rules import Outcome, State
from kronobarn.consents import actions as consents
from kronobarn.consents.rules import OralYes, carries
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.reasons import demand
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind

RECEIVE_WITHIN = timedelta(days=5)


def hand_over(
    analysis: Analysis,
    to: Assignment,
    ground: Ground | None,
    necessity: str,
    oral: OralYes | None,
    by: Actor,
) -> None:
    """The receiver may read the analysis and where the matter stands, and nothing else that was gathered."""
    assert by.person_id is not None
    matter = analysis.matter
    # Before anything is passed on: what is passed on from now on is what ends with a no (see `_end_what_was_given`).
    asked_at = clock.now()
    sat = Seat.objects.visible_to(by).standing().filter(child=matter.child_id, assignment=to, role=Role.PARTICIPANT)
    had_a_seat = sat.exists()
    seat = circles.seat(child_id=matter.child_id, assignment=to, why=_("Ombedd att ta över"), by=by)
    area = to.unit.area
    if oral is not None and chosen(ground) == Ground.CONSENT:
        consents.record_oral(child_id=matter.child_id, about=matter.pk, to_area=area, said=oral, by=by)
    for record in (analysis.record, matter.record):
        if record.owner_id != area.pk:
            kinds = carries(Kind(record.kind))
            consents.pass_on(
                record=record, ground=chosen(ground), kinds=kinds, necessity=necessity, to_area=area, by=by
            )
    concerns.move(matter=matter, state=State.HANDING_OVER, by=by)
    Handover(
        record=analysis.record,
        child_id=matter.child_id,
        matter=matter,
        to_assignment=to,
        seat=None if had_a_seat else seat,
        asked_at=asked_at,
        asked_by_id=by.person_id,
    ).save(force_insert=True)
    notices.ask(
        child_id=matter.child_id,
        kind=TaskKind.ACCEPT_HANDOVER,
        subject=matter.pk,
        due_on=clock.today() + RECEIVE_WITHIN,
        person_id=to.person_id,
        assignment_id=to.pk,
        by=by,
    )


@action
def receive_handover(*, handover: Handover, by: Actor, answer: str = "") -> Handover:
    """Take the matter over. With the receipt it is closed where it came from."""
    handover = Handover.objects.visible_to(by).locked().select_related("matter__record").get(pk=handover.pk)
    policy.may_answer(by, handover).enforce(child_id=handover.child_id)
    assert by.person_id is not None
    handover.received_at = clock.now()
    handover.received_by_id = by.person_id
    handover.answer = answer.strip()
    handover.save(update_fields=["received_at", "received_by", "answer"])
    concerns.close(
        matter=handover.matter,
        outcome=Outcome.HANDED_OVER,
        because=_("Mottaget av %(unit)s.") % {"unit": by.unit_name},
        by=by,
    )
    log(events.HandoverReceived(), by=by, child_id=handover.child_id, subject=handover.log_name)
    return handover


@action
def decline_handover(*, handover: Handover, reason: str, by: Actor) -> Handover:
    """Say no and why. The matter goes back to the responsible; what was passed on for this, and the place, end."""
    handover = _locked(handover, by)
    policy.may_answer(by, handover).enforce(child_id=handover.child_id)
    demand("answer", reason, _("Skriv varför ni inte kan ta över, så att barnet inte blir utan."))
    assert by.person_id is not None
    handover.declined_at = clock.now()
    handover.declined_by_id = by.person_id
    handover.answer = reason.strip()
    handover.save(update_fields=["declined_at", "declined_by", "answer"])
    log(events.HandoverDeclined(), by=by, child_id=handover.child_id, subject=handover.log_name)
    _give_back(handover, by)
    return handover


@action
def withdraw_handover(*, handover: Handover, by: Actor) -> Handover:
    """Take the question back before it is answered. What was passed on for it ends at once."""
    handover = _locked(handover, by)
    policy.may_withdraw(by, handover).enforce(child_id=handover.child_id)
    assert by.person_id is not None
    handover.withdrawn_at = clock.now()
    handover.withdrawn_by_id = by.person_id
    handover.save(update_fields=["withdrawn_at", "withdrawn_by"])
    log(events.HandoverWithdrawn(), by=by, child_id=handover.child_id, subject=handover.log_name)
    _give_back(handover, by)
    return handover


def _locked(handover: Handover, by: Actor) -> Handover:
    rows = Handover.objects.visible_to(by).locked()
    locked: Handover = rows.select_related("matter__record", "seat", "to_assignment__unit").get(pk=handover.pk)
    return locked


def _give_back(handover: Handover, by: Actor) -> None:
    """The matter is the responsible's to decide about again. The place given for this ends last: it opens the rest."""
    notices.settle(child_id=handover.child_id, subject=handover.matter_id, kinds=[TaskKind.ACCEPT_HANDOVER], by=by)
    ask_for_analysis(handover.matter, by)
    _end_what_was_given(handover, by)
    if handover.seat is not None:
        circles.close_seat(seat=handover.seat, by=by)


def _end_what_was_given(handover: Handover, by: Actor) -> None:
    """What was passed on for the hand-over, and not before it for something else."""
    given = Disclosure.objects.visible_to(by).standing()
    for disclosure in given.filter(
        child=handover.child_id,
        record__in=[handover.record_id, handover.matter_id],
        to_area=handover.to_assignment.unit.area_id,
        since__gte=handover.asked_at,
    ):
        circles.end_disclosure(disclosure=disclosure, by=by)
