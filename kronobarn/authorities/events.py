"""What can happen to the county and its assignments, in the words of the log."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class CountyApplied(Event):
    kind: ClassVar[str] = "county.applied"
    sentence: ClassVar[str | Promise] = _("Länets enheter ändrades efter filerna.")

    created: int
    changed: int
    deactivated: int
    removed: int


@dataclass(frozen=True)
class AssignmentGiven(Event):
    kind: ClassVar[str] = "assignment.given"
    sentence: ClassVar[str | Promise] = _("Ett uppdrag gavs.")

    person_id: int
    unit_id: int
    profession: str
    role: str
    since: date
    until: date | None


@dataclass(frozen=True)
class AssignmentEnded(Event):
    kind: ClassVar[str] = "assignment.ended"
    sentence: ClassVar[str | Promise] = _("Ett uppdrag avslutades.")

    person_id: int
    unit_id: int
    until: date


@dataclass(frozen=True)
class UnitRenamed(Event):
    kind: ClassVar[str] = "unit.renamed"
    sentence: ClassVar[str | Promise] = _("En enhet bytte namn.")


@dataclass(frozen=True)
class UnitClosed(Event):
    kind: ClassVar[str] = "unit.closed"
    sentence: ClassVar[str | Promise] = _("En enhet avvecklades.")
