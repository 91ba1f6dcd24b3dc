"""The child's own version of the plan: in easy words, what it wants, who helps with what, what comes next, whom to ask.

It shows no more than the plan's own page does, to nobody but its readers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.circles.models import Seat
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.meetings.models import Meeting
from kronobarn.meetings.rules import State as MeetingState
from kronobarn.plans import reads, telling
from kronobarn.plans.models import Plan, PlanAction
from kronobarn.plans.rules import ActionState, GoalState, State
from kronobarn.portraits.reads import Face, faces_of
from kronobarn.practice import pack


@dataclass(frozen=True)
class Wish:
    """One goal: a picture of the part of life that it is about, and how it shall become."""

    picture: str
    area: str
    words: str


@dataclass(frozen=True)
class Doing:
    """One thing that somebody does, and until when."""

    what: str
    first_step: str
    until: date


@dataclass
class Helper:
    """One person and what that person does. `own` is the child itself."""

    name: str
    work: str
    own: bool = False
    face: Face | None = None
    doing: list[Doing] = field(default_factory=list)


@dataclass(frozen=True)
class Coming:
    """Something that will happen."""

    picture: str
    words: str
    day: date
    at: datetime | None = None


@dataclass(frozen=True)
class ChildsPlan:
    """Everything in the child's version."""

    wants: str
    wishes: Sequence[Wish]
    helpers: Sequence[Helper]
    coming: Sequence[Coming]
    ask: str
    work: str
    asked_face: Face | None
    faces: Sequence[Face]
    """Every photograph that is shown, once."""
    holds: bool
    over: bool


def childs_plan(plan: Plan, actor: Actor, copy_for: int | None = None) -> ChildsPlan:
    """The plan as the child reads it; `copy_for` as on the plan's own page. Four questions to the database, whatever it holds; two more for photographs."""
    of = reads.rows(plan, actor, copy_for)
    areas = {one.key: one for one in pack.of(plan.record.practice_version).areas}
    said = telling.areas_said(plan.record.practice_version)
    living = [goal for goal in of.goals if goal.state == GoalState.ACTIVE]
    told = telling.named_to(actor, plan.child)
    ask, work = _named(told(telling.who(plan.lead.person, plan.lead))) if plan.lead else ("", "")
    numbers = {goal.pk for goal in living}
    doing = [one for one in of.actions if one.state == ActionState.OPEN and one.goal_id in numbers]
    faces = _faces(plan, doing, actor)
    helpers: dict[str, Helper] = {}
    for one in doing:
        helper = _helper(one, plan, told(telling.doer(one)), faces)
        helpers.setdefault(f"{helper.name}, {helper.work}", helper).doing.append(
            Doing(one.what, one.first_step, one.until)
        )
    return ChildsPlan(
        wants=plan.child_wants,
        wishes=[
            Wish(
                areas[goal.area_key].picture if goal.area_key in areas else "",
                said.get(areas[goal.area_key].label, "") if goal.area_key in areas else "",
                goal.desired_outcome,
            )
            for goal in living
        ],
        helpers=sorted(helpers.values(), key=lambda one: (one.own, not one.work, one.name)),
        coming=[] if plan.state == State.CLOSED else _coming(plan, actor),
        ask=ask,
        work=work,
        asked_face=faces.get(plan.lead.person_id) if plan.lead else None,
        faces=list(faces.values()),
        holds=plan.state == State.ACTIVE,
        over=plan.state == State.CLOSED,
    )


def _faces(plan: Plan, doing: Sequence[PlanAction], actor: Actor) -> dict[int, Face]:
    """Of those who work with the child and show one, when the child wants it; near nobody whose data are protected."""
    if not plan.faces or plan.child.is_protected:
        return {}
    if Seat.objects.of_protected_family().filter(child=plan.child_id).exists():
        return {}
    people = {one.person_id for one in doing if one.person_id is not None and one.assignment_id is not None}
    return faces_of(people | ({plan.lead.person_id} if plan.lead else set()), actor)


def _helper(one: PlanAction, plan: Plan, told: str, faces: Mapping[int, Face]) -> Helper:
    if plan.child.person_id is not None and one.person_id == plan.child.person_id:
        return Helper(_("Jag"), "", own=True)
    at_work = one.person_id is not None and one.assignment_id is not None
    return Helper(*_named(told), face=faces.get(one.person_id or 0) if at_work else None)


def _named(told: str) -> tuple[str, str]:
    """The name, and what the person works as; a workplace's name is left out: it says a child little."""
    name, *rest = told.split(", ")
    return name, rest[0] if rest else ""


def _coming(plan: Plan, actor: Actor) -> list[Coming]:
    """The next meeting, and the day on which everybody sees how it went."""
    found: list[Coming] = []
    meeting = (
        Meeting.objects.visible_to(actor)
        .filter(child=plan.child_id, state=MeetingState.CALLED, starts_at__gte=clock.now())
        .order_by("starts_at")
        .first()
    )
    if meeting is not None:
        day = timezone.localdate(meeting.starts_at)
        found.append(Coming("step-meet", _("Vi träffas och pratar."), day, meeting.starts_at))
    if plan.next_review_on is not None and plan.next_review_on >= clock.today():
        found.append(Coming("step-follow-up", _("Vi ser hur det har gått."), plan.next_review_on))
    return sorted(found, key=lambda one: one.day)
