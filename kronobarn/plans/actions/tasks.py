"""What waits for whom because of the plan."""

from datetime import date, timedelta

from kronobarn.circles.reads import family, sitting
from kronobarn.circles.rules import Role
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.plans.actions.working_copy import taking_part
from kronobarn.plans.models import Plan, PlanAction
from kronobarn.plans.rules import TALK_WITHIN, WITH_WORDS, ActionState, GoalState

ANSWER_WITHIN = timedelta(days=14)
AS_THE_PLAN_SAYS = (TaskKind.DO_ACTION, TaskKind.REVIEW_PLAN)


def ask(plan: Plan, kind: TaskKind, person_id: int, assignment_id: int | None, due_on: date, by: Actor) -> None:
    """Let something about the plan wait for somebody."""
    notices.ask(
        child_id=plan.child_id,
        kind=kind,
        subject=plan.pk,
        due_on=due_on,
        person_id=person_id,
        assignment_id=assignment_id,
        by=by,
    )


def renew_tasks(plan: Plan, by: Actor) -> None:
    """What is to be done and followed up, as the plan now says: one task a person, due at the first date."""
    notices.settle(child_id=plan.child_id, subject=plan.pk, kinds=AS_THE_PLAN_SAYS, by=by)
    first: dict[tuple[int, int | None], date] = {}
    for one in PlanAction.objects.filter(record=plan.pk, child=plan.child_id, state=ActionState.OPEN):
        if one.person_id is None:
            continue
        doer = (one.person_id, one.assignment_id)
        first[doer] = min(one.until, first.get(doer, one.until))
    for (person_id, assignment_id), until in first.items():
        ask(plan, TaskKind.DO_ACTION, person_id, assignment_id, until, by)
    if plan.lead is not None and plan.next_review_on is not None:
        if plan.next_review_on > clock.today():
            notices.settle(child_id=plan.child_id, subject=plan.pk, kinds=[TaskKind.CHASE_REVIEW], by=by)
        ask(plan, TaskKind.REVIEW_PLAN, plan.lead.person_id, plan.lead_id, plan.next_review_on, by)


def renew_talk(plan: Plan, by: Actor) -> None:
    """As long as somebody wants a change, or cannot do what they were asked, that waits for whoever leads the plan.

    For the responsible when nobody leads it yet, or when the lead is the one who has answered so.
    """
    open_answers = PlanAction.objects.filter(
        record=plan.pk,
        child=plan.child_id,
        state=ActionState.OPEN,
        reply__in=sorted(WITH_WORDS),
        goal__state=GoalState.ACTIVE,
    )
    if not open_answers.exists():
        notices.settle(child_id=plan.child_id, subject=plan.pk, kinds=[TaskKind.TALK_ABOUT_ANSWER], by=by)
        return
    if plan.lead is not None and plan.lead_id != by.assignment_id:
        holders = [(plan.lead.person_id, plan.lead_id)]
    else:
        sitting_there = [seat for seat in sitting(plan.child_id, by) if seat.role == Role.RESPONSIBLE]
        holders = [(seat.person_id, seat.assignment_id) for seat in sitting_there]
    for person_id, assignment_id in holders:
        ask(plan, TaskKind.TALK_ABOUT_ANSWER, person_id, assignment_id, clock.today() + TALK_WITHIN, by)


def ask_everyone(plan: Plan, by: Actor) -> None:
    """Everybody whose plan it is reads the new version and says what they think."""
    notices.settle(child_id=plan.child_id, subject=plan.pk, kinds=[TaskKind.AGREE_TO_PLAN], by=by)
    for person_id, assignment_id in _asked_about(plan, by).items():
        ask(plan, TaskKind.AGREE_TO_PLAN, person_id, assignment_id, clock.today() + ANSWER_WITHIN, by)


def _asked_about(plan: Plan, by: Actor) -> dict[int, int | None]:
    people: dict[int, int | None] = {seat.person_id: None for seat in family(plan.child_id, by)}
    for party in taking_part(plan):
        people.setdefault(party.contact.person_id, party.contact_id)
    return people
