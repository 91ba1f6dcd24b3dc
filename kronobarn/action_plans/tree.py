"""An action plan whole: its goals, their measures, their activities, and what has been said of each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from kronobarn.action_plans import rules
from kronobarn.action_plans.models import ActionPlan, Activity, Measure, PlanGoal, Report
from kronobarn.action_plans.rules import Late, Status
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.programme.models import Mandate


@dataclass(frozen=True)
class ActivityNode:
    """An activity, and what has been reported of it, the latest first."""

    row: Activity
    reports: list[Report]
    today: date

    @property
    def status(self) -> Status:
        return Status(self.reports[0].status) if self.reports else Status.PLANNED

    @property
    def status_words(self) -> Any:
        return Report.STATUSES[self.status]

    @property
    def late(self) -> Late | None:
        return rules.late(self.status, since=self.row.since, until=self.row.until, today=self.today)

    @property
    def seen(self) -> list[Report]:
        """What has been seen, the latest first."""
        return [one for one in self.reports if one.seen]

    @property
    def group(self) -> str:
        return group_name(self.row.group)


@dataclass(frozen=True)
class MeasureNode:
    row: Measure
    activities: list[ActivityNode]


@dataclass(frozen=True)
class GoalNode:
    row: PlanGoal
    measures: list[MeasureNode]


@dataclass(frozen=True)
class Tree:
    """A plan as its living draft stands now."""

    plan: ActionPlan
    goals: list[GoalNode]

    @cached_property
    def measures(self) -> list[MeasureNode]:
        return [measure for goal in self.goals for measure in goal.measures]

    @cached_property
    def activities(self) -> list[ActivityNode]:
        return [one for measure in self.measures for one in measure.activities]

    @property
    def late(self) -> list[ActivityNode]:
        return [one for one in self.activities if one.late]

    @property
    def open(self) -> list[ActivityNode]:
        """What is not over yet."""
        return [one for one in self.activities if one.status not in rules.OVER]


def group_name(group: Any) -> str:
    """What a group is called now, or was called last."""
    return next((one.name for one in group.as_called), "") if group else ""


def activities(actor: Actor) -> Any:
    """Activities of living drafts, with what their rows need."""
    return with_what_they_need(actor, Activity.objects.visible_to(actor).standing())


def with_what_they_need(actor: Actor, rows: Any) -> Any:
    """What a node of an activity reads: what has been said of it, and what its group is called."""
    reports = Report.objects.visible_to(actor).select_related("written_by")
    called = Mandate.objects.visible_to(actor).standing()
    return rows.select_related("group", "owner__person", "carries_out__goal").prefetch_related(
        Prefetch("reports", reports, "said"), Prefetch("group__mandates", called, "as_called")
    )


def node(row: Activity) -> ActivityNode:
    """An activity as `activities` reads it."""
    return ActivityNode(row, row.said, clock.today())  # type: ignore[attr-defined]


def load(actor: Actor, plan: ActionPlan) -> Tree:
    """One plan."""
    return next(iter(load_all(actor, [plan])))


def load_all(actor: Actor, plans: Iterable[ActionPlan]) -> Iterator[Tree]:
    """Several, in as many questions as one."""
    plans = list(plans)
    measures = (
        Measure.objects.visible_to(actor)
        .standing()
        .prefetch_related(Prefetch("activities", activities(actor), "planned"))
    )
    goals = list(
        PlanGoal.objects.visible_to(actor)
        .standing()
        .filter(plan__in=plans)
        .prefetch_related(Prefetch("measures", measures, "chosen"))
    )
    for plan in plans:
        yield Tree(plan, [_goal(one) for one in goals if one.plan_id == plan.pk])


def _goal(goal: Any) -> GoalNode:
    return GoalNode(goal, [MeasureNode(one, [node(row) for row in one.planned]) for one in goal.chosen])
