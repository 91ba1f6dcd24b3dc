"""Who may make and close accounts."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.rules import Role
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.core.decisions import ALLOWED, Decision


def may_create_account(actor: Actor) -> Decision:
    """Accounts are made by the operator and by administrators; never in the demo, where nobody is real."""
    if settings.KRONOBARN_DEMO:
        return Decision(_("I demon finns bara påhittade personer. Skapa konton i en riktig installation."))
    return _administers(actor)


def may_disable_account(actor: Actor, *, person_id: int) -> Decision:
    """An administrator may close any account but their own."""
    if (decision := _administers(actor)) and actor.person_id == person_id:
        return Decision(_("Du kan inte stänga av ditt eget konto. Be en annan administratör."))
    return decision


def _administers(actor: Actor) -> Decision:
    if actor != SYSTEM and actor.role != Role.ADMINISTRATOR:
        return Decision(_("Bara en administratör kan ändra konton. Vänd dig till din."))
    return ALLOWED
