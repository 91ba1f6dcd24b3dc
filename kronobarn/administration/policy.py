"""Who administers, and what must be so before an assignment is given."""

from django.utils.translation import gettext as _

from kronobarn.authorities.rules import Role
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.people.models import Person


def may_administer(actor: Actor) -> Decision:
    """The administrator of an organisation."""
    if actor.role != Role.ADMINISTRATOR or actor.area_id is None:
        return Decision(
            _("Här sköter administratören konton och uppdrag. Behöver du ett uppdrag vänder du dig till hen.")
        )
    return ALLOWED


def may_give(actor: Actor, person: Person) -> Decision:
    """To somebody else, who can sign in."""
    if not (decision := may_administer(actor)):
        return decision
    if actor.person_id == person.pk:
        return Decision(_("Du kan inte ge dig själv ett uppdrag. Be en annan administratör."))
    if not person.is_active:
        return Decision(_("Kontot är stängt. Öppna det först."))
    return ALLOWED
