"""What a letter says: the same to everybody. Who reads it over a shoulder learns nothing."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _
from django.utils.translation import override

from kronobarn.core import clock
from kronobarn.post.calendar import Entry, method, sign_in_address, written
from kronobarn.post.models import Letter

HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def made(letter: Letter, to: str) -> EmailMultiAlternatives:
    """The letter, in the language of whoever it is to.

    Its number follows the row: were it sent twice, because the machine stopped between the mail server's answer and our
    note of it, mail systems see that it is the same.
    """
    person = letter.to.person
    with override(person.language if person else settings.COUNTY_LANGUAGE):
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
            headers={**HEADERS, "Message-ID": f"<{letter.pk}@kronobarn>"},
        )
        if letter.entry:
            entry = Entry.from_json(letter.entry)
            file = written(entry, made_at=clock.now(), to=to).decode()
            message.attach_alternative(file, f"text/calendar; method={method(entry, invites=True)}; charset=utf-8")
    return message
