"""What meetings of the same matter decided and the plan does not say yet, as its page in the plan shows it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.core.others import Line
from kronobarn.meetings import pages
from kronobarn.meetings.afterwards import Doing
from kronobarn.notices.reads import child_name
from kronobarn.people.models import Child
from kronobarn.plans.models import Goal, Plan, PlanAction
from kronobarn.plans.reads import areas, decisions, laid_aside, seats, takes_part, to_take_in
from kronobarn.plans.rules import TAKE_IN_WITHIN, ActionState, GoalState, State
from kronobarn.plans.telling import doer, told_to, who
from kronobarn.ui.signs import quoted


def decided_by(person_id: int | None, assignment_id: int | None, plan: Plan, actor: Actor) -> UUID | None:
    """The seat of somebody who can take something on in the plan."""
    services = areas(plan)
    for seat in seats(plan.child_id, actor):
        same = (seat.person_id, seat.assignment_id) == (person_id, assignment_id)
        if same and takes_part(seat, services):
            return seat.pk
    return None


@dataclass(frozen=True)
class Decided:
    """What a meeting decided and the plan does not say yet. `ready` when it says by whom and until when."""

    pk: UUID
    text: str
    who: str
    due_on: date | None
    ready: bool


def to_take(plan: Plan, actor: Actor) -> list[Decided]:
    """The decisions of meetings of the same matter, as their page in the plan shows them."""
    services = areas(plan)
    able = {(seat.person_id, seat.assignment_id) for seat in seats(plan.child_id, actor) if takes_part(seat, services)}
    told = told_to(actor, plan.child)
    return [
        Decided(
            pk=one.pk,
            text=one.text,
            who=told(who(one.person, one.assignment)) if one.person else "",
            due_on=one.due_on,
            ready=(one.person_id, one.assignment_id) in able and one.due_on is not None and one.due_on >= clock.today(),
        )
        for one in decisions(plan, actor)
    ]


def aside(plan: Plan, actor: Actor) -> list[pages.Aside]:
    """The decisions that are laid aside, with who did so and why."""
    return [told for one in laid_aside(plan, actor) if (told := pages.aside(one, plan, actor)) is not None]


def laid_aside_already(plan: Plan, decision: UUID | str | None, actor: Actor) -> str:
    """What is said to whoever would take something into the plan that is laid aside; "" when it is not."""
    one = next((one for one in aside(plan, actor) if str(one.pk) == str(decision)), None) if decision else None
    if one is None:
        return ""
    said = _("Beslutet %(words)s är lagt åt sidan av %(who)s. Ta upp det igen under Beslut från möten först.")
    return said % {"words": quoted(one.text), "who": one.by}


def waiting_for_the_plan(actor: Actor) -> list[Line]:
    """What whoever writes in a plan is told on the day's list: that meetings decided what it does not say."""
    if actor.is_family or not _something_waits():
        return []
    return [
        Line(
            _("Lägg det ni bestämde på mötet i planen"),
            address("plans:decisions", plan),
            timezone.localdate(max(held, begun)) + TAKE_IN_WITHIN,
            child_name(given_name, family_name, protection),
        )
        for plan, held, begun, given_name, family_name, protection in to_take_in(actor)
    ]


def _something_waits() -> bool:
    """Asked first: to see what it is costs more, and most days nothing is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT plans_decisions_wait()")
        return bool(cursor.fetchone()[0])


def brought_on(actor: Actor) -> Exists:
    """Whether the plan of a meeting's matter says a decision, as long as that plan lives."""
    return Exists(
        PlanAction.objects.visible_to(actor)
        .filter(
            Q(what=OuterRef("text")) | Q(decision=OuterRef("pk")),
            child=OuterRef("child"),
            record__plan__matter=OuterRef("record__meeting__matter"),
        )
        .exclude(record__plan__state=State.CLOSED)
    )


def living_goals(plan: Plan, actor: Actor) -> list[Goal]:
    """The goals that are worked towards, in order."""
    there = Goal.objects.known_to(actor)
    return list(there.filter(child=plan.child_id, record=plan.pk, state=GoalState.ACTIVE).order_by("number"))


def taken_on(child: Child, matter_id: UUID, actor: Actor) -> list[Doing]:
    """What is being done in the plan of a matter, as the page of a meeting about it says it."""
    rows = (
        PlanAction.objects.visible_to(actor)
        .filter(child=child.pk, record__plan__matter=matter_id, state=ActionState.OPEN, goal__state=GoalState.ACTIVE)
        .exclude(record__plan__state=State.CLOSED)
        .select_related("person", "assignment__unit")
    )
    told = told_to(actor, child)
    return [Doing(what=one.what, who=told(doer(one)), until=one.until) for one in rows]
