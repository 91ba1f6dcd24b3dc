"""What happens around an emergency opening, in the words of the log."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class OpenedInAnEmergency(Event):
    kind: ClassVar = "emergency.opened"
    sentence: ClassVar = _("Öppnade barnet i ett nödläge")

    reason: str
    nth_in_month: int


@dataclass(frozen=True)
class ManyOpenings(Event):
    """One person has opened more children in a month than raises no question."""

    kind: ClassVar = "emergency.many"
    sentence: ClassVar = _("Många nödöppningar av samma person den månaden")

    nth_in_month: int


@dataclass(frozen=True)
class OpeningRead(Event):
    kind: ClassVar = "emergency.read"
    sentence: ClassVar = _("Läste varför barnet öppnades i ett nödläge")
    is_look: ClassVar = True


@dataclass(frozen=True)
class OpeningJudged(Event):
    kind: ClassVar = "emergency.judged"
    sentence: ClassVar = _("Bedömde en nödöppning")

    justified: bool


@dataclass(frozen=True)
class TellingPutOff(Event):
    kind: ClassVar = "emergency.put_off"
    sentence: ClassVar = _("Beslutade att familjen får veta om en nödöppning senare")

    until: datetime
