"""What the log says of letters. No address stands there."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class LettersChosen(Event):
    kind: ClassVar[str] = "letters.chosen"
    sentence: ClassVar[str | Promise] = _("Valde hur ofta mejl ska komma när något väntar")

    often: str


@dataclass(frozen=True)
class AddressConfirmed(Event):
    kind: ClassVar[str] = "letters.address_confirmed"
    sentence: ClassVar[str | Promise] = _("Bekräftade adressen för mejl när något väntar")


@dataclass(frozen=True)
class BoxChosen(Event):
    kind: ClassVar[str] = "letters.chosen_for_box"
    sentence: ClassVar[str | Promise] = _("Valde hur ofta en enhets brevlåda ska få mejl")

    often: str


@dataclass(frozen=True)
class LettersTriedAgain(Event):
    kind: ClassVar[str] = "letters.tried_again"
    sentence: ClassVar[str | Promise] = _("Lät mejl som inte kommit fram skickas igen")

    letters: int
