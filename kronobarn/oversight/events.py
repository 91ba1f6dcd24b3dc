"""What whoever reviews the log does, and who has taken a child's log with them, in the words of the log."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class LogSearched(Event):
    """Someone looked in the log of their area. A number that was asked for is not written."""

    kind: ClassVar = "log.searched"
    sentence: ClassVar = _("Sökte i loggen för att granska den")
    is_look: ClassVar = True

    since: date
    until: date
    persons: tuple[int, ...]
    unit: int | None
    about_a_child: bool
    found: int


@dataclass(frozen=True)
class VisitOpened(Event):
    kind: ClassVar = "log.visit_opened"
    sentence: ClassVar = _("Granskade i loggen vem som har läst")
    is_look: ClassVar = True


@dataclass(frozen=True)
class SampleOpened(Event):
    kind: ClassVar = "log.sample_opened"
    sentence: ClassVar = _("Öppnade ett stickprov ur loggen")
    is_look: ClassVar = True


@dataclass(frozen=True)
class VisitJudged(Event):
    kind: ClassVar = "log.visit_judged"
    sentence: ClassVar = _("Skrev en bedömning av ett besök i loggen")

    outcome: str
    again: bool


@dataclass(frozen=True)
class SampleDrawn(Event):
    kind: ClassVar = "log.sample_drawn"
    sentence: ClassVar = _("Drog ett stickprov ur loggen")

    area: int
    month: date
    drawn: int


@dataclass(frozen=True)
class ExtractTaken(Event):
    """A summary of the child's log was shown, or taken along as a file."""

    kind: ClassVar = "log.extract_taken"
    sentence: ClassVar = _("Tog fram en sammanställning av vem som har läst")
    is_look: ClassVar = True

    form: str
