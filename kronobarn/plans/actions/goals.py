"""Goals, and what is done towards them."""

from datetime import date
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.circles.models import Seat
from kronobarn.circles.reads import kept_from, sitting
from kronobarn.circles.rules import Kind
from kronobarn.consents import actions as consents
from kronobarn.consents.reads import allowed, on_consent
from kronobarn.consents.rules import carries as information
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.plans import events, policy, reads
from kronobarn.plans.actions.tasks import renew_talk, renew_tasks
from kronobarn.plans.actions.working_copy import changed, present, sound_period
from kronobarn.plans.decided import laid_aside_already
from kronobarn.plans.models import Goal, Plan, PlanAction
from kronobarn.plans.rules import (
    WITH_WORDS,
    ActionState,
    GoalState,
    Reply,
    SaidBy,
    State,
)
from kronobarn.practice import pack

LAID_ASIDE: Final = "laid_aside"


@action
def add_goal(
    *,
    plan: Plan,
    area_key: str,
    need: str,
    desired_outcome: str,
    how_we_see_it: str,
    said_by: SaidBy,
    seen: int,
    by: Actor,
) -> Goal:
    """Write a goal: the need, how it should become, and how everybody will see it."""
    plan = present(plan.pk, by, seen)
    policy.may_change(by, plan).enforce(child_id=plan.child_id)
    _known_area(plan, area_key)
    _lets_go_with(plan, area_key, by)
    highest = Goal.objects.filter(record=plan.pk, child=plan.child_id).aggregate(n=Max("number"))["n"] or 0
    goal = Goal(
        record_id=plan.pk,
        child_id=plan.child_id,
        number=highest + 1,
        area_key=area_key,
        need=need,
        desired_outcome=desired_outcome,
        how_we_see_it=how_we_see_it,
        said_by=said_by,
    )
    goal.save(force_insert=True)
    changed(plan, "goal", by)
    return goal


def _known_area(plan: Plan, key: str) -> None:
    try:
        pack.of(plan.record.practice_version).area(key)
    except KeyError as problem:
        raise ValidationError({"area_key": _("Välj en av hjulets delar.")}) from problem


def _lets_go_with(plan: Plan, area_key: str, by: Actor) -> None:
    """What is written in a plan that others read is passed on to them: the family has said yes to that kind as well."""
    about = information(Kind.PLAN, wheel=[area_key])
    shared = [one for one in on_consent(plan.child_id, by) if one.record_id == plan.pk]
    given = [one for one in shared if about - set(one.kinds)]
    if not given:
        return
    what = allowed(plan.child_id)
    for one in given:
        assert one.to_area is not None
        kinds = about | set(one.kinds)
        # Only the area that owns the plan can pass it on anew, on another question than the one it was shared on.
        through = what if one.owner_id == by.area_id else what.in_question(one.consent)
        if through.flow({one.owner_id, one.to_area.pk}, kinds) is None:
            sentence = what.sentence(_("målet"), one.to_area, one.owner_id, about)
            raise ValidationError(_("%(sentence)s Fråga familjen om det först.") % {"sentence": sentence})
        if one.owner_id == by.area_id:
            consents.disclose(record=plan.record, to_area=one.to_area, kinds=kinds, necessity=one.necessity, by=by)
        else:
            consents.carry(given=one, kinds=kinds, by=by)


@action
def change_goal(
    *,
    goal: Goal,
    area_key: str,
    need: str,
    desired_outcome: str,
    how_we_see_it: str,
    said_by: SaidBy,
    by: Actor,
    seen: int | None = None,
) -> Goal:
    """Write a goal differently."""
    plan = present(goal.record_id, by, seen)
    policy.may_change(by, plan).enforce(child_id=plan.child_id)
    _known_area(plan, area_key)
    goal = Goal.objects.visible_to(by).locked().get(pk=goal.pk)
    if goal.area_key != area_key:
        _lets_go_with(plan, area_key, by)
    goal.area_key = area_key
    goal.need = need
    goal.desired_outcome = desired_outcome
    goal.how_we_see_it = how_we_see_it
    goal.said_by = said_by
    goal.save(update_fields=["area_key", "need", "desired_outcome", "how_we_see_it", "said_by"])
    changed(plan, "goal", by)
    return goal


@action
def conclude_goal(*, goal: Goal, state: GoalState, by: Actor, seen: int | None = None) -> Goal:
    """A goal is reached, or is taken out of the plan. What was being done towards it ends with it."""
    plan = present(goal.record_id, by, seen)
    policy.may_change(by, plan).enforce(child_id=plan.child_id)
    goal = Goal.objects.visible_to(by).locked().get(pk=goal.pk)
    if goal.state == state:
        return goal
    if state == GoalState.ACTIVE:
        _lets_go_with(plan, goal.area_key, by)
    goal.state = state
    goal.save(update_fields=["state"])
    if state != GoalState.ACTIVE:
        ends_as = ActionState.DONE if state == GoalState.REACHED else ActionState.STOPPED
        for one in PlanAction.objects.filter(goal=goal, record=plan.pk, child=plan.child_id, state=ActionState.OPEN):
            conclude(one, ends_as, by)
    changed(plan, "goal", by)
    renew_talk(plan, by)
    if plan.state == State.ACTIVE:
        renew_tasks(plan, by)
    return goal


@action
def add_action(
    *,
    goal: Goal,
    what: str,
    doer: UUID | None,
    since: date,
    until: date,
    seen: int,
    by: Actor,
    first_step: str = "",
    helper: str = "",
    decision: UUID | None = None,
) -> PlanAction:
    """Write what someone does towards a goal.

    `doer` is that person's seat at the child's table; `helper` is somebody near the child who has no account; `decision` is
    what a meeting decided, and this is, in whatever words.
    """
    plan = present(goal.record_id, by, seen)
    policy.may_change(by, plan).enforce(child_id=plan.child_id)
    refuse_laid_aside(plan, decision, by)
    sound_period(since, until)
    one = PlanAction(
        record_id=plan.pk,
        child_id=plan.child_id,
        goal=goal,
        decision=decision if any(one.pk == decision for one in reads.decisions(plan, by)) else None,
        what=what,
        first_step=first_step,
        since=since,
        until=until,
    )
    _given_to(one, plan, doer, helper, by)
    one.save(force_insert=True)
    changed(plan, "action", by)
    if plan.state == State.ACTIVE:
        renew_tasks(plan, by)
    return one


def refuse_laid_aside(plan: Plan, decision: UUID | None, by: Actor) -> None:
    """What is laid aside stands in no plan: it is taken up first."""
    if said := laid_aside_already(plan, decision, by):
        raise ValidationError(said, code=LAID_ASIDE)


def _given_to(one: PlanAction, plan: Plan, doer: UUID | None, helper: str, by: Actor) -> None:
    """Whose it is, and that they are to answer; whoever writes what they do themselves has said yes."""
    if doer is None:
        # What comes after a comma is read as where somebody works.
        one.helper = " ".join(helper.replace(",", " ").split())
        if not one.helper:
            raise ValidationError({"helper": _("Skriv vem det är, till exempel mormor eller tränaren.")})
        one.area_id = one.person_id = one.assignment_id = None
    else:
        seat = _doer(plan, doer, by)
        if seat.person_id in (kept_from(plan.record, by, one.goal_id) | kept_from(plan.record, by, one.pk)):
            raise ValidationError({"doer": _("Det är dolt för hen. Välj någon annan, eller se över att det är dolt.")})
        one.helper = ""
        one.area_id, one.person_id, one.assignment_id = seat.area_id, seat.person_id, seat.assignment_id
    own = doer is None or (one.person_id, one.assignment_id) == (by.person_id, by.assignment_id)
    one.reply, one.reply_words = Reply.ACCEPTED if own else Reply.ASKED, ""
    one.replied_at, one.replied_by_id = (clock.now(), by.person_id) if own else (None, None)


def _doer(plan: Plan, seat_id: UUID, by: Actor) -> Seat:
    for seat in sitting(plan.child_id, by):
        if seat.pk == seat_id and reads.takes_part(seat, reads.areas(plan)):
            return seat
    raise ValidationError({"doer": _("Välj någon som är med i planen. Bjud annars in verksamheten först.")})


@action
def change_action(
    *,
    plan_action: PlanAction,
    what: str,
    doer: UUID | None,
    since: date,
    until: date,
    seen: int,
    by: Actor,
    first_step: str = "",
    helper: str = "",
) -> PlanAction:
    """Write differently what is done, by whom or until when. Whoever does it is asked again."""
    plan = present(plan_action.record_id, by, seen)
    policy.may_change(by, plan).enforce(child_id=plan.child_id)
    one: PlanAction = PlanAction.objects.visible_to(by).locked().get(pk=plan_action.pk)
    if until != one.until or since != one.since:
        sound_period(since, until)
    one.what, one.first_step = what, first_step
    one.since, one.until = since, until
    _given_to(one, plan, doer, helper, by)
    one.save(
        update_fields=[
            "what",
            "first_step",
            "area",
            "person",
            "assignment",
            "helper",
            "since",
            "until",
            "reply",
            "reply_words",
            "replied_at",
            "replied_by",
        ]
    )
    changed(plan, "action", by)
    renew_talk(plan, by)
    if plan.state == State.ACTIVE:
        renew_tasks(plan, by)
    return one


@action
def reply(*, plan_action: PlanAction, answer: Reply, by: Actor, words: str = "") -> PlanAction:
    """Say yes to what one is to do, ask for a change, or say why not. All in the plan read the words."""
    plan = present(plan_action.record_id, by)
    one: PlanAction = PlanAction.objects.visible_to(by).locked().get(pk=plan_action.pk)
    policy.may_reply(by, one, plan, reads.is_contact(one, by)).enforce(child_id=plan.child_id)
    if answer == Reply.ASKED:
        raise ValidationError({"answer": _("Välj vad du svarar.")})
    if answer in WITH_WORDS and not words.strip():
        raise ValidationError({"words": _("Skriv varför, eller vad du vill ändra, så att de andra vet.")})
    one.reply, one.reply_words = answer, words if answer in WITH_WORDS else ""
    one.replied_at, one.replied_by_id = clock.now(), by.person_id
    one.save(update_fields=["reply", "reply_words", "replied_at", "replied_by"])
    renew_talk(plan, by)
    log(events.ActionReplied(reply=answer), by=by, child_id=plan.child_id, subject=plan.log_name)
    return one


@action
def finish_action(*, plan_action: PlanAction, state: ActionState, by: Actor) -> PlanAction:
    """Say that something is done, or that it is stopped."""
    plan = present(plan_action.record_id, by)
    one: PlanAction = PlanAction.objects.visible_to(by).locked().get(pk=plan_action.pk)
    policy.may_finish(by, one, plan).enforce(child_id=plan.child_id)
    conclude(one, state, by)
    renew_talk(plan, by)
    if plan.state == State.ACTIVE:
        renew_tasks(plan, by)
    log(
        events.ActionFinished(state=state),
        by=by,
        child_id=plan.child_id,
        subject=plan.log_name,
    )
    return one


def conclude(one: PlanAction, state: ActionState, by: Actor) -> None:
    one.state = state
    one.done_at = clock.now()
    one.done_by_id = by.person_id
    one.save(update_fields=["state", "done_at", "done_by"])
