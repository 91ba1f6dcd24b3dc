"""The letter that a function's box gets when a round asks, as it is written when it is sent. No child is near."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from kronobarn.action_plans.models import FollowUp
from kronobarn.action_plans.rules import Tells
from kronobarn.authorities.models import Assignment
from kronobarn.post.calendar import sign_in_address
from kronobarn.ui.dates import date_long

FEATURE: Final = "action_plans"


def written(kept: Mapping[str, Any]) -> tuple[str, str] | None:
    """Subject and text; None when the round is over, or nothing more is asked of the box."""
    from kronobarn.action_plans import telling

    about, _sep, box = kept["about"].partition(":")
    asked = FollowUp.objects.select_related("plan").get(pk=kept["row"])
    left = [one.activity for one in telling.unanswered(asked.pk) if one.activity.mailbox == box]
    if asked.closed_at is not None or not left:
        return None
    subject = _("Uppföljning: %s") if about == Tells.ASKED else _("Påminnelse om uppföljningen: %s")
    parts = [
        _("Så här går det med handlingsplanen ”%(plan)s”? Er funktion ansvarar för:") % {"plan": asked.plan.title},
        "\n".join(f"- {one.title} ({one.function})" for one in left),
        _("Svara senast %s.") % date_long(asked.answer_by),
        asked.words,
        _("Den som har konto skriver svaret i Kronobarn, under Handlingsplaner:"),
        sign_in_address(),
        _answer_to(asked),
        _("Svara inte på det här brevet. Det är skickat av systemet, och ingen läser svaren."),
    ]
    return subject % asked.plan.title, "\n\n".join(filter(None, parts))


def _answer_to(asked: FollowUp) -> str:
    """The box of whoever asks, for those without an account."""
    at = Assignment.objects.standing().filter(person=asked.started_by_id).exclude(unit__mailbox="")
    box = at.order_by("pk").values_list("unit__mailbox", flat=True).first()
    return _("Har ingen hos er konto? Skriv var det står till %s, så skrivs det in.") % box if box else ""
