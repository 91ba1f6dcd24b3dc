"""A decision that is not needed in the child's plan, and one that is after all."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.reasons import demand
from kronobarn.meetings import events, policy
from kronobarn.meetings.models import Meeting, MeetingDecision


@action
def lay_aside(*, decision: MeetingDecision, because: str, by: Actor) -> MeetingDecision:
    """It waits for the plan no more. What was decided stands, with who laid it aside, when and why."""
    decision, meeting = _now(decision, by)
    demand("because", because, _("Skriv varför beslutet inte behövs i planen."))
    if decision.laid_aside_at is not None:
        raise ValidationError(_("Beslutet är redan lagt åt sidan."))
    assert by.person_id is not None
    decision.laid_aside_at, decision.laid_aside_by_id = clock.now(), by.person_id
    decision.laid_aside_because = because.strip()
    decision.save(update_fields=["laid_aside_at", "laid_aside_by", "laid_aside_because"])
    what = events.DecisionLaidAside(number=decision.number)
    log(what, by=by, child_id=decision.child_id, subject=meeting.log_name)
    return decision


@action
def take_up(*, decision: MeetingDecision, by: Actor) -> MeetingDecision:
    """It is needed after all, and waits again. Taken up twice, the first stands."""
    decision, meeting = _now(decision, by)
    if decision.laid_aside_at is None:
        return decision
    decision.laid_aside_at = decision.laid_aside_by_id = None
    decision.laid_aside_because = ""
    decision.save(update_fields=["laid_aside_at", "laid_aside_by", "laid_aside_because"])
    what = events.DecisionTakenUp(number=decision.number)
    log(what, by=by, child_id=decision.child_id, subject=meeting.log_name)
    return decision


def _now(decision: MeetingDecision, by: Actor) -> tuple[MeetingDecision, Meeting]:
    """As it is now, locked, for whoever takes what was decided on to the plan."""
    found: MeetingDecision = MeetingDecision.objects.visible_to(by).locked().get(pk=decision.pk)
    meeting: Meeting = Meeting.objects.visible_to(by).get(pk=found.record_id)
    policy.may_bring_on(by, meeting).enforce(child_id=found.child_id)
    return found, meeting
