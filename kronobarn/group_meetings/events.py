"""What happens with the meetings of the county's groups, in the words of the log."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class MeetingCalled(Event):
    kind: ClassVar[str] = "group_meeting.called"
    sentence: ClassVar[str | Promise] = _("Kallade en grupp i länets process till ett möte")

    on: date


@dataclass(frozen=True)
class CallChanged(Event):
    kind: ClassVar[str] = "group_meeting.changed"
    sentence: ClassVar[str | Promise] = _("Ändrade kallelsen till ett möte i en grupp i länets process")

    changed: tuple[str, ...]


@dataclass(frozen=True)
class MeetingCancelled(Event):
    kind: ClassVar[str] = "group_meeting.cancelled"
    sentence: ClassVar[str | Promise] = _("Ställde in ett möte i en grupp i länets process")


@dataclass(frozen=True)
class NotesWritten(Event):
    kind: ClassVar[str] = "group_meeting.written"
    sentence: ClassVar[str | Promise] = _("Skrev anteckningar från ett möte i en grupp i länets process")


@dataclass(frozen=True)
class DecisionWritten(Event):
    kind: ClassVar[str] = "group_meeting.decision_written"
    sentence: ClassVar[str | Promise] = _("Skrev in ett beslut från ett möte i en grupp i länets process")

    applies_to: str


@dataclass(frozen=True)
class DecisionRemoved(Event):
    kind: ClassVar[str] = "group_meeting.decision_removed"
    sentence: ClassVar[str | Promise] = _("Tog bort ett beslut ur anteckningar som inte är justerade")


@dataclass(frozen=True)
class TaskWritten(Event):
    kind: ClassVar[str] = "group_meeting.task_written"
    sentence: ClassVar[str | Promise] = _("Skrev in en uppgift från ett möte i en grupp i länets process")


@dataclass(frozen=True)
class TaskRemoved(Event):
    kind: ClassVar[str] = "group_meeting.task_removed"
    sentence: ClassVar[str | Promise] = _("Tog bort en uppgift ur anteckningar som inte är justerade")


@dataclass(frozen=True)
class TaskFinished(Event):
    kind: ClassVar[str] = "group_meeting.task_finished"
    sentence: ClassVar[str | Promise] = _("Skrev att en uppgift i en grupp i länets process är klar")


@dataclass(frozen=True)
class TaskReopened(Event):
    kind: ClassVar[str] = "group_meeting.task_reopened"
    sentence: ClassVar[str | Promise] = _("Skrev att en uppgift i en grupp i länets process inte är klar")


@dataclass(frozen=True)
class MeetingHeld(Event):
    kind: ClassVar[str] = "group_meeting.held"
    sentence: ClassVar[str | Promise] = _("Avslutade ett möte i en grupp i länets process")


@dataclass(frozen=True)
class ApproverChosen(Event):
    kind: ClassVar[str] = "group_meeting.approver_chosen"
    sentence: ClassVar[str | Promise] = _("Valde en annan justerare för ett möte i en grupp i länets process")


@dataclass(frozen=True)
class NotesApproved(Event):
    kind: ClassVar[str] = "group_meeting.approved"
    sentence: ClassVar[str | Promise] = _("Justerade anteckningar från ett möte i en grupp i länets process")

    decisions: int
    by_themselves: bool


@dataclass(frozen=True)
class NotesCorrected(Event):
    kind: ClassVar[str] = "group_meeting.corrected"
    sentence: ClassVar[str | Promise] = _("Skrev en rättelse till justerade anteckningar i länets process")


@dataclass(frozen=True)
class NotesPublished(Event):
    kind: ClassVar[str] = "group_meeting.published"
    sentence: ClassVar[str | Promise] = _("Publicerade anteckningar från ett möte i en grupp i länets process")

    items: int
    with_names: bool


@dataclass(frozen=True)
class PublicationWithdrawn(Event):
    kind: ClassVar[str] = "group_meeting.withdrawn"
    sentence: ClassVar[str | Promise] = _("Återkallade publicerade anteckningar från ett möte i länets process")
