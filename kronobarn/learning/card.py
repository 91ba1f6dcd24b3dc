"""What the events have on the start page of the process."""

from django.utils.translation import gettext as _

from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.learning import policy
from kronobarn.programme.start_page import Card


def card(actor: Actor) -> Card:
    """What anybody may come to; whoever leads or organises also plans."""
    links = [(_("Kommande evenemang"), address("events:events"))]
    if policy.may_organise_something(actor):
        links.append((_("Planera och följ"), address("learning:events")))
    words = _("Dialogseminarier, konferenser och workshoppar. Vem som helst kan läsa och anmäla sig.")
    return Card(_("Evenemang"), words, tuple(links))
