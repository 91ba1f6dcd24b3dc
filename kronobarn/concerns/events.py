"""What can happen to a signal and to a matter."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class SignalSent(Event):
    kind: ClassVar = "signal.sent"
    sentence: ClassVar = _("Skickade en signal till den som ansvarar")

    to_assignment: int
    urgent: bool


@dataclass(frozen=True)
class ReportMade(Event):
    """Without a child: whoever reads the log of a child must not learn of it."""

    kind: ClassVar = "report.made"
    sentence: ClassVar = _("Gjorde en orosanmälan som dokument")


@dataclass(frozen=True)
class SignalReceived(Event):
    kind: ClassVar = "signal.received"
    sentence: ClassVar = _("Tog emot en signal")

    matter: UUID


@dataclass(frozen=True)
class MatterOpened(Event):
    kind: ClassVar = "matter.opened"
    sentence: ClassVar = _("Öppnade ett ärende")


@dataclass(frozen=True)
class MatterMoved(Event):
    kind: ClassVar = "matter.moved"
    sentence: ClassVar = _("Förde ärendet vidare")

    was: str
    now: str


@dataclass(frozen=True)
class MatterClosed(Event):
    kind: ClassVar = "matter.closed"
    sentence: ClassVar = _("Avslutade ärendet")

    outcome: str
