"""What the learning material has on the start page of the process."""

from django.utils.translation import gettext as _

from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.programme.start_page import Card


def card(_actor: Actor) -> Card:
    """What there is to read, and how far one has come."""
    return Card(
        _("Läromaterial"),
        _("Grundutbildning om modellen, och material för ditt yrke. Du ser själv hur långt du har kommit."),
        (
            (_("Läromaterial"), address("learning_material:library")),
            (_("Mitt lärande"), address("learning_material:mine")),
        ),
    )
