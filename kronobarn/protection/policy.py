"""Who marks a child's data as protected, and who says which persons may see who the child is."""

from uuid import UUID

from django.utils.translation import gettext as _

from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Role
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.core.decisions import ALLOWED, Decision


def may_protect(actor: Actor, child_id: UUID) -> Decision:
    """The child's responsible."""
    if not Seat.objects.held_by(actor, Role.RESPONSIBLE).filter(child=child_id).exists():
        return Decision(_("Det är barnensbästa-ansvarig som märker barnets uppgifter och säger vem som får se dem."))
    return ALLOWED


def may_import(actor: Actor) -> Decision:
    """The operator, from the command line."""
    if actor != SYSTEM:
        return Decision(_("Märkningar ur folkbokföringen läses in av den som sköter systemet."))
    return ALLOWED
