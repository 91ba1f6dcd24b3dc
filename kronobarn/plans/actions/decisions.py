"""What meetings decided, taken into the plan."""

from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.meetings import actions as meetings
from kronobarn.meetings.models import MeetingDecision
from kronobarn.plans import policy
from kronobarn.plans.actions.goals import add_action, refuse_laid_aside
from kronobarn.plans.actions.working_copy import present
from kronobarn.plans.decided import decided_by
from kronobarn.plans.models import Goal, Plan, PlanAction
from kronobarn.plans.reads import decisions

ALREADY_THERE: Final = "already_there"


@action
def take_decision(*, goal: Goal, decision: MeetingDecision, by: Actor) -> PlanAction:
    """What a meeting decided becomes what somebody does towards the goal, as it was decided: by whom, and until when."""
    plan = present(goal.record_id, by)
    policy.may_change(by, plan).enforce(child_id=plan.child_id)
    decided = next((one for one in decisions(plan, by) if one.pk == decision.pk), None)
    refuse_laid_aside(plan, decision.pk, by)
    if decided is None:
        raise ValidationError(_("Beslutet står redan i planen."), code=ALREADY_THERE)
    doer = decided_by(decided.person_id, decided.assignment_id, plan, by)
    if doer is None or decided.due_on is None:
        raise ValidationError(_("Beslutet säger inte vem i planen som gör det, eller till när. Fyll i det."))
    return add_action(
        goal=goal,
        what=decided.text,
        doer=doer,
        since=clock.today(),
        until=decided.due_on,
        seen=plan.revision,
        decision=decided.pk,
        by=by,
    )


@action
def lay_decision_aside(*, plan: Plan, decision: MeetingDecision, because: str, by: Actor) -> MeetingDecision:
    """What a meeting decided is not needed in the plan. Nobody takes it in meanwhile: the plan is locked."""
    plan = present(plan.pk, by)
    waits = any(one.pk == decision.pk for one in decisions(plan, by))
    policy.may_lay_aside(by, plan, waits=waits).enforce(child_id=plan.child_id)
    return meetings.lay_aside(decision=decision, because=because, by=by)
