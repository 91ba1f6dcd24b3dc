"""What the consultation rounds have on the start page of the process."""

from django.utils.translation import gettext as _

from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.programme.start_page import Card


def card(_actor: Actor) -> Card:
    """What is or has been out for comments."""
    return Card(
        _("Remisser"),
        _("Det som länets organisationer får säga vad de tycker om innan det bestäms."),
        ((_("Remisser"), address("consultation:rounds")),),
    )
