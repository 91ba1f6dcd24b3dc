"""What the pages about action plans show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from kronobarn.action_plans import differences, frozen, rules, tree
from kronobarn.action_plans.differences import Change
from kronobarn.action_plans.models import ActionPlan, Activity, Asked, FollowUp, Measure, PlanGoal, PlanVersion, Report
from kronobarn.action_plans.rules import Late, Standing, Status
from kronobarn.action_plans.tree import ActivityNode, Tree
from kronobarn.authorities.models import Organisation
from kronobarn.core.actor import Actor

STANDINGS: Final[dict[Standing, tuple[Any, str]]] = {
    Standing.MISSING: (_("Ingen plan än"), "neutral"),
    Standing.DRAFT: (_("Utkast"), "info"),
    Standing.ADOPTED: (_("Antagen"), "success"),
    Standing.CHANGED: (_("Antagen, och ett utkast pågår"), "info"),
}
LATE: Final[dict[Late, Any]] = {
    Late.NOT_BEGUN: _("Skulle ha börjat"),
    Late.NOT_DONE: _("Skulle ha varit klar"),
}
TONES: Final[dict[Status, str]] = {Status.UNDER_WAY: "info", Status.DONE: "success"}


@dataclass(frozen=True)
class Shown:
    """A plan as it stands: the draft, and the version that holds."""

    tree: Tree
    versions: list[PlanVersion]
    """All of them, the latest first, also what has been taken back."""
    follow_ups: list[FollowUp]
    changes: list[Change]
    """What the draft says otherwise than the version that holds."""

    @property
    def plan(self) -> ActionPlan:
        return self.tree.plan

    @property
    def version(self) -> PlanVersion | None:
        return next((one for one in self.versions if one.taken_back_at is None), None)

    @property
    def standing(self) -> Standing:
        return rules.standing(begun=True, adopted=self.version is not None, differs=bool(self.changes))

    @property
    def going_on(self) -> FollowUp | None:
        return next((one for one in self.follow_ups if one.closed_at is None), None)

    @property
    def differs(self) -> bool:
        """Whether there is something to adopt."""
        return self.version is None or bool(self.changes)


@dataclass(frozen=True)
class Own:
    """A principal in the list, with its plan if it has one."""

    organisation: Organisation
    shown: Shown | None

    @property
    def standing(self) -> Standing:
        return self.shown.standing if self.shown else Standing.MISSING


@dataclass(frozen=True)
class Chosen:
    """What one principal has chosen to do for one of the county's measures, or for none of them."""

    organisation: Organisation
    has_plan: bool
    activities: list[ActivityNode]


@dataclass(frozen=True)
class Compared:
    """One of the county's goals, and what each has chosen to do for each of its measures."""

    goal: PlanGoal
    measures: list[tuple[Measure, list[Chosen]]]


@dataclass(frozen=True)
class AnswerRow:
    """One activity that a round asks about, and what has been answered to it."""

    node: ActivityNode
    answers: list[Report]


@dataclass(frozen=True)
class Round:
    """A follow-up with everything it asks about."""

    follow_up: FollowUp
    rows: list[AnswerRow]

    @property
    def missing(self) -> list[AnswerRow]:
        return [one for one in self.rows if not one.answers]

    @property
    def answered(self) -> list[AnswerRow]:
        return [one for one in self.rows if one.answers]


def plan(actor: Actor, plan_id: UUID) -> ActionPlan | None:
    """One plan, without what is in it."""
    found: ActionPlan | None = _plans(actor).filter(pk=plan_id).first()
    return found


def shown(actor: Actor, plan: ActionPlan) -> Shown:
    """One plan whole."""
    return _shown(actor, [plan])[0]


def county(actor: Actor) -> Shown | None:
    """The plan of the whole county."""
    found = _shown(actor, _plans(actor).filter(organisation=None))
    return found[0] if found else None


def overview(actor: Actor) -> tuple[Shown | None, list[Own]]:
    """The county's plan, and every principal with or without one; by name, and in no other order."""
    every = _shown(actor, _plans(actor))
    mine = {one.plan.organisation_id: one for one in every}
    return mine.get(None), [Own(one, mine.get(one.pk)) for one in Organisation.objects.principals()]


def compare(actor: Actor) -> tuple[list[Compared], list[Chosen]]:
    """The county's goals with what each principal has chosen to do for them, and what they do beside them."""
    every = list(tree.load_all(actor, _plans(actor)))
    own = {one.plan.organisation_id: one for one in every if one.plan.organisation_id}
    county = next((one for one in every if one.plan.organisation_id is None), None)
    everybody = list(Organisation.objects.principals())

    def chosen(measure_id: UUID | None) -> list[Chosen]:
        rows = []
        for one in everybody:
            theirs = own.get(one.pk)
            nodes = [a for a in theirs.activities if a.row.carries_out_id == measure_id] if theirs else []
            rows.append(Chosen(one, theirs is not None, nodes))
        return rows

    goals = county.goals if county else []
    compared = [Compared(goal.row, [(m.row, chosen(m.row.pk)) for m in goal.measures]) for goal in goals]
    return compared, [one for one in chosen(None) if one.activities]


def held_on(actor: Actor, day: date) -> dict[int | None, PlanVersion]:
    """The version of each plan that held on a day, by principal; the county's by None."""
    rows = PlanVersion.objects.visible_to(actor).filter(taken_back_at=None, adopted_on__lte=day)
    return {one.plan.organisation_id: one for one in rows.select_related("plan").order_by("number")}


def statuses_on(actor: Actor, activities: Sequence[str], day: date) -> dict[str, Status]:
    """Where activities stood on a day, as was said last; nothing of those that nothing had been said of."""
    rows = Report.objects.visible_to(actor).filter(activity__in=activities, written_at__date__lte=day)
    said = rows.order_by("written_at").values_list("activity", "status")
    return {str(activity): Status(status) for activity, status in said}


def followed_up_in(actor: Actor, year: int) -> int:
    """How many rounds asked about the county's plan in a year."""
    return FollowUp.objects.visible_to(actor).filter(plan__organisation=None, asked_on__year=year).count()


def activity(actor: Actor, activity_id: UUID) -> ActivityNode | None:
    """One activity with its history, also one that has been taken out."""
    rows = tree.with_what_they_need(actor, Activity.objects.visible_to(actor))
    found = rows.select_related("measure__goal__plan__organisation").filter(pk=activity_id).first()
    return None if found is None else tree.node(found)


def row(actor: Actor, kind: type[Any], row_id: UUID) -> Any:
    """A goal, a measure or an activity, with the plan it is in."""
    way = {PlanGoal: "plan", Measure: "goal__plan", Activity: "measure__goal__plan"}[kind]
    return kind.objects.visible_to(actor).select_related(f"{way}__organisation").filter(pk=row_id).first()


def taken_out(actor: Actor, plan: ActionPlan) -> list[tuple[str, Any]]:
    """What has been taken out of the draft and can be put back: the kind in the address, and the row."""
    found: list[tuple[str, Any]] = []
    for kind, model, way in (
        ("mal", PlanGoal, "plan"),
        ("atgarder", Measure, "goal__plan"),
        ("aktiviteter", Activity, "measure__goal__plan"),
    ):
        rows = model.objects.visible_to(actor).filter(**{way: plan}, taken_out_at__isnull=False)
        found += [(kind, one) for one in rows]
    return found


def county_measures(actor: Actor) -> Any:
    """What a local activity can carry out."""
    rows = Measure.objects.visible_to(actor).standing().filter(goal__plan__organisation=None, goal__taken_out_at=None)
    return rows.select_related("goal").order_by("goal__number", "number")


def version(actor: Actor, version_id: UUID) -> PlanVersion | None:
    """One version, with its plan."""
    rows = PlanVersion.objects.visible_to(actor).select_related(
        "plan__organisation", "decision__awaited__body", "written_by"
    )
    found: PlanVersion | None = rows.filter(pk=version_id).first()
    return found


def others(actor: Actor, version: PlanVersion) -> Sequence[PlanVersion]:
    """The other versions of the same plan, the latest first."""
    return list(PlanVersion.objects.visible_to(actor).filter(plan=version.plan_id).exclude(pk=version.pk))


def round_of(actor: Actor, follow_up_id: UUID) -> Round | None:
    """A follow-up, and what has been answered."""
    rows = FollowUp.objects.visible_to(actor).select_related("plan__organisation")
    found = rows.filter(pk=follow_up_id).first()
    if found is None:
        return None
    about = Asked.objects.visible_to(actor).filter(follow_up=found).values("activity")
    nodes = [tree.node(one) for one in _in_order(actor, about)]
    return Round(found, [_answers(one, found) for one in nodes])


def asked_of_me(actor: Actor) -> list[Asked]:
    """Activities that somebody has asked me about in a round that goes on, and that I have not answered."""
    if actor.assignment_id is None:
        return []
    answered = Report.objects.visible_to(actor).filter(activity=OuterRef("activity"), follow_up=OuterRef("follow_up"))
    asked = (
        Asked.objects.visible_to(actor)
        .filter(activity__owner=actor.assignment_id, follow_up__closed_at=None)
        .filter(~Exists(answered), activity__taken_out_at=None)
        .filter(activity__measure__taken_out_at=None, activity__measure__goal__taken_out_at=None)
        .select_related("activity", "follow_up__plan__organisation")
    )
    return sorted(asked, key=lambda one: one.follow_up.answer_by)


def _plans(actor: Actor) -> Any:
    return ActionPlan.objects.visible_to(actor).select_related("organisation")


def _shown(actor: Actor, plans: Any) -> list[Shown]:
    plans = list(plans)
    versions = list(
        PlanVersion.objects.visible_to(actor).filter(plan__in=plans).select_related("decision__awaited__body")
    )
    follow_ups = list(FollowUp.objects.visible_to(actor).filter(plan__in=plans))
    found = []
    for one in tree.load_all(actor, plans):
        own = [v for v in versions if v.plan_id == one.plan.pk]
        holds = next((v for v in own if v.taken_back_at is None), None)
        changes = differences.between(holds.content, frozen.content(one)) if holds else []
        found.append(Shown(one, own, [f for f in follow_ups if f.plan_id == one.plan.pk], changes))
    return found


def _in_order(actor: Actor, about: Any) -> Any:
    rows = tree.with_what_they_need(actor, Activity.objects.visible_to(actor).filter(pk__in=about))
    return rows.select_related("measure__goal").order_by("measure__goal__number", "measure__number", "number")


def _answers(node: ActivityNode, follow_up: FollowUp) -> AnswerRow:
    return AnswerRow(node, [one for one in node.reports if one.follow_up_id == follow_up.pk])
