"""Who can show a photograph of themself."""

from django.utils.translation import gettext as _

from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.people.models import Person


def may_add(actor: Actor, person: Person) -> Decision:
    """Whoever works here, of themself. Whose data are protected is not shown anywhere."""
    if actor.is_family or actor.person_id != person.pk:
        return Decision(_("Foton är för dem som arbetar runt ett barn, och var och en lägger in sitt eget."))
    if person.protected:
        return Decision(_("Du har skyddade personuppgifter. Därför visas inget foto av dig, och inget kan läggas in."))
    return ALLOWED
