"""When the invented county may be put into a database."""

from django.utils.translation import gettext as _

from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.people.models import Person


def may_load(actor: Actor) -> Decision:
    """From the command line, and never beside real people: nobody should have to tell the two apart."""
    if actor != SYSTEM:
        return Decision(_("Demolänet läses in från kommandoraden."))
    if Person.objects.filter(is_demo=False).exists():
        return Decision(_("Här finns redan riktiga personer. Demolänet läses bara in i en tom databas."))
    return ALLOWED
