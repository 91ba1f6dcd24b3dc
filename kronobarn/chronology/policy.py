"""Who may add to a child's chronology, and put right what stands in it."""

from django.utils.translation import gettext as _

from kronobarn.chronology.models import LifeEvent
from kronobarn.circles.policy import is_open
from kronobarn.circles.reads import leads, sits_beside
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.people.models import Child


def may_add(actor: Actor, child: Child) -> Decision:
    """Whoever works with the child. The family tell, and read what is written of it."""
    if actor.is_family:
        return Decision(_("Det är de som arbetar med barnet som skriver här. Berätta för dem, så skriver de ner det."))
    if sits_beside(child, actor):
        return Decision(_("Du har ingen plats kring barnet som låter dig skriva här."))
    return is_open(child)


def may_correct(actor: Actor, event: LifeEvent, child: Child) -> Decision:
    """Whoever wrote it, or leads the work in the service that did. Both wordings are kept."""
    allowed = may_add(actor, child)
    if not allowed:
        return allowed
    record = event.record
    if record.author_id == actor.person_id and record.author_assignment_id == actor.assignment_id:
        return ALLOWED
    if record.owner_id != actor.area_id or not leads(child, actor):
        return Decision(
            _("Bara den som skrev händelsen, eller den som ansvarar, kan rätta den. Skriv en egen i stället.")
        )
    return ALLOWED
