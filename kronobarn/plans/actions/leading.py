"""Who holds the plan together: named, asked, accepted, declined. A plan that holds is never without."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import Assignment
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Disclosure, Seat
from kronobarn.circles.rules import Role, SeatGround
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.reasons import demand
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.plans import events, policy
from kronobarn.plans.actions.tasks import ask, renew_talk, renew_tasks
from kronobarn.plans.actions.working_copy import ahead, changed, present, rise
from kronobarn.plans.models import Party, Plan
from kronobarn.plans.rules import ANSWER_LEAD_WITHIN, TAKING_PART, State

LEAD = ("lead", "lead_asked", "lead_asked_at", "lead_no")


@action
def name_lead(*, plan: Plan, lead: Assignment, next_review_on: date, seen: int, by: Actor) -> Plan:
    """Name who holds the plan together, and when it is followed up next. There is one lead.

    In a plan that holds, somebody else is asked, and the present lead goes on until the answer is yes.
    """
    plan = present(plan.pk, by, seen)
    policy.may_change(by, plan).enforce(child_id=plan.child_id)
    contact = Party.objects.filter(record=plan.pk, child=plan.child_id, contact=lead, answer__in=sorted(TAKING_PART))
    if not contact.exists():
        raise ValidationError({"lead": _("Välj en av verksamheternas kontaktpersoner.")})
    ahead(next_review_on, "next_review_on")
    plan.next_review_on = next_review_on
    changed(plan, "lead", by, "next_review_on")
    _sees_the_plan(plan, lead)
    notices.settle(child_id=plan.child_id, subject=plan.pk, kinds=[TaskKind.NAME_LEAD], by=by)
    leading = Seat.objects.visible_to(by).standing().filter(child=plan.child_id, role=Role.LEAD)
    if plan.lead_id == lead.pk and leading.filter(assignment=lead).exists():
        forget_question(plan, by)
    elif (
        plan.state == State.ACTIVE and lead.pk != by.assignment_id and leading.filter(assignment=plan.lead_id).exists()
    ):
        _put_question(plan, lead, by)
    else:
        _hand_over(plan, lead, by)
    if plan.state == State.ACTIVE:
        renew_tasks(plan, by)
    return plan


def _put_question(plan: Plan, lead: Assignment, by: Actor) -> None:
    if plan.lead_asked_id == lead.pk:
        return
    forget_question(plan, by)
    plan.lead_asked, plan.lead_asked_at, plan.lead_no = lead, clock.now(), ""
    plan.save(update_fields=LEAD)
    ask(plan, TaskKind.ACCEPT_LEAD, lead.person_id, lead.pk, clock.today() + ANSWER_LEAD_WITHIN, by)
    log(events.LeadAsked(assignment=lead.pk), by=by, child_id=plan.child_id, subject=plan.log_name)


def forget_question(plan: Plan, by: Actor) -> None:
    """Nobody is asked to hold the plan together any more."""
    if plan.lead_asked_id is None:
        return
    log(events.LeadTakenBack(assignment=plan.lead_asked_id), by=by, child_id=plan.child_id, subject=plan.log_name)
    plan.lead_asked, plan.lead_asked_at = None, None
    plan.save(update_fields=LEAD)
    notices.settle(child_id=plan.child_id, subject=plan.pk, kinds=[TaskKind.ACCEPT_LEAD], by=by)


@action
def take_back_lead(*, plan: Plan, by: Actor) -> Plan:
    """Take the question back before it is answered."""
    plan = present(plan.pk, by)
    policy.may_take_back_lead(by, plan).enforce(child_id=plan.child_id)
    changed(plan, "lead", by)
    forget_question(plan, by)
    return plan


@action
def answer_lead(*, plan: Plan, accept: bool, by: Actor, why: str = "") -> Plan:
    """Take over holding the plan together, or say why not: then whoever holds it goes on, and is told."""
    plan = present(plan.pk, by)
    policy.may_answer_lead(by, plan).enforce(child_id=plan.child_id)
    assert by.assignment_id is not None
    lead = Assignment.objects.select_related("unit").get(pk=by.assignment_id)
    if accept:
        _sees_the_plan(plan, lead, "accept")
        changed(plan, "lead", by)
        _hand_over(plan, lead, by)
        log(events.LeadAccepted(), by=by, child_id=plan.child_id, subject=plan.log_name)
        notices.settle(child_id=plan.child_id, subject=plan.pk, kinds=[TaskKind.ACCEPT_LEAD, TaskKind.NAME_LEAD], by=by)
        renew_tasks(plan, by)
        return plan
    demand("why", why, _("Skriv varför, så att de andra vet hur de kan gå vidare."))
    changed(plan, "lead", by)
    plan.lead_asked, plan.lead_asked_at, plan.lead_no = None, None, why
    plan.save(update_fields=LEAD)
    log(events.LeadDeclined(), by=by, child_id=plan.child_id, subject=plan.log_name)
    notices.settle(child_id=plan.child_id, subject=plan.pk, kinds=[TaskKind.ACCEPT_LEAD], by=by)
    if plan.lead is not None:
        due_on = clock.today() + ANSWER_LEAD_WITHIN
        ask(plan, TaskKind.NAME_LEAD, plan.lead.person_id, plan.lead_id, due_on, by)
    return plan


def _sees_the_plan(plan: Plan, lead: Assignment, field: str = "lead") -> None:
    """Nobody holds together an active plan that their service may not read."""
    area_id = lead.unit.area_id
    if plan.state != State.ACTIVE or area_id == plan.record.owner_id:
        return
    given = Disclosure.objects.standing().filter(child=plan.child_id, record=plan.pk, to_area=area_id)
    if not given.exists():
        raise ValidationError({field: _("Verksamheten ser inte planen, för att samtycke saknas. Välj någon annan.")})


def _hand_over(plan: Plan, lead: Assignment, by: Actor) -> None:
    """The new lead sits down before the old one rises, so that somebody always leads."""
    before = Seat.objects.visible_to(by).standing().filter(child=plan.child_id, role=Role.LEAD)
    old = list(before.exclude(person=lead.person_id, assignment=lead.pk))
    # Whoever leads from another service does so on the family's yes, and rises with it.
    at_home = lead.unit.area_id == plan.record.owner_id
    ground = SeatGround.TASK if at_home else SeatGround.CONSENT
    circles.grant_seat(child_id=plan.child_id, role=Role.LEAD, ground=ground, assignment=lead, by=by)
    if lead.pk != plan.lead_asked_id:
        forget_question(plan, by)
    plan.lead, plan.lead_asked, plan.lead_asked_at, plan.lead_no = lead, None, None, ""
    plan.save(update_fields=LEAD)
    log(events.LeadNamed(assignment=lead.pk), by=by, child_id=plan.child_id, subject=plan.log_name)
    rise(old, by)
    notices.settle(child_id=plan.child_id, subject=plan.pk, kinds=[TaskKind.TALK_ABOUT_ANSWER], by=by)
    renew_talk(plan, by)
