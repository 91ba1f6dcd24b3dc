"""What happens to the records whose time has come. About an area; about a child only where something is done to it."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class OverviewOpened(Event):
    kind: ClassVar = "retention.opened"
    sentence: ClassVar = _("Öppnade gallringen i sitt område")
    is_look: ClassVar = True


@dataclass(frozen=True)
class RemovalProposed(Event):
    kind: ClassVar = "retention.proposed"
    sentence: ClassVar = _("Föreslog gallring")

    acts: int
    records: int


@dataclass(frozen=True)
class RemovalApproved(Event):
    kind: ClassVar = "retention.approved"
    sentence: ClassVar = _("Godkände gallring")

    acts: int
    records: int


@dataclass(frozen=True)
class ProposalWithdrawn(Event):
    kind: ClassVar = "retention.withdrawn"
    sentence: ClassVar = _("Drog tillbaka ett förslag om gallring")


@dataclass(frozen=True)
class RemovalHeld(Event):
    kind: ClassVar = "retention.held"
    sentence: ClassVar = _("Stoppade gallring")

    area: int


@dataclass(frozen=True)
class HoldEnded(Event):
    kind: ClassVar = "retention.hold_ended"
    sentence: ClassVar = _("Avslutade ett gallringsstopp")

    area: int


@dataclass(frozen=True)
class ActRemoved(Event):
    """One act went, as approved by two people. What it said is in the archive's package alone."""

    kind: ClassVar = "retention.removed"
    sentence: ClassVar = _("Handlingar gallrades enligt regeln")

    area: int
    retention_class: str
    records: int
