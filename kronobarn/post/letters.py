"""What a letter says: the same to everybody. Who reads it over a shoulder learns nothing."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from kronobarn.core import clock
from kronobarn.core.links import Link
from kronobarn.post.calendar import Entry, method, sign_in_address, written
from kronobarn.post.models import Letter
from kronobarn.post.rules import Kind

HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}

Writer = Callable[[Mapping[str, Any]], tuple[str, str] | None]
"""From what was kept with a letter to a function's box, to its subject and its text; None when it is of no use any more."""

_writers: dict[str, Writer] = {}
CONFIRM: Final = Link("kronobarn.post.confirm")


def written_by(feature: str, writer: Writer) -> None:
    """Say who writes a feature's letters to functions' boxes. Called once, when the feature is loaded."""
    _writers[feature] = writer


def to_function(letter: Letter, to: str) -> EmailMultiAlternatives | None:
    """A letter to a function's box, as its feature writes it now."""
    assert letter.entry is not None  # which the database holds
    with override(settings.COUNTY_LANGUAGE):
        said = _writers[letter.entry["of"]](letter.entry)
    if said is None:
        return None
    subject, text = said
    return EmailMultiAlternatives(subject, text, to=[to], headers=_headers(letter))


def _headers(letter: Letter) -> dict[str, str]:
    """Its number follows the row: were it sent twice, because the machine stopped between the mail server's answer and
    our note of it, mail systems see that it is the same.
    """
    return {**HEADERS, "Message-ID": f"<{letter.pk}@kronobarn>"}


def confirm_address(asked_with: UUID) -> str:
    """Where an address is confirmed; only its path where the installation has no address."""
    return str(settings.SITE_ADDRESS).rstrip("/") + reverse("post:confirm", args=[CONFIRM.key(asked_with)])


def _to_confirm(letter: Letter, to: str) -> EmailMultiAlternatives:
    """The link. Nothing else of the person is told at an address that may be somebody else's."""
    assert letter.to.asked_with is not None  # nobody else is asked
    parts = [
        _("Någon vill få mejl från Kronobarn till den här adressen. Är det du? Öppna länken, logga in och bekräfta:"),
        confirm_address(letter.to.asked_with),
        _("Länken gäller i två dygn och bara en gång. Var det inte du behöver du inte göra något."),
        _("Svara inte på det här brevet. Det är skickat av systemet, och ingen läser svaren."),
    ]
    return EmailMultiAlternatives(_("Bekräfta din e-postadress"), "\n\n".join(parts), to=[to], headers=_headers(letter))


def made(letter: Letter, to: str) -> EmailMultiAlternatives | None:
    """The letter, in the language of whoever it is to; None when there is nothing to say any more."""
    if letter.kind == Kind.FUNCTION:
        return to_function(letter, to)
    person = letter.to.person
    with override(person.language if person else settings.COUNTY_LANGUAGE):
        if letter.kind == Kind.CONFIRM:
            return _to_confirm(letter, to)
        parts = [
            _("Något väntar på dig i Kronobarn."),
            _("Logga in som du brukar och öppna Min dag. Där står vad det är."),
            sign_in_address(),
            _("Svara inte på det här brevet. Det är skickat av systemet, och ingen läser svaren."),
        ]
        message = EmailMultiAlternatives(
            _("Något väntar på dig i Kronobarn"),
            "\n\n".join(filter(None, parts)),
            to=[to],
            headers=_headers(letter),
        )
        if letter.entry:
            entry = Entry.from_json(letter.entry)
            file = written(entry, made_at=clock.now(), to=to).decode()
            message.attach_alternative(file, f"text/calendar; method={method(entry, invites=True)}; charset=utf-8")
    return message
