"""Everything that changes the living draft of an action plan. Whoever changes a row says which revision they saw."""

from typing import Any, Final, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from kronobarn.action_plans import events, policy
from kronobarn.action_plans.models import ActionPlan, Activity, Measure, PlanGoal
from kronobarn.audit.actions import record
from kronobarn.authorities.models import Organisation
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Stale
from kronobarn.core.reasons import demand

Row = TypeVar("Row", PlanGoal, Measure, Activity)
PART: Final = {ActionPlan: "plan", PlanGoal: "goal", Measure: "measure", Activity: "activity"}
ABOVE: Final = {PlanGoal: "plan", Measure: "goal", Activity: "measure"}
"""The field that says where a row belongs."""


def plan_of(row: PlanGoal | Measure | Activity) -> ActionPlan:
    """The plan that a row of a draft is in."""
    if isinstance(row, Activity):
        return row.measure.goal.plan
    return row.goal.plan if isinstance(row, Measure) else row.plan


@action
def begin(*, organisation: Organisation | None, title: str, aim: str, by: Actor) -> ActionPlan:
    """The county's plan, or one's own, which there is one of."""
    policy.may_begin(by, organisation).enforce()
    if ActionPlan.objects.visible_to(by).filter(organisation=organisation).exists():
        raise ValidationError(_("Planen är redan påbörjad. Öppna den i stället."))
    assert by.person_id is not None
    plan = ActionPlan(organisation=organisation, title=title, aim=aim, begun_at=clock.now(), begun_by_id=by.person_id)
    plan.save(force_insert=True)
    record(events.ActionPlanBegun(), by=by, subject=f"action_plan:{plan.pk}")
    return plan


@action
def change_plan(*, plan: ActionPlan, seen: int, by: Actor, **said: Any) -> ActionPlan:
    """The plan's own words."""
    plan = ActionPlan.objects.visible_to(by).select_related("organisation").locked().get(pk=plan.pk)
    policy.may_write(by, plan).enforce()
    _save(plan, seen, said, by)
    return plan


@action
def add(*, kind: type[Row], above: Any, by: Actor, **said: Any) -> Row:
    """A goal in a plan, a measure under a goal, or an activity under a measure: the last in order."""
    row = kind(**{ABOVE[kind]: above}, **said)
    plan = plan_of(row)
    policy.may_write(by, plan).enforce()
    ActionPlan.objects.visible_to(by).locked().get(pk=plan.pk)  # two who add get a place each
    _sound(row)
    siblings = _siblings(row, by)
    row.number = (siblings.aggregate(last=Max("number"))["last"] or 0) + 1
    row.save(force_insert=True)
    record(events.ActionPlanRowAdded(part=PART[kind]), by=by, subject=f"{PART[kind]}:{row.pk}")
    return row


@action
def change(*, row: Row, seen: int, by: Actor, **said: Any) -> Row:
    """A row's words. Refused when somebody else has changed them since they were seen."""
    row = present(row, by)
    policy.may_write(by, plan_of(row)).enforce()
    _save(row, seen, said, by)
    return row


@action
def take_out(*, row: Row, because: str, by: Actor) -> Row:
    """Out of the draft, with what is under it. What has been adopted still has it."""
    row = present(row, by)
    policy.may_write(by, plan_of(row)).enforce()
    demand("because", because, _("Skriv varför."))
    if row.taken_out_at is None:
        row.taken_out_at, row.taken_out_because = clock.now(), because
        row.save(update_fields=["taken_out_at", "taken_out_because"])
        record(events.ActionPlanRowTakenOut(part=PART[type(row)]), by=by, subject=f"{PART[type(row)]}:{row.pk}")
    return row


@action
def put_back(*, row: Row, by: Actor) -> Row:
    """Into the draft again, with what was under it."""
    row = present(row, by)
    policy.may_write(by, plan_of(row)).enforce()
    if row.taken_out_at is not None:
        row.taken_out_at, row.taken_out_because = None, ""
        row.save(update_fields=["taken_out_at", "taken_out_because"])
        record(events.ActionPlanRowPutBack(part=PART[type(row)]), by=by, subject=f"{PART[type(row)]}:{row.pk}")
    return row


@action
def move_up(*, row: Row, by: Actor) -> None:
    """Before the one that stands before it. The first stays."""
    plan = plan_of(row)
    policy.may_write(by, plan).enforce()
    ActionPlan.objects.visible_to(by).locked().get(pk=plan.pk)
    row = present(row, by)
    before = _siblings(row, by).standing().filter(number__lt=row.number).order_by("number").last()
    if before is None:
        return
    row.number, before.number = before.number, row.number
    for one in (row, before):
        one.save(update_fields=["number"])
    record(events.ActionPlanRowMoved(part=PART[type(row)]), by=by, subject=f"{PART[type(row)]}:{row.pk}")


def present(row: Row, by: Actor) -> Row:
    """The row as it is now, locked."""
    found: Row = type(row).objects.visible_to(by).locked().get(pk=row.pk)
    return found


def _siblings(row: PlanGoal | Measure | Activity, by: Actor) -> Any:
    kind = type(row)
    return kind.objects.visible_to(by).filter(**{ABOVE[kind]: getattr(row, f"{ABOVE[kind]}_id")})


def _save(row: Any, seen: int, said: dict[str, Any], by: Actor) -> None:
    changed = tuple(name for name, value in said.items() if getattr(row, name) != value)
    if not changed:
        return
    if row.revision != seen:
        raise Stale(_("Någon annan har sparat medan du skrev. Ingenting är överskrivet. Jämför, och spara igen."))
    for name in changed:
        setattr(row, name, said[name])
    _sound(row)
    row.revision += 1
    row.save(update_fields=[*changed, "revision"])
    part = PART[type(row)]
    record(events.ActionPlanChanged(part=part, changed=changed), by=by, subject=f"{part}:{row.pk}")


def _sound(row: Any) -> None:
    if not isinstance(row, Activity):
        return
    if row.until < row.since:
        raise ValidationError({"until": _("Aktiviteten kan inte vara klar innan den börjar. Välj en senare dag.")})
    own = plan_of(row).organisation_id
    if row.carries_out is not None and (own is None or row.carries_out.goal.plan.organisation_id is not None):
        raise ValidationError({"carries_out": _("Välj en åtgärd i länets plan.")})


@action
def take(*, plan: ActionPlan, by: Actor) -> None:
    """Somebody takes a plan along."""
    policy.may_read(by).enforce()
    record(events.ActionPlanTaken(), by=by, subject=f"action_plan:{plan.pk}")
