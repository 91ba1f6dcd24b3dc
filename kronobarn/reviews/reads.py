"""A follow-up as its page shows it: each goal as it was, beside what is said now."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.assessments import reads as told
from kronobarn.assessments.rules import Perspective
from kronobarn.concerns.models import Matter
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.core.decisions import Decision
from kronobarn.meetings import policy as meeting_policy
from kronobarn.meetings.afterwards import Step
from kronobarn.meetings.models import Meeting
from kronobarn.meetings.pages import invited
from kronobarn.meetings.rules import State as MeetingState
from kronobarn.people.models import Child
from kronobarn.plans import policy as plan_policy
from kronobarn.plans.models import Goal, Plan, PlanAction
from kronobarn.plans.reads import taking_part, with_a_place
from kronobarn.plans.rules import ActionState, State
from kronobarn.plans.telling import areas_said, told_to
from kronobarn.practice import pack
from kronobarn.reviews.models import ActionReview, GoalReview, Review
from kronobarn.reviews.rules import Verdict
from kronobarn.ui.wheel import WheelPart
from kronobarn.wheel.policy import may_start


@dataclass(frozen=True)
class Doing:
    """Something that was being done when the follow-up began."""

    what: str
    who: str
    until: date
    state: str
    is_open: bool


@dataclass(frozen=True)
class Beside:
    """One goal: what it was, and what is said about it."""

    pk: UUID
    number: int
    area: str
    need: str
    desired_outcome: str
    how_we_see_it: str
    doing: Sequence[Doing]
    now: str
    verdict: str
    verdict_label: str
    why: str


def goals(review: Review, actor: Actor) -> list[Beside]:
    """The goals of a follow-up that the reader has been let in to, in the plan's order.

    The family of a protected child see who does what, and not where they work.
    """
    mine = Q(child=review.child_id, record=review.pk)
    doing: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for goal_id, before in (
        ActionReview.objects.known_to(actor).filter(mine).order_by("place").values_list("goal", "before")
    ):
        doing[goal_id].append(before)
    found = GoalReview.objects.known_to(actor).filter(mine).order_by("goal__number")
    said_to, areas = told_to(actor, review.child), areas_said(review.record.practice_version)
    numbers = _numbers(review, actor)
    return [
        _beside(row, numbers.get(row.goal_id, place), doing[row.goal_id], said_to, areas)
        for place, row in enumerate(found, start=1)
    ]


def _numbers(review: Review, actor: Actor) -> dict[UUID, int]:
    """The goals of the plan by their place in what the reader reads of it: as its own page numbers them.

    Empty for whom the plan is no longer shared with.
    """
    there = Goal.objects.known_to(actor).filter(child=review.child_id, record=review.plan_id).order_by("number")
    return {key: number for number, key in enumerate(there.values_list("pk", flat=True), start=1)}


def _beside(
    row: GoalReview,
    number: int,
    doing: Sequence[dict[str, Any]],
    told: Callable[[str], str],
    areas: Mapping[str, str],
) -> Beside:
    before: dict[str, Any] = row.before
    return Beside(
        pk=row.pk,
        number=number,
        area=areas.get(before["area"], before["area"]),
        need=before["need"],
        desired_outcome=before["desired_outcome"],
        how_we_see_it=before["how_we_see_it"],
        doing=[
            Doing(
                what=one["what"],
                who=told(one["who"]),
                until=date.fromisoformat(one["until"]),
                state=str(PlanAction.STATES[ActionState(one["state"])]),
                is_open=one["state"] == ActionState.OPEN,
            )
            for one in doing
        ],
        now=row.now,
        verdict=row.verdict,
        verdict_label=str(GoalReview.VERDICTS[Verdict(row.verdict)]) if row.verdict else "",
        why=row.why,
    )


def plan_of(review: Review, actor: Actor) -> Plan | None:
    """The plan that is followed up, while it is shared with the reader."""
    found: Plan | None = Plan.objects.visible_to(actor).filter(pk=review.plan_id).first()
    return found


def services(plan: Plan, actor: Actor) -> list[tuple[str, str]]:
    """The services that could be no longer needed: those that the plan stands without."""
    placed, known = with_a_place(plan.child_id, plan.pk), plan_policy.roles(actor, plan.child_id)
    return [
        (str(party.pk), f"{party.contact.unit.name}, {party.area.name}")
        for party in taking_part(plan)
        if plan_policy.may_let_go(actor, party, plan, len(placed - {party.pk}), known)
    ]


def usual_next(review: Review) -> date:
    """When the plan is usually followed up next, by the practice model it was begun under."""
    return clock.today() + timedelta(weeks=pack.of(review.record.practice_version).next_review_weeks)


def since(review: Review, plan: Plan) -> datetime:
    """When the plan was last gone through: what was said after that is new."""
    before = Review.objects.filter(child=review.child_id, plan=plan, done_at__lt=review.done_at or clock.now())
    last: datetime | None = before.order_by("-done_at").values_list("done_at", flat=True).first()
    return last or plan.activated_at or review.record.written_at


@dataclass(frozen=True)
class ThenAndNow:
    """The child's own wheel when the plan was last gone through, and what the child has said since."""

    then: list[WheelPart]
    now: list[WheelPart]
    words: list[tuple[str, told.View, told.View]]
    """Area by area, where anything is said: then, and now."""
    is_new: bool


def childs_wheel(review: Review, plan: Plan, actor: Actor) -> ThenAndNow | None:
    """The child's words then and now, as far as the reader may see them; None when there are none."""
    before, after = told.by_the_child(review.child, actor, since=since(review, plan), until=review.done_at)
    if not before and not after:
        return None
    practice = pack.told(review.record.practice_version)
    wheels = [told.around(words, practice) for words in (before, after)]
    views = [
        (area.area.label, _of_the_child(area), _of_the_child(again))
        for area, again in zip(wheels[0], wheels[1], strict=True)
    ]
    parts = [[WheelPart(one.area.key, one.area.label, _of_the_child(one).filled) for one in wheel] for wheel in wheels]
    return ThenAndNow(
        then=parts[0],
        now=parts[1],
        words=[(label, then, now) for label, then, now in views if then.said or now.said],
        is_new=bool(after),
    )


def may_sit(plan: Plan, wheel: ThenAndNow | None, actor: Actor) -> bool:
    """Whether the reader is to go through the wheel with the child again before the goals: nothing new is said there yet."""
    if wheel is not None and wheel.is_new:
        return False
    matter = Matter.objects.visible_to(actor).select_related("record").filter(pk=plan.matter_id).first()
    return matter is not None and bool(may_start(actor, matter))


def _of_the_child(area: told.AreaViews) -> told.View:
    return next(view for view in area.views if view.perspective == Perspective.CHILD)


@dataclass(frozen=True)
class Calling:
    """The meeting at which the plan is followed up: the one that is called, or whether one may call."""

    may_call: Decision | None
    matter_id: UUID
    called: Meeting | None


def calling(plan: Plan, actor: Actor) -> Calling:
    """Whether there is a meeting to come about the plan, and whether the reader may call to one."""
    mine = Meeting.objects.visible_to(actor).filter(child=plan.child_id, matter=plan.matter_id)
    to_come: Meeting | None = (
        mine.filter(state__in=[MeetingState.PROPOSED, MeetingState.CALLED]).order_by("starts_at").first()
    )
    matter: Matter | None = Matter.objects.visible_to(actor).filter(pk=plan.matter_id).first()
    return Calling(meeting_policy.may_call(actor, matter) if matter else None, plan.matter_id, to_come)


def from_the_meeting(review: Review, plan: Plan, actor: Actor) -> dict[str, Any]:
    """What the form begins with when the plan has been gone through at a meeting since last: the day, and who came."""
    held: Meeting | None = (
        Meeting.objects.visible_to(actor)
        .filter(child=plan.child_id, matter=plan.matter_id, state=MeetingState.HELD, held_at__gt=since(review, plan))
        .select_related("child", "record")
        .order_by("-held_at")
        .first()
    )
    if held is None:
        return {}
    first = held.said[0] if held.said else ""
    return {
        "held_on": timezone.localdate(held.starts_at),
        **({} if plan.child.is_protected else {"came": ", ".join(_came(held, actor))}),
        **({"child_view": first} if first else {}),
    }


def _came(held: Meeting, actor: Actor) -> list[str]:
    """By name, but for those whose data are protected: what is typed is read by all."""
    return [one.name for one in invited(held, actor)[0] if one.came and not one.protected]


def onward(child: Child, matter_id: UUID, actor: Actor) -> list[Step]:
    """After a meeting about a plan that holds: to follow it up goal by goal."""
    plan: Plan | None = Plan.objects.visible_to(actor).filter(child=child.pk, matter=matter_id).first()
    if plan is None or plan.state in (State.DRAFT, State.CLOSED):
        return []
    return [Step(_("Följ upp planen, mål för mål"), address("reviews:start", plan.pk))]
