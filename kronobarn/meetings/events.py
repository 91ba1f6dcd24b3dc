"""What can happen to a meeting."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class MeetingCalled(Event):
    kind: ClassVar = "meeting.called"
    sentence: ClassVar = _("Kallade till möte")

    invited: int


@dataclass(frozen=True)
class MeetingAnswered(Event):
    kind: ClassVar = "meeting.answered"
    sentence: ClassVar = _("Svarade på en kallelse")

    answer: str


@dataclass(frozen=True)
class MeetingMoved(Event):
    kind: ClassVar = "meeting.moved"
    sentence: ClassVar = _("Flyttade ett möte")


@dataclass(frozen=True)
class MeetingCancelled(Event):
    kind: ClassVar = "meeting.cancelled"
    sentence: ClassVar = _("Ställde in ett möte")


@dataclass(frozen=True)
class MeetingHeld(Event):
    kind: ClassVar = "meeting.held"
    sentence: ClassVar = _("Höll ett möte och skrev in vad som bestämdes")

    came: int
    decisions: int
    agreed: bool


@dataclass(frozen=True)
class MeetingDescribed(Event):
    kind: ClassVar = "meeting.described"
    sentence: ClassVar = _("Ändrade barnets önskemål, tolk eller länk för ett möte")


@dataclass(frozen=True)
class MeetingRemindedOf(Event):
    """The worker did it, not a person."""

    kind: ClassVar = "meeting.reminded_of"
    sentence: ClassVar = _("Systemet påminde dem som är kallade om morgondagens möte")


@dataclass(frozen=True)
class TimesProposed(Event):
    kind: ClassVar = "meeting.times_proposed"
    sentence: ClassVar = _("Föreslog tider för ett möte")

    times: int


@dataclass(frozen=True)
class TimesAnswered(Event):
    kind: ClassVar = "meeting.times_answered"
    sentence: ClassVar = _("Svarade på vilka mötestider som går")


@dataclass(frozen=True)
class TimePicked(Event):
    kind: ClassVar = "meeting.time_picked"
    sentence: ClassVar = _("Valde en av de föreslagna tiderna och kallade till mötet")


@dataclass(frozen=True)
class NotesShown(Event):
    kind: ClassVar = "meeting.notes_shown"
    sentence: ClassVar = _("Började visa anteckningarna för dem som är kallade, medan mötet pågick")


@dataclass(frozen=True)
class MeetingRead(Event):
    kind: ClassVar = "meeting.read"
    sentence: ClassVar = _("Sa att hen har läst vad ett möte kom fram till")


@dataclass(frozen=True)
class DecisionLaidAside(Event):
    """Why stands on the meeting's page."""

    kind: ClassVar = "decision.laid_aside"
    sentence: ClassVar = _("Lade ett beslut från ett möte åt sidan")

    number: int


@dataclass(frozen=True)
class DecisionTakenUp(Event):
    kind: ClassVar = "decision.taken_up"
    sentence: ClassVar = _("Tog upp ett beslut från ett möte igen")

    number: int
