"""What the money has on the start page of the process."""

from django.utils.translation import gettext as _

from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.programme.start_page import Card


def card(_actor: Actor) -> Card:
    """Years side by side."""
    return Card(
        _("Finansiering"),
        _("Vad det gemensamma arbetet kostar, och vad var och en bidrar med."),
        ((_("Andelar, budget och utfall"), address("financing:overview")),),
    )
