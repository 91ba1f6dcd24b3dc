"""Other plans that exist: noted, put right, ended."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import SecrecyArea
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.plans import events, policy, reads
from kronobarn.plans.actions.working_copy import changed, present
from kronobarn.plans.models import OtherPlan, Plan
from kronobarn.plans.rules import OtherKind


@action
def note_other(
    *, plan: Plan, kind: OtherKind, area: SecrecyArea, since: date, where_kept: str, seen: int, by: Actor
) -> OtherPlan:
    """Note that another plan exists: whose it is, since when, and where it is kept."""
    plan = present(plan.pk, by, seen)
    policy.may_change(by, plan).enforce(child_id=plan.child_id)
    other = OtherPlan(record_id=plan.pk, child_id=plan.child_id)
    _said(other, plan, kind, area, since, where_kept)
    other.save(force_insert=True)
    _noted(other, plan, by)
    return other


@action
def change_other(
    *, other: OtherPlan, kind: OtherKind, area: SecrecyArea, since: date, where_kept: str, seen: int, by: Actor
) -> OtherPlan:
    """Put right what is said about another plan."""
    plan = present(other.record_id, by, seen)
    policy.may_change(by, plan).enforce(child_id=plan.child_id)
    other = OtherPlan.objects.visible_to(by).locked().get(pk=other.pk)
    _said(other, plan, kind, area, since, where_kept)
    other.save(update_fields=["kind", "area", "since", "where_kept"])
    _noted(other, plan, by)
    return other


@action
def end_other(*, other: OtherPlan, ended_on: date, seen: int, by: Actor) -> OtherPlan:
    """The other plan holds no longer. That it has existed stands in the versions."""
    plan = present(other.record_id, by, seen)
    other = OtherPlan.objects.visible_to(by).locked().get(pk=other.pk)
    policy.may_end_other(by, other, plan).enforce(child_id=plan.child_id)
    if not other.since <= ended_on <= clock.today():
        raise ValidationError({"ended_on": _("Planen slutade efter att den började, och senast i dag.")})
    other.ended_on, other.ended_by_id = ended_on, by.person_id
    other.save(update_fields=["ended_on", "ended_by"])
    _noted(other, plan, by)
    return other


def _said(other: OtherPlan, plan: Plan, kind: OtherKind, area: SecrecyArea, since: date, where_kept: str) -> None:
    """That a service has a plan for the child is told of those only whom the family lets be in this one."""
    if area.pk not in reads.areas(plan) and area.pk != other.area_id:
        raise ValidationError({"area": _("Välj en verksamhet som är med i planen.")})
    if since > clock.today():
        raise ValidationError({"since": _("Dagen har inte varit än.")})
    same = OtherPlan.objects.filter(child=plan.child_id, record=plan.pk, kind=kind, area=area, ended_on=None).exclude(
        pk=other.pk
    )
    if same.exists() and other.ended_on is None:
        raise ValidationError({"kind": _("Den planen står redan här. Ändra den i stället.")})
    other.kind, other.area, other.since, other.where_kept = kind, area, since, where_kept


def _noted(other: OtherPlan, plan: Plan, by: Actor) -> None:
    changed(plan, "others", by)
    log(events.OtherPlanNoted(other=str(other.pk)), by=by, child_id=plan.child_id, subject=plan.log_name)
