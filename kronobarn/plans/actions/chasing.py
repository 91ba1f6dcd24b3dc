"""What has waited too long in a plan comes up with somebody. Asked every day, done once."""

from uuid import UUID

from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.notices.reads import is_waiting
from kronobarn.notices.rules import TaskKind
from kronobarn.plans.actions.tasks import ask
from kronobarn.plans.models import Plan
from kronobarn.plans.rules import ANSWER_LEAD_WITHIN, LATE_FOR_RESPONSIBLE, State


@action
def chase_review(*, plan_id: UUID, by: Actor) -> UUID | None:
    """A review that is late waits for the responsible too, with whose eyes the machine looks. The child, when it was done."""
    plan: Plan | None = Plan.objects.visible_to(by).filter(pk=plan_id, state=State.ACTIVE).first()
    if plan is None or plan.next_review_on is None or plan.next_review_on > clock.today() - LATE_FOR_RESPONSIBLE:
        return None
    # Whoever leads the plan as well has been waited for since the day itself.
    if plan.lead_id == by.assignment_id or is_waiting(TaskKind.CHASE_REVIEW, plan.child_id, by=by):
        return None
    assert by.person_id is not None
    ask(plan, TaskKind.CHASE_REVIEW, by.person_id, by.assignment_id, clock.today(), by)
    return plan.child_id


@action
def chase_lead(*, plan_id: UUID, by: Actor) -> UUID | None:
    """A question about who leads that nobody has answered comes up with `by`, who leads. The child, when it was done."""
    plan: Plan | None = Plan.objects.visible_to(by).filter(pk=plan_id, state=State.ACTIVE).first()
    if plan is None or plan.lead_asked_at is None or plan.lead_asked_at > clock.now() - ANSWER_LEAD_WITHIN:
        return None
    if is_waiting(TaskKind.NAME_LEAD, plan.child_id, by=by):
        return None
    assert by.person_id is not None
    ask(plan, TaskKind.NAME_LEAD, by.person_id, by.assignment_id, clock.today(), by)
    return plan.child_id
