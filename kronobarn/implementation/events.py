"""What happens around the units, in the words of the log. Rows are named by their ids."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class StepWritten(Event):
    kind: ClassVar[str] = "implementation.step_written"
    sentence: ClassVar[str | Promise] = _("Skrev in hur långt en enhet har kommit i införandet")

    step: str
    since: date


@dataclass(frozen=True)
class StepCorrected(Event):
    kind: ClassVar[str] = "implementation.step_corrected"
    sentence: ClassVar[str | Promise] = _("Rättade hur långt en enhet har kommit i införandet")

    step: str
    since: date


@dataclass(frozen=True)
class RequestMade(Event):
    kind: ClassVar[str] = "implementation.request_made"
    sentence: ClassVar[str | Promise] = _("Bad länets processledare om ett besök eller ett svar")

    of_kind: str


@dataclass(frozen=True)
class RequestReplied(Event):
    kind: ClassVar[str] = "implementation.request_replied"
    sentence: ClassVar[str | Promise] = _("Svarade på en enhets fråga eller önskan om besök")

    said: str


@dataclass(frozen=True)
class RequestTakenBack(Event):
    kind: ClassVar[str] = "implementation.request_taken_back"
    sentence: ClassVar[str | Promise] = _("Tog tillbaka en fråga eller en önskan om besök")


@dataclass(frozen=True)
class TellingWritten(Event):
    kind: ClassVar[str] = "implementation.telling_written"
    sentence: ClassVar[str | Promise] = _("Skrev in vad en målgrupp har fått veta")

    group: str
    told_on: date


@dataclass(frozen=True)
class TellingCorrected(Event):
    kind: ClassVar[str] = "implementation.telling_corrected"
    sentence: ClassVar[str | Promise] = _("Rättade vad en målgrupp har fått veta")

    group: str
    told_on: date


@dataclass(frozen=True)
class TableTaken(Event):
    kind: ClassVar[str] = "implementation.taken"
    sentence: ClassVar[str | Promise] = _("Hämtade hur långt enheterna har kommit som fil")
