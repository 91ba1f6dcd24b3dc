"""The letters that organisations get about a round, as they are written when they are sent: with a link of their own."""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kronobarn.core.actor import SYSTEM
from kronobarn.ui.dates import date_long

FEATURE: Final = "consultation"
INVITED: Final = "invited"
REMINDED: Final = "reminded"
AGAIN: Final = "again"


def can_be_sent() -> bool:
    """Whether letters can be sent, and can say where the link leads."""
    return bool(settings.EMAIL_HOST and settings.SITE_ADDRESS)


def written(kept: Mapping[str, Any]) -> tuple[str, str] | None:
    """Subject and text; None when the organisation cannot answer any more, or need not."""
    from kronobarn.consultation import actions, policy
    from kronobarn.consultation.models import Invitation
    from kronobarn.consultation.rules import State

    invitation = Invitation.objects.select_related("round__adoption").get(pk=kept["row"])
    one = invitation.round
    soon = one.state() is State.SENT
    if not (soon or policy.may_enter(invitation)):
        return None
    if kept["about"].startswith(REMINDED) and invitation.submissions.filter(taken_back_at=None).exists():
        return None
    key = actions.link_in_letter(invitation=invitation, by=SYSTEM)
    address = settings.SITE_ADDRESS.rstrip("/") + reverse("remiss:enter", args=[key])
    reminder = kept["about"].startswith(REMINDED)
    subject = _("Påminnelse om remissen: %s") if reminder else _("Remiss: %s")
    parts = [
        _("%(organisation)s är inbjuden att svara på remissen ”%(title)s”.")
        % {"organisation": invitation.name, "title": one.title},
        _("Svara senast %s.") % date_long(invitation.last_day),
        *([_("Remissen öppnar %s.") % date_long(one.opens_on)] if soon else []),
        _("Länken är er. Ni kan spara och komma tillbaka, och flera hos er kan skriva. En av er lämnar in svaret."),
        address,
        _("Alla som har länken kan skriva i ert svar. Lämna den bara till dem som ska vara med."),
        _("Svara inte på det här brevet. Det är skickat av systemet, och ingen läser svaren."),
    ]
    return subject % one.title, "\n\n".join(parts)
