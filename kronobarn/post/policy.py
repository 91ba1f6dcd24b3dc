"""Who chooses for whom, and who sees to letters that do not get through."""

from django.utils.translation import gettext as _

from kronobarn.authorities import policy as places
from kronobarn.authorities.models import Unit
from kronobarn.authorities.rules import Role
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.post.models import Subscription


def may_see_to(actor: Actor) -> Decision:
    """The administrator, who sees numbers and reasons and no addresses."""
    if actor.role != Role.ADMINISTRATOR or actor.area_id is None:
        return Decision(
            _("Det är administratören som ser om mejlen kommer fram. Dina egna val gör du under Ditt konto.")
        )
    return ALLOWED


def may_confirm(own: Subscription) -> Decision:
    """Whoever has the link that was sent there, once, and in time."""
    if own.asked_with is None or own.answer_by is None or own.answer_by <= clock.now():
        return Decision(_("Länken gäller inte längre. Spara ditt val en gång till, så kommer en ny."))
    return ALLOWED


def may_choose_for(actor: Actor, unit: Unit) -> Decision:
    """The administrator of the unit's organisation, when the unit has a box."""
    if not (decision := places.may_change_unit(actor, unit)):
        return decision
    if not unit.mailbox:
        return Decision(_("Enheten har ingen funktionsbrevlåda. Den läggs till i länets filer."))
    return ALLOWED
