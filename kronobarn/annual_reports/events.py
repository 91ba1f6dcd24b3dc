"""What happens with the annual reports, in the words of the log. Rows are named by their ids."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class ReportBegun(Event):
    kind: ClassVar[str] = "annual_reports.begun"
    sentence: ClassVar[str | Promise] = _("Började på en årsberättelse för länets process")

    year: int


@dataclass(frozen=True)
class PartWritten(Event):
    kind: ClassVar[str] = "annual_reports.part_written"
    sentence: ClassVar[str | Promise] = _("Skrev i ett kapitel i en årsberättelse för länets process")

    chapter: str
    number: int


@dataclass(frozen=True)
class ReportSettled(Event):
    kind: ClassVar[str] = "annual_reports.settled"
    sentence: ClassVar[str | Promise] = _("Skrev in att en årsberättelse för länets process är fastställd")

    settled_on: date


@dataclass(frozen=True)
class ReportTakenBack(Event):
    kind: ClassVar[str] = "annual_reports.taken_back"
    sentence: ClassVar[str | Promise] = _("Tog tillbaka en fastställd årsberättelse för länets process")


@dataclass(frozen=True)
class ReportCorrected(Event):
    kind: ClassVar[str] = "annual_reports.corrected"
    sentence: ClassVar[str | Promise] = _("Skrev en rättelse bredvid en årsberättelse för länets process")

    chapter: str


@dataclass(frozen=True)
class ReportPublished(Event):
    kind: ClassVar[str] = "annual_reports.published"
    sentence: ClassVar[str | Promise] = _("Öppnade en årsberättelse för länets process för alla")


@dataclass(frozen=True)
class ReportUnpublished(Event):
    kind: ClassVar[str] = "annual_reports.unpublished"
    sentence: ClassVar[str | Promise] = _("Slutade visa en årsberättelse för länets process för alla")


@dataclass(frozen=True)
class ReportTaken(Event):
    kind: ClassVar[str] = "annual_reports.taken"
    sentence: ClassVar[str | Promise] = _("Hämtade en årsberättelse för länets process")

    form: str
