"""A goal, or what somebody does, that a guardian must not know of (OSL 12 kap. 3 §)."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.circles import actions as circles
from kronobarn.circles.models import Withheld
from kronobarn.circles.rules import WithheldBecause
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.people.models import Person
from kronobarn.plans import withholding
from kronobarn.plans.actions.working_copy import present
from kronobarn.plans.models import Plan, PlanAction
from kronobarn.ui.signs import with_and


@action
def withhold(
    *,
    plan: Plan,
    part: UUID,
    guardians: Collection[Person],
    because: WithheldBecause,
    reason: str,
    review_on: date,
    by: Actor,
) -> list[Withheld]:
    """Let one part of the plan be known of by all who read it but a guardian, or both: now, and in every version."""
    plan = present(plan.pk, by)
    if withholding.piece(plan, part, by) is None:
        raise PlanAction.DoesNotExist
    if doing := withholding.does_it_themselves(plan, part, list(guardians)):
        raise ValidationError(
            {
                "guardians": _("%(who)s gör själv något av det. Ändra vem som gör det först.")
                % {"who": with_and(list(doing))}
            }
        )
    return circles.withhold(
        record=plan.record, guardians=guardians, reason=reason, review_on=review_on, because=because, part=part, by=by
    )
