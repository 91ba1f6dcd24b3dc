"""What can happen while a child's situation is gathered and understood."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class SourceAsked(Event):
    kind: ClassVar = "source.asked"
    sentence: ClassVar = _("Bad någon berätta")

    of: str
    person: int | None
    assignment: int | None
    unit: int | None = None


@dataclass(frozen=True)
class SourceTaken(Event):
    """Somebody in a unit took what the whole unit was asked."""

    kind: ClassVar = "source.taken"
    sentence: ClassVar = _("Tog en fråga som ställdes till hela enheten")


@dataclass(frozen=True)
class SourceGivenBack(Event):
    """Whoever took it left it to the unit again."""

    kind: ClassVar = "source.given_back"
    sentence: ClassVar = _("La tillbaka en fråga bland enhetens frågor")


@dataclass(frozen=True)
class SourceReminded(Event):
    kind: ClassVar = "source.reminded"
    sentence: ClassVar = _("Påminde om en fråga")

    of: str


@dataclass(frozen=True)
class SourceDone(Event):
    kind: ClassVar = "source.done"
    sentence: ClassVar = _("Blev klar med att berätta")

    of: str


@dataclass(frozen=True)
class SourceDeclined(Event):
    kind: ClassVar = "source.declined"
    sentence: ClassVar = _("Tackade nej till att berätta")

    of: str


@dataclass(frozen=True)
class SourceTold(Event):
    """Somebody of the family told a member of staff, who wrote it down."""

    kind: ClassVar = "source.told"
    sentence: ClassVar = _("Antecknade att någon har berättat i ett samtal och är klar")

    of: str
    person: int | None
    how: str


@dataclass(frozen=True)
class ObservationMade(Event):
    kind: ClassVar = "observation.made"
    sentence: ClassVar = _("Skrev en iakttagelse i hjulet")

    area: str
    perspective: str


@dataclass(frozen=True)
class ObservationAmended(Event):
    kind: ClassVar = "observation.amended"
    sentence: ClassVar = _("Rättade en iakttagelse; den gamla finns kvar")

    area: str
    perspective: str
    amends: UUID


@dataclass(frozen=True)
class AnalysisSaved(Event):
    kind: ClassVar = "analysis.saved"
    sentence: ClassVar = _("Skrev på analysen")


@dataclass(frozen=True)
class AnalysisNeedsMore(Event):
    """Something more must be known before the next step is decided. From whom, and until when, the question says."""

    kind: ClassVar = "analysis.needs_more"
    sentence: ClassVar = _("Skrev att mer behöver vara känt innan nästa steg bestäms")


@dataclass(frozen=True)
class AnalysisDecided(Event):
    kind: ClassVar = "analysis.decided"
    sentence: ClassVar = _("Bestämde nästa steg")

    decision: str
    to_unit: int | None


@dataclass(frozen=True)
class HandoverReceived(Event):
    kind: ClassVar = "handover.received"
    sentence: ClassVar = _("Kvitterade en överlämning")


@dataclass(frozen=True)
class HandoverDeclined(Event):
    kind: ClassVar = "handover.declined"
    sentence: ClassVar = _("Tackade nej till en överlämning")


@dataclass(frozen=True)
class HandoverWithdrawn(Event):
    kind: ClassVar = "handover.withdrawn"
    sentence: ClassVar = _("Tog tillbaka en överlämning")
