"""What the units' way into the model has on the start page of the process."""

from django.utils.translation import gettext as _

from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.programme.start_page import Card


def card(_actor: Actor) -> Card:
    """Units, requests and target groups."""
    return Card(
        _("Införandet"),
        _("Hur långt enheterna har kommit med modellen, och vilka som har fått veta vad."),
        (
            (_("Enheterna"), address("implementation:overview")),
            (_("Besök och frågor"), address("implementation:requests")),
            (_("Målgrupper"), address("implementation:told")),
        ),
    )
