"""A follow-up as its page shows it: each goal as it was, beside what is said now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.plans.models import Plan, PlanAction
from kronobarn.plans.reads import rows
from kronobarn.plans.rules import ActionState
from kronobarn.plans.telling import areas_said, told_to
from kronobarn.practice import pack
from kronobarn.reviews.models import GoalReview, Review
from kronobarn.reviews.rules import Verdict


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
    found = GoalReview.objects.filter(child=review.child_id, record=review.pk).order_by("goal__number")
    told, areas = told_to(actor, review.child), areas_said(review.record.practice_version)
    return [_beside(row, told, areas) for row in found]


def _beside(row: GoalReview, told: Callable[[str], str], areas: Mapping[str, str]) -> Beside:
    before: dict[str, Any] = row.before
    return Beside(
        pk=row.pk,
        number=before["number"],
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
            for one in before["actions"]
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


def services(plan: Plan) -> list[tuple[str, str]]:
    """The services that could be no longer needed: all in the plan but the one that holds it together."""
    return [
        (str(party.pk), f"{party.contact.unit.name}, {party.area.name}")
        for party in rows(plan).taking_part
        if party.contact_id != plan.lead_id
    ]


def usual_next(review: Review) -> date:
    """When the plan is usually followed up next, by the practice model it was begun under."""
    return clock.today() + timedelta(weeks=pack.of(review.record.practice_version).next_review_weeks)
