"""What can be chosen in the forms about action plans."""

from typing import Any

from django.db.models import Prefetch, Q

from kronobarn.action_plans import policy, reads
from kronobarn.action_plans.models import ActionPlan
from kronobarn.authorities.models import Assignment, Organisation
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.programme.models import BodyDecision, Group, Mandate
from kronobarn.programme.rules import AppliesTo, Outcome


def for_activity(actor: Actor, plan: ActionPlan) -> dict[str, Any]:
    """The groups, the people and the county's measures that an activity of the plan can name."""
    called = Prefetch("mandates", Mandate.objects.visible_to(actor).standing(), "as_called")
    groups = Group.objects.visible_to(actor).filter(
        pk__in=Mandate.objects.visible_to(actor).on(clock.today()).values("group")
    )
    owners = Assignment.objects.standing()
    if plan.organisation_id is not None:
        groups = groups.filter(Q(organisation=plan.organisation_id) | Q(organisation=None))
        owners = owners.filter(unit__area__organisation=plan.organisation_id)
    return {
        "groups": groups.prefetch_related(called),
        "owners": owners.select_related("person", "unit").order_by("unit__name", "person__given_name"),
        "measures": None if plan.organisation_id is None else reads.county_measures(actor),
    }


def decisions(actor: Actor, plan: ActionPlan) -> Any:
    """Decisions about action plans that stand, of the plan's own principal; for the county's, of anyone."""
    rows = BodyDecision.objects.visible_to(actor).filter(
        corrected_at=None,
        outcome__in=[Outcome.ADOPTED.value, Outcome.CHANGED.value],
        awaited__question__applies_to=AppliesTo.ACTION_PLAN.value,
    )
    if plan.organisation_id is not None:
        rows = rows.filter(awaited__body__organisation=plan.organisation_id)
    return rows.select_related("awaited__body__organisation").order_by("-decided_on")


def own_organisation(actor: Actor) -> Organisation | None:
    """The principal whose plan a coordinator writes; none for all others, who would write the county's."""
    own = Organisation.objects.filter(areas__pk=actor.area_id).first() if actor.area_id else None
    return own if own is not None and policy.may_begin(actor, own) else None
