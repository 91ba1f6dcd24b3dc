"""What the surveys have on the start page of the process."""

from django.utils.translation import gettext as _

from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.programme.start_page import Card


def card(_actor: Actor) -> Card:
    """What has been asked, and what came of it."""
    return Card(
        _("Enkäter"),
        _("Nulägesanalyser: vad medarbetare, chefer och familjer svarar, omgång för omgång."),
        ((_("Enkäter"), address("surveys:surveys")),),
    )
