"""The plan from its beginning to its end: begun, put into words, closed."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import Assignment
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Seat
from kronobarn.circles.policy import may_let_family_know
from kronobarn.circles.rules import Kind, Role
from kronobarn.concerns import actions as concerns
from kronobarn.concerns.models import Matter
from kronobarn.concerns.rules import Outcome
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.reasons import demand
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.plans import events, policy
from kronobarn.plans.actions.services import let_family_in, take_part
from kronobarn.plans.actions.versions import freeze
from kronobarn.plans.actions.working_copy import MEETING_PLACE, changed, present, rise
from kronobarn.plans.models import Plan
from kronobarn.plans.rules import State

PREPARE_WITHIN = timedelta(days=14)


@action
def choose_faces(*, plan: Plan, shown: bool, by: Actor) -> Plan:
    """Show photographs of the grown-ups in the child's own version, or not any longer. It is no change of the plan."""
    plan = present(plan.pk, by)
    policy.may_choose_faces(by, plan, shown=shown).enforce(child_id=plan.child_id)
    if plan.faces != shown:
        plan.faces = shown
        plan.save(update_fields=["faces"])
        log(events.FacesChosen(shown=shown), by=by, child_id=plan.child_id, subject=plan.log_name)
    return plan


@action
def start(*, matter: Matter, by: Actor, disagreement: str = "") -> Plan:
    """Begin on the child's plan. The child and the guardians see it from the first moment.

    The service that begins takes part from the start, with whoever began as its contact person.
    """
    matter = Matter.objects.visible_to(by).locked().select_related("record").get(pk=matter.pk)
    policy.may_start(by, matter).enforce(child_id=matter.child_id)
    may_let_family_know(by, matter.record).enforce(child_id=matter.child_id)
    record = circles.write_record(
        child_id=matter.child_id,
        kind=Kind.PLAN,
        headline=_("Barnets plan"),
        happened_on=clock.today(),
        practice_version=matter.record.practice_version,
        by=by,
    )
    plan = Plan(record=record, child_id=matter.child_id, matter=matter, disagreement=disagreement)
    plan.save(force_insert=True)
    assert by.person_id is not None
    assert by.assignment_id is not None
    own = Assignment.objects.select_related("unit__area").get(pk=by.assignment_id)
    take_part(plan, own, by)
    let_family_in(plan, by)
    begun = [TaskKind.CALL_MEETING, TaskKind.START_PLAN]
    notices.settle(child_id=plan.child_id, subject=matter.pk, kinds=begun, by=by)
    notices.ask(
        child_id=plan.child_id,
        kind=TaskKind.ACTIVATE_PLAN,
        subject=plan.pk,
        due_on=clock.today() + PREPARE_WITHIN,
        person_id=by.person_id,
        assignment_id=by.assignment_id,
        by=by,
    )
    log(events.PlanStarted(), by=by, child_id=plan.child_id, subject=plan.log_name)
    return plan


@action
def set_words(
    *,
    plan: Plan,
    child_wants: str,
    child_view_how: str,
    contingency: str,
    disagreement: str,
    seen: int,
    by: Actor,
) -> Plan:
    """Write what the child wants and how that was learnt, what to do otherwise, and what is not agreed."""
    plan = present(plan.pk, by, seen)
    policy.may_change(by, plan).enforce(child_id=plan.child_id)
    plan.child_wants = child_wants
    plan.child_view_how = child_view_how
    plan.contingency = contingency
    plan.disagreement = disagreement
    changed(plan, "words", by, "child_wants", "child_view_how", "contingency", "disagreement")
    return plan


@action
def put_aside(*, plan: Plan, because: str, by: Actor) -> Plan:
    """Put aside a plan that never became active. The matter stays, to go another way."""
    policy.may_put_aside(by, present(plan.pk, by)).enforce(child_id=plan.child_id)
    return close(plan=plan, because=because, by=by)


@action
def close(
    *,
    plan: Plan,
    because: str,
    by: Actor,
    evaluation_child: str = "",
    evaluation_guardians: str = "",
) -> Plan:
    """End the plan. An active plan takes the matter with it; one that never began leaves it to go another way.

    The places of lead, contact persons and those who came to its meetings end. The family and the
    responsible sit where they sit.
    """
    plan = present(plan.pk, by)
    policy.may_close(by, plan).enforce(child_id=plan.child_id)
    demand("because", because, _("Skriv varför planen avslutas."))
    was = plan.state
    plan.state = State.CLOSED
    plan.closed_at = clock.now()
    plan.closed_by_id = by.person_id
    plan.closed_because = because
    plan.lead_asked, plan.lead_asked_at = None, None
    plan.evaluation_child = evaluation_child
    plan.evaluation_guardians = evaluation_guardians
    plan.revision += 1
    plan.save(
        update_fields=[
            "state",
            "closed_at",
            "closed_by",
            "closed_because",
            "lead_asked",
            "lead_asked_at",
            "evaluation_child",
            "evaluation_guardians",
            "revision",
        ]
    )
    if was == State.ACTIVE:
        freeze(plan, by)
        concerns.close(matter=plan.matter, outcome=Outcome.PLAN_DONE, because=because, by=by)
    notices.settle(child_id=plan.child_id, subject=plan.pk, by=by)
    log(events.PlanClosed(was=was), by=by, child_id=plan.child_id, subject=plan.log_name)
    rise(_seats_of_the_plan(plan, by), by)
    return plan


def _seats_of_the_plan(plan: Plan, by: Actor) -> list[Seat]:
    seats = Seat.objects.visible_to(by).standing().filter(child=plan.child_id)
    return list(seats.filter(Q(role__in=[Role.LEAD, Role.CONTACT]) | MEETING_PLACE))
