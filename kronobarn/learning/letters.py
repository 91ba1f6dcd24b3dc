"""What those who register are written. About the event, and one's own link: no name, and nothing of what one needs."""

from dataclasses import dataclass
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _
from django.utils.translation import override

from kronobarn.core import clock
from kronobarn.learning import keys
from kronobarn.learning.calendar import public_address, written
from kronobarn.learning.keys import Key
from kronobarn.learning.models import Event, Letter, Registration
from kronobarn.learning.rules import LetterKind
from kronobarn.post.letters import HEADERS
from kronobarn.ui.dates import moment

WITH_THE_TIME = (LetterKind.PLACE, LetterKind.CHANGED, LetterKind.CANCELLED)
"""Letters that bring the time to the reader's calendar, or take it away."""


def made(letter: Letter, ticket: str = "") -> EmailMultiAlternatives:
    """The letter, in the language that its reader registered in. A ticket is for an evaluation, and kept nowhere else."""
    registration, event = letter.registration, letter.registration.event
    kind = LetterKind(letter.kind)
    with override(registration.language):
        said = _said(kind, registration, event, ticket)
        foot = _("Mejlet är skickat av systemet, och ingen läser svaren.")
        text = "\n\n".join(filter(None, [*said.words, said.link, foot]))
        message = EmailMultiAlternatives(
            f"{said.subject}: {event.title}",
            text,
            to=[registration.email],
            headers={**HEADERS, "Message-ID": f"<{letter.pk}@kronobarn>"},
        )
        if kind in WITH_THE_TIME:
            method = "CANCEL" if event.cancelled_at else "PUBLISH"
            file = written(event, made_at=clock.now()).decode()
            message.attach("evenemang.ics", file, f"text/calendar; method={method}; charset=utf-8")
    return message


@dataclass(frozen=True)
class Said:
    subject: str
    words: list[str]
    link: str = ""


def link(registration: Registration) -> str:
    """One's own page: to confirm on, until that is done."""
    if registration.confirmed_at is None:
        return public_address("confirm", keys.key(registration.pk, Key.CONFIRM))
    return public_address("own", keys.key(registration.pk, Key.OWN))


def _said(kind: LetterKind, registration: Registration, event: Event, ticket: str) -> Said:
    where = _("%(title)s, %(when)s, %(place)s.") % {
        "title": event.title,
        "when": moment(event.starts_at),
        "place": event.place,
    }
    by = {"when": moment(registration.answer_by)}
    own = _("Här ser du din anmälan, ändrar den eller avbokar. Skicka inte länken vidare:")
    to = link(registration)
    match kind:
        case LetterKind.CONFIRM:
            return Said(_("Bekräfta din anmälan"), [where, *_held(registration, by), _confirm(by)], to)
        case LetterKind.ALREADY:
            already = _("Adressen är redan anmäld, så inget nytt har sparats.")
            return Said(
                _("Du är redan anmäld"), [where, already, own if registration.confirmed_at else _confirm(by)], to
            )
        case LetterKind.PLACE:
            return Said(_("Du har en plats"), [where, _("Din plats är klar. Välkommen!"), own], to)
        case LetterKind.WAITING:
            queue = _("Du står i kön. Blir en plats ledig får du ett mejl, och en tid att svara på.")
            return Said(_("Du står i kön"), [where, queue, own], to)
        case LetterKind.OFFER:
            offer = _("En plats har blivit ledig för dig. Svara senast %(when)s, annars går den till nästa i kön:") % by
            return Said(_("Du kan få en plats"), [where, offer], to)
        case LetterKind.REMINDER:
            return Said(_("Påminnelse"), [where, _("Kan du inte komma? Avboka, så får någon annan platsen."), own], to)
        case LetterKind.CHANGED:
            return Said(_("Ändrad tid eller plats"), [_("Så här gäller nu:"), where, own], to)
        case LetterKind.EVALUATION:
            return Said(_("Vad tyckte du?"), _evaluation(where), public_address("evaluate", ticket))
        case _:
            return _ended(kind, event, where)


def _held(registration: Registration, by: dict[str, Any]) -> list[str]:
    if registration.standing == "waiting":
        return [_("Alla platser är tagna. När du har bekräftat står du i kön.")]
    return [_("En plats hålls åt dig till %(when)s.") % by]


def _confirm(by: dict[str, Any]) -> str:
    return _("Öppna länken och bekräfta senast %(when)s. Har du inte anmält dig själv behöver du inte göra något:") % by


def _evaluation(where: str) -> list[str]:
    return [
        where,
        _("Tack för att du kom. Det tar två minuter att svara. Ingen kan se vem som har svarat vad:"),
    ]


def _ended(kind: LetterKind, event: Event, where: str) -> Said:
    """What has no link any more."""
    if kind is LetterKind.LAPSED:
        return Said(_("Platsen har gått vidare"), [where, _("Vi fick inget svar i tid. Du kan anmäla dig igen.")])
    if kind is LetterKind.LEFT:
        return Said(_("Din anmälan är avbokad"), [where, _("Du kan anmäla dig igen, om det finns plats.")])
    why = _("Evenemanget är inställt: %(why)s") % {"why": event.cancelled_because}
    return Said(_("Inställt"), [where, why])
