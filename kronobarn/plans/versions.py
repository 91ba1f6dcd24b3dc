"""A version of the plan as it was, and what differs between two of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kronobarn.core.actor import Actor
from kronobarn.plans import contents, reads, sentences, telling
from kronobarn.plans.contents import PartyContent
from kronobarn.plans.models import Plan, PlanVersion
from kronobarn.plans.pages import hides_changes
from kronobarn.plans.parts import GoalView, HeardView, OtherView, goal_views, heard_view, other_view
from kronobarn.plans.reads import Frozen
from kronobarn.plans.rules import TAKING_PART
from kronobarn.plans.sentences import Told


@dataclass(frozen=True)
class VersionPage:
    version: PlanVersion
    changes: Sequence[Told]
    others: Sequence[int]
    against: int
    """The version that it is compared with; 0 for none."""
    between: Sequence[Told]
    hides: bool
    content: dict[str, Any]
    goals: Sequence[GoalView]
    parties: Sequence[PartyContent]
    next_review_on: date | None
    heard: HeardView | None
    other_plans: Sequence[OtherView]


def version_page(number: int, plan: Plan, actor: Actor, against: int = 0) -> VersionPage | None:
    """A version as it was; beside another one, what has changed from the older to the newer. None if there is none."""
    versions = {one.number: one for one in reads.frozen(plan, actor)}
    found = versions.pop(number, None)
    if found is None:
        return None
    other = versions.get(against)
    content = found.content
    on = content["next_review_on"]
    hide, told = telling.hides_places(actor, plan.child), telling.told_to(actor, plan.child)
    parties: list[PartyContent] = [
        PartyContent(
            area=_("En verksamhet") if hide and not telling.is_at_readers_unit(one["contact"], actor) else one["area"],
            contact=told(one["contact"]),
            answer=one["answer"],
        )
        for one in content["parties"]
    ]
    closed = hides_changes(plan, actor)
    return VersionPage(
        version=found.version,
        changes=[] if closed else sentences.told(found.differs),
        others=sorted(versions),
        against=other.number if other else 0,
        between=[] if other is None or closed else _between(found, other),
        hides=closed,
        content={**content, "lead": told(content["lead"])},
        goals=goal_views(content["goals"], told=told, areas=telling.areas_said(plan.record.practice_version)),
        parties=[party for party in parties if party["answer"] in TAKING_PART],
        next_review_on=date.fromisoformat(on) if on else None,
        heard=heard_view(content.get("heard")),
        other_plans=[
            other_view(one, _("En verksamhet") if hide else one["area"], not hide) for one in content.get("others", [])
        ],
    )


def _between(one: Frozen, other: Frozen) -> list[Told]:
    older, newer = sorted((one, other), key=lambda version: version.number)
    return sentences.told(contents.differences(older.content, newer.content))
