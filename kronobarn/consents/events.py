"""What can happen to a consent."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class ConsentAsked(Event):
    kind: ClassVar = "consent.asked"
    sentence: ClassVar = _("Frågade om samtycke")

    request: UUID
    services: list[int]
    text_version: str


@dataclass(frozen=True)
class ConsentAnswered(Event):
    """Given, limited or refused; which of them is in the consent, not in the log that everyone may read."""

    kind: ClassVar = "consent.answered"
    sentence: ClassVar = _("Gav eller ändrade ett svar om samtycke")

    form: str


@dataclass(frozen=True)
class ConsentRecorded(Event):
    kind: ClassVar = "consent.recorded"
    sentence: ClassVar = _("Skrev in ett svar om samtycke")

    form: str


@dataclass(frozen=True)
class ConsentWithdrawn(Event):
    """Reads as an answer does: the other guardian and other services are not told who takes back a yes."""

    kind: ClassVar = "consent.withdrawn"
    sentence: ClassVar = _("Gav eller ändrade ett svar om samtycke")

    services: list[int]
    ended: int


@dataclass(frozen=True)
class AlternativeRecorded(Event):
    """Not told of in the log that the family reads: the reason may be that somebody is in danger."""

    kind: ClassVar = "consent.alternative"
    sentence: ClassVar = _("Arbetade med frågan om samtycke")

    basis: str


@dataclass(frozen=True)
class MaturityAssessed(Event):
    """How it was assessed is in the record, not in the log."""

    kind: ClassVar = "consent.maturity"
    sentence: ClassVar = _("Skrev in en bedömning av barnets mognad")


@dataclass(frozen=True)
class SharingLookedOver(Event):
    """Somebody new decides, or time has passed: how many disclosures wait for an answer."""

    kind: ClassVar = "consent.looked_over"
    sentence: ClassVar = _("Gick igenom vad som delas med samtycke")

    waiting: int


@dataclass(frozen=True)
class NightlyLook(Event):
    """The worker did it, not a person."""

    kind: ClassVar = "consent.nightly_look"
    sentence: ClassVar = _("Systemet gick igenom vad som delas med samtycke")
