"""What is logged of messages. No words of theirs, and nobody's name."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class ThreadBegun(Event):
    kind: ClassVar = "thread.begun"
    sentence: ClassVar = _("Började skriva meddelanden")

    subject: str
    readers: int


@dataclass(frozen=True)
class MessageSent(Event):
    kind: ClassVar = "thread.written"
    sentence: ClassVar = _("Skrev ett meddelande")

    readers: int


@dataclass(frozen=True)
class MessageStruck(Event):
    kind: ClassVar = "thread.struck"
    sentence: ClassVar = _("Strök ett meddelande")

    corrected: bool


@dataclass(frozen=True)
class ParticipantAdded(Event):
    kind: ClassVar = "thread.joined"
    sentence: ClassVar = _("Tog med någon i en meddelandetråd")

    person: int


@dataclass(frozen=True)
class ParticipantLeft(Event):
    kind: ClassVar = "thread.left"
    sentence: ClassVar = _("Någon lämnade en meddelandetråd")

    person: int


@dataclass(frozen=True)
class ThreadFiled(Event):
    kind: ClassVar = "thread.filed"
    sentence: ClassVar = _("Sparade meddelanden som en handling")

    messages: int


@dataclass(frozen=True)
class ThreadClosed(Event):
    kind: ClassVar = "thread.closed"
    sentence: ClassVar = _("Avslutade en meddelandetråd som inte ska sparas")


@dataclass(frozen=True)
class ThreadSilent(Event):
    kind: ClassVar = "thread.silent"
    sentence: ClassVar = _("Systemet bad om att meddelanden sparas eller avslutas")
