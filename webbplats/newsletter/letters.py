"""What letters say. An issue is written once, when it is started; each letter of it differs in one link alone.

No letter loads anything and no link leads anywhere else than where it says: a picture is told of in words, and no address
has anything in it that tells who follows it, but the one that ends the subscription.
"""

from dataclasses import dataclass
from email.utils import make_msgid
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin, urlsplit
from uuid import UUID

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from webbplats.models import IssuePage
from webbplats.newsletter.models import Letter, Sending, Subscriber

SALT: Final = "newsletter.confirm"
NOBODY: Final = UUID(int=0)
"""The key that an issue is written with. It is nobody's: a letter that is sent to try leads to it."""
NO_LETTER: Final = UUID(int=1)
BLANK: Final = "nobody@nowhere.invalid"
BLOCKS: Final = frozenset({"p", "h1", "h2", "h3", "ul", "ol", "li", "blockquote", "div", "section", "footer", "main"})


@dataclass(frozen=True, slots=True)
class Written:
    """An issue as a letter."""

    subject: str
    html: str
    text: str


def home() -> str:
    return str(settings.SITE_ADDRESS).rstrip("/")


def leave_address(key: UUID, language: str) -> str:
    with override(language):
        return home() + reverse("newsletter:leave", args=[key])


def own_address(key: UUID, language: str) -> str:
    with override(language):
        return home() + reverse("newsletter:own", args=[key])


def confirm_address(subscriber: Subscriber) -> str:
    """Good once, and for 48 hours. Nothing of the address is in it."""
    token = signing.dumps([str(subscriber.pk), str(subscriber.link)], salt=SALT)
    with override(subscriber.language):
        return home() + reverse("newsletter:confirm", args=[token])


def written(issue: IssuePage) -> Written:
    """The issue as its page now is."""
    language = issue.locale.language_code
    with override(language):
        context = {
            "page": issue,
            "language": language,
            "web": issue.full_url or home(),
            "leave": leave_address(NOBODY, language),
            "own": own_address(NOBODY, language),
        }
        soup = BeautifulSoup(render_to_string("webbplats/newsletter/letter.html", context), "html.parser")
    for link in soup("a", href=True):
        link["href"] = urljoin(f"{home()}/", str(link["href"]))
    if soup.head:
        soup.head.append(style := soup.new_tag("style"))
        style.string = _style()
    return Written(str(issue.title), str(soup), in_plain_text(soup))


@cache
def _style() -> str:
    return (Path(__file__).parent / "letter.css").read_text(encoding="utf-8")


def in_plain_text(soup: BeautifulSoup) -> str:
    """The same words, for who reads letters without HTML."""
    parts = _lines(soup.body or soup).split("\n")
    kept: list[str] = []
    for line in (" ".join(part.split()) for part in parts):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip() + "\n"


def _lines(node: Tag) -> str:
    said = ""
    for child in node.children:
        if isinstance(child, Tag):
            inner = _lines(child)
            if child.name == "a" and child.get("href") and str(child["href"]) not in inner:
                inner = f"{inner.strip()} ({child['href']})"
            if child.name == "br":
                said += "\n"
            elif child.name in BLOCKS:
                said += f"\n\n{'- ' if child.name == 'li' else ''}{inner.strip()}\n\n"
                said = said.replace("\n\n\n\n- ", "\n- ")
            else:
                said += inner
        elif isinstance(child, NavigableString):
            said += " ".join(str(child).split("\n"))
    return said


class Press:
    """The letters of one issue. What is the same in all of them is put together once; a letter is that, with three
    things written in: the address, the reader's own key, and the letter's number.

    The number follows the row: were a letter ever sent twice, mail systems see that it is the same.
    """

    def __init__(self, sending: Sending) -> None:
        self._sending = sending
        whole: Any = self._whole(BLANK, NOBODY, NO_LETTER).message()
        self._same: bytes = whole.as_bytes(linesep="\r\n")
        keys = sending.html.count(str(NOBODY)) + sending.text.count(str(NOBODY)) + 1
        found = [self._same.count(mark.encode()) for mark in (f"To: {BLANK}", str(NOBODY), str(NO_LETTER))]
        self._can_stamp = found == [1, keys, 1]  # not when a long line is broken in the middle of one of them

    def of(self, letter: Letter, subscriber: Subscriber) -> EmailMessage:
        if not self._can_stamp or not subscriber.address.isascii():
            return self._whole(subscriber.address, subscriber.pk, letter.pk)
        text = self._same.replace(f"To: {BLANK}".encode(), f"To: {subscriber.address}".encode(), 1)
        text = text.replace(str(NOBODY).encode(), str(subscriber.pk).encode())
        return _Stamped(subscriber.address, text.replace(str(NO_LETTER).encode(), str(letter.pk).encode(), 1))

    def _whole(self, to: str, key: UUID, number: UUID) -> EmailMultiAlternatives:
        made = Written(self._sending.subject, self._sending.html, self._sending.text)
        return _message(made, to=to, key=key, language=self._sending.language, number=f"<{number}@{_host()}>")


class _Ready:
    """A letter as bytes, in the shape that Django's connections ask for."""

    def __init__(self, text: bytes) -> None:
        self._text = text

    def as_bytes(self, linesep: str = "\r\n") -> bytes:
        return self._text


class _Stamped(EmailMessage):
    def __init__(self, to: str, text: bytes) -> None:
        super().__init__(to=[to])
        self._ready = _Ready(text)

    def message(self, *, policy: Any = None) -> Any:
        return self._ready


def to_try(issue: IssuePage, to: str) -> EmailMultiAlternatives:
    """The issue as it is now, also before it is published, to whoever is to look at it."""
    made = written(issue)
    said = _("Prov: %(title)s") % {"title": made.subject}
    tried = Written(said, made.html, made.text)
    return _message(
        tried, to=to, key=NOBODY, language=issue.locale.language_code, number=make_msgid("prov", domain=_host())
    )


def _message(made: Written, *, to: str, key: UUID, language: str, number: str) -> EmailMultiAlternatives:
    nobody, own = str(NOBODY), str(key)
    headers = {
        "Message-ID": number,
        "List-Id": f"<nyhetsbrev.{_host()}>",
        "List-Unsubscribe": f"<{leave_address(key, language)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
        "X-Auto-Response-Suppress": "All",
    }
    message = EmailMultiAlternatives(made.subject, made.text.replace(nobody, own), to=[to], headers=headers)
    message.attach_alternative(made.html.replace(nobody, own), "text/html")
    return message


def about_subscription(subscriber: Subscriber) -> EmailMultiAlternatives:
    """The link for confirming; to who subscribes already, the way to their choices. Which it is, only the letter tells."""
    with override(subscriber.language):
        if subscriber.confirmed_at is None:
            subject = _("Bekräfta att du vill ha nyhetsbrevet")
            parts = [
                _("Någon, förhoppningsvis du, har bett om nyhetsbrevet från Barnens bästa gäller! i Kronoberg."),
                _("Öppna länken och bekräfta. Den gäller i 48 timmar och en gång:"),
                confirm_address(subscriber),
                _("Var det inte du behöver du inte göra något. Då tas adressen bort av sig själv."),
            ]
        else:
            subject = _("Du har redan nyhetsbrevet")
            parts = [
                _("Någon, förhoppningsvis du, har bett om nyhetsbrevet från Barnens bästa gäller! i Kronoberg."),
                _("Du får det redan. Vill du ändra vad du får, eller sluta, gör du det här:"),
                own_address(subscriber.pk, subscriber.language),
            ]
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    return EmailMultiAlternatives(subject, "\n\n".join(parts), to=[subscriber.address], headers=headers)


def _host() -> str:
    return urlsplit(home()).hostname or "localhost"
