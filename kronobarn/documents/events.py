"""What can happen to a document."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class DocumentAdded(Event):
    kind: ClassVar = "document.added"
    sentence: ClassVar = _("Lade in ett papper")

    size: int
    """Bytes."""
    form: str


@dataclass(frozen=True)
class DocumentCorrected(Event):
    kind: ClassVar = "document.corrected"
    sentence: ClassVar = _("Rättade vem som lämnade ett papper")


@dataclass(frozen=True)
class DocumentRemoved(Event):
    kind: ClassVar = "document.removed"
    sentence: ClassVar = _("Tog bort ett papper")
