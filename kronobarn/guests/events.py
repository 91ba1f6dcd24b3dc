"""What is logged of those who answer without an account."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class GuestAsked(Event):
    kind: ClassVar = "guest.asked"
    sentence: ClassVar = _("Frågade någon som inte har konto, genom en länk")


@dataclass(frozen=True)
class GuestOpened(Event):
    """In the name of the one who asked: nobody is signed in."""

    kind: ClassVar = "guest.opened"
    sentence: ClassVar = _("En fråga öppnades genom länken och koden")


@dataclass(frozen=True)
class GuestAnswered(Event):
    kind: ClassVar = "guest.answered"
    sentence: ClassVar = _("Ett svar kom genom länken")

    answer: str
    """The record of the answer."""


@dataclass(frozen=True)
class GuestGuessed(Event):
    kind: ClassVar = "guest.guessed"
    sentence: ClassVar = _("Någon skrev fel kod till en länk")

    tries: int


@dataclass(frozen=True)
class GuestWithdrawn(Event):
    kind: ClassVar = "guest.withdrawn"
    sentence: ClassVar = _("Tog tillbaka en fråga till någon utan konto")
