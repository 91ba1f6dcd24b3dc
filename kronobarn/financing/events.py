"""What happens with the money of the process, in the words of the log. Rows are named by their ids."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class YearBegun(Event):
    kind: ClassVar[str] = "financing.year_begun"
    sentence: ClassVar[str | Promise] = _("Började på ett ekonomiskt år för länets process")

    number: int


@dataclass(frozen=True)
class LineAdded(Event):
    kind: ClassVar[str] = "financing.line_added"
    sentence: ClassVar[str | Promise] = _("Skrev in en rad i budgeten för länets process")

    side: str


@dataclass(frozen=True)
class LineCorrected(Event):
    kind: ClassVar[str] = "financing.line_corrected"
    sentence: ClassVar[str | Promise] = _("Rättade en rad i budgeten för länets process")


@dataclass(frozen=True)
class OutcomeWritten(Event):
    kind: ClassVar[str] = "financing.outcome_written"
    sentence: ClassVar[str | Promise] = _("Skrev in utfallet av en rad i budgeten för länets process")


@dataclass(frozen=True)
class BudgetAdopted(Event):
    kind: ClassVar[str] = "financing.budget_adopted"
    sentence: ClassVar[str | Promise] = _("Skrev in att budgeten för länets process är antagen")

    adopted_on: date


@dataclass(frozen=True)
class TableTaken(Event):
    kind: ClassVar[str] = "financing.taken"
    sentence: ClassVar[str | Promise] = _("Hämtade finansieringen av länets process som fil")

    form: str
