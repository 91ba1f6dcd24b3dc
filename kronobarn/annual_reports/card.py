"""What the annual reports have on the start page of the process."""

from django.utils.translation import gettext as _

from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.programme.start_page import Card


def card(_actor: Actor) -> Card:
    """The years that have been told."""
    return Card(
        _("Årsberättelser"),
        _("Vad som har hänt i länets arbete, år för år, på papper och som bilder."),
        ((_("Årsberättelser"), address("annual_reports:overview")),),
    )
