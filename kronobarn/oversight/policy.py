"""Who reviews the log, who sees how the reviewing goes, and who judges a visit."""

from django.utils.translation import gettext as _

from kronobarn.authorities.rules import Role
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.oversight.models import Drawn


def may_review(actor: Actor) -> Decision:
    """Whoever has the assignment to review the log of their area."""
    if actor.role != Role.LOG_REVIEWER:
        return Decision(
            _(
                "Loggen över andra granskas av den som har uppdraget loggranskare. "
                "Det du själv har gjort ser du under Det jag har gjort."
            )
        )
    return ALLOWED


def may_see_counts(actor: Actor) -> Decision:
    """Reviewers, and managers in the area: how many, never who or what."""
    if actor.role == Role.MANAGER:
        return ALLOWED
    return may_review(actor)


def may_judge(actor: Actor, drawn: Drawn) -> Decision:
    """Nobody judges their own doings."""
    if (decision := may_review(actor)) and drawn.person_id == actor.person_id:
        return Decision(_("Det här har du själv gjort. Be en annan loggranskare bedöma det."))
    return decision
