"""What waits for somebody who has been named the organiser of an event: the event itself, until it has been."""

from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.core.others import Line
from kronobarn.learning.models import Event

MOST: Final = 50


def organised_by_me(actor: Actor) -> list[Line]:
    """As lines of My day, the soonest first. Who leads the process has the list of events instead."""
    if actor.assignment_id is None:
        return []
    rows = Event.objects.visible_to(actor).filter(
        organiser=actor.person_id, cancelled_at=None, ends_at__gte=clock.now()
    )
    return [
        Line(
            _("Du arrangerar: %(event)s") % {"event": one.title},
            address("learning:event", one.pk),
            timezone.localdate(one.starts_at),
        )
        for one in rows.order_by("starts_at")[:MOST]
    ]
