"""Who sees how much waits in a unit."""

from django.utils.translation import gettext as _

from kronobarn.authorities.rules import Role
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision


def may_see(actor: Actor) -> Decision:
    """The unit's manager: numbers and days, and no content (inner secrecy; architecture, section 5)."""
    if actor.role != Role.MANAGER:
        return Decision(_("Läget i enheten ser den som är chef där. Det som väntar på dig står på Min dag."))
    return ALLOWED
