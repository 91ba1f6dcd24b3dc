"""Who may take everything there is about a child, and for whom."""

from datetime import timedelta

from django.utils.translation import gettext as _

from kronobarn.audit.models import LogEntry
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Role
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.people.models import Child
from kronobarn.rights.events import ExtractTaken
from kronobarn.rights.rules import EXTRACTS_AN_HOUR


def may_take(actor: Actor) -> Decision:
    """The family for themselves, and as often as anybody reads such a thing."""
    if not actor.is_family:
        return Decision(_("Det här utdraget är familjens eget. Den som ansvarar kan ta fram ett åt dem."))
    return has_not_taken_too_many(actor)


def may_give(actor: Actor, child: Child) -> Decision:
    """The responsible takes it for the child or a guardian who has asked."""
    if not Seat.objects.held_by(actor, Role.RESPONSIBLE).filter(child=child.pk).exists():
        return Decision(_("Det är barnensbästa-ansvarig som lämnar registerutdrag till familjen. Be hen."))
    return has_not_taken_too_many(actor)


def has_not_taken_too_many(actor: Actor) -> Decision:
    """So many an hour: an extract holds all there is."""
    taken = LogEntry.objects.filter(
        person_id=actor.person_id, kind=ExtractTaken.kind, at__gt=clock.now() - timedelta(hours=1)
    )
    if taken.count() >= EXTRACTS_AN_HOUR:
        return Decision(_("Du har tagit fram många registerutdrag den senaste timmen. Försök igen om en timme."))
    return ALLOWED
