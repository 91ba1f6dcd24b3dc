"""Adopting a plan, taking a version back, and opening one to everybody."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from kronobarn.action_plans import differences, events, frozen, policy, tree
from kronobarn.action_plans.models import ActionPlan, PlanVersion
from kronobarn.audit.actions import record
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Stale
from kronobarn.core.reasons import demand
from kronobarn.programme.models import BodyDecision


@action
def adopt(
    *, plan: ActionPlan, adopted_on: date, adopted_by: str, decision: BodyDecision | None, seen: str, by: Actor
) -> PlanVersion:
    """Write down that the draft, in the words that were seen, has been adopted."""
    plan = ActionPlan.objects.visible_to(by).select_related("organisation").locked().get(pk=plan.pk)
    said = frozen.content(tree.load(by, plan))
    last = standing(plan, by)
    differs = last is None or differences.differ(last.content, said)
    policy.may_adopt(by, plan, empty=not said["goals"], differs=differs).enforce()
    if frozen.digest(said) != seen:
        raise Stale(_("Utkastet har ändrats medan du hade sidan öppen. Läs igenom det igen innan du antar det."))
    _can_be(adopted_on, last)
    assert by.person_id is not None
    number = plan.versions.aggregate(last=Max("number"))["last"] or 0
    version = PlanVersion(
        plan=plan,
        number=number + 1,
        adopted_on=adopted_on,
        adopted_by=adopted_by,
        decision=decision,
        content=said,
        written_at=clock.now(),
        written_by_id=by.person_id,
    )
    version.save(force_insert=True)
    told = events.ActionPlanAdopted(number=version.number, adopted_on=adopted_on)
    record(told, by=by, subject=f"plan_version:{version.pk}")
    return version


@action
def take_back(*, version: PlanVersion, because: str, by: Actor) -> None:
    """It was written down by mistake: it stands for nothing, is public no longer, and can still be read."""
    version = _present(version, by)
    policy.may_take_back(by, version).enforce()
    version.published_at = None
    demand("because", because, _("Skriv varför."))
    version.taken_back_at, version.taken_back_because = clock.now(), because
    version.save(update_fields=["published_at", "taken_back_at", "taken_back_because"])
    told = events.ActionPlanTakenBack(number=version.number)
    record(told, by=by, subject=f"plan_version:{version.pk}")


@action
def publish(*, version: PlanVersion, by: Actor) -> None:
    """Let everybody read it on the public site."""
    version = _present(version, by)
    policy.may_publish(by, version).enforce()
    if version.published_at is None:
        version.published_at = clock.now()
        version.save(update_fields=["published_at"])
        told = events.ActionPlanPublished(number=version.number)
        record(told, by=by, subject=f"plan_version:{version.pk}")


@action
def unpublish(*, version: PlanVersion, by: Actor) -> None:
    """Take it off the public site."""
    version = _present(version, by)
    policy.may_publish(by, version).enforce()
    if version.published_at is not None:
        version.published_at = None
        version.save(update_fields=["published_at"])
        told = events.ActionPlanUnpublished(number=version.number)
        record(told, by=by, subject=f"plan_version:{version.pk}")


def standing(plan: ActionPlan, by: Actor) -> PlanVersion | None:
    """The version that holds: the last one that has not been taken back."""
    found: PlanVersion | None = PlanVersion.objects.visible_to(by).filter(plan=plan, taken_back_at=None).first()
    return found


def _present(version: PlanVersion, by: Actor) -> PlanVersion:
    rows = PlanVersion.objects.visible_to(by).select_related("plan__organisation")
    found: PlanVersion = rows.locked().get(pk=version.pk)
    return found


def _can_be(adopted_on: date, last: PlanVersion | None) -> None:
    if adopted_on > clock.today():
        raise ValidationError({"adopted_on": _("Dagen har inte varit än. Skriv in beslutet när det är fattat.")})
    if last is not None and adopted_on < last.adopted_on:
        raise ValidationError({"adopted_on": _("Dagen är före den då den senaste versionen antogs.")})
