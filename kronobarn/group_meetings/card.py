"""What the groups' meetings have on the start page of the process."""

from django.utils.translation import gettext as _

from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.programme.start_page import Card


def card(_actor: Actor) -> Card:
    """The meetings, and what waits for the reader in them."""
    return Card(
        _("Gruppernas möten"),
        _("Dagordningar, anteckningar och beslut i länets grupper."),
        (
            (_("Gruppernas möten"), address("group_meetings:meetings")),
            (_("Mina uppgifter i länets process"), address("group_meetings:mine")),
        ),
    )
