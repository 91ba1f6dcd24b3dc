"""The family is heard before the plan holds; or it is said why going on without them is best for the child."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.reasons import demand
from kronobarn.plans import events, policy
from kronobarn.plans.actions.working_copy import changed, present
from kronobarn.plans.models import Plan
from kronobarn.plans.rules import NOT_HEARD, Heard


@action
def hear(
    *, plan: Plan, heard: Heard, heard_on: date, heard_how: str, seen: int, by: Actor, heard_why: str = ""
) -> Plan:
    """Write when and how the family has been heard, or that they were called and did not come."""
    plan = present(plan.pk, by, seen)
    policy.may_write_heard(by, plan, heard).enforce(child_id=plan.child_id)
    if heard_on > clock.today():
        raise ValidationError({"heard_on": _("Dagen har inte varit än.")})
    if heard in NOT_HEARD:
        demand("heard_why", heard_why, _("Skriv varför det är bäst för barnet att gå vidare ändå."))
    assert by.person_id is not None
    plan.heard, plan.heard_on, plan.heard_how = heard, heard_on, heard_how
    plan.heard_why = heard_why if heard in NOT_HEARD else ""
    plan.heard_by_id = by.person_id
    changed(plan, "heard", by, "heard", "heard_on", "heard_how", "heard_why", "heard_by")
    log(events.FamilyHeard(heard=heard), by=by, child_id=plan.child_id, subject=plan.log_name)
    return plan
