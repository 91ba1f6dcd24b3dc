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
    sentence: ClassVar = _("Svarade på frågan om samtycke")

    form: str


@dataclass(frozen=True)
class ConsentRecorded(Event):
    kind: ClassVar = "consent.recorded"
    sentence: ClassVar = _("Skrev in någons svar på frågan om samtycke")

    form: str


@dataclass(frozen=True)
class ConsentWithdrawn(Event):
    kind: ClassVar = "consent.withdrawn"
    sentence: ClassVar = _("Drog tillbaka ett samtycke")

    services: list[int]
    ended: int


@dataclass(frozen=True)
class AlternativeRecorded(Event):
    kind: ClassVar = "consent.alternative"
    sentence: ClassVar = _("Skrev in en laglig grund")

    basis: str
