"""What the action plans have on the start page of the process."""

from django.utils.translation import gettext as _

from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.programme.start_page import Card


def card(_actor: Actor) -> Card:
    """The county's plan and the principals' own."""
    return Card(
        _("Handlingsplaner"),
        _("Länets plan, och vad kommunerna och regionen själva har planerat."),
        ((_("Handlingsplaner"), address("action_plans:overview")),),
    )
