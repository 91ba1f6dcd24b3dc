"""What is logged of notes."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class NoteAdded(Event):
    kind: ClassVar = "note.added"
    sentence: ClassVar = _("Skrev en anteckning om barnets värld")

    module: str


@dataclass(frozen=True)
class NoteCorrected(Event):
    kind: ClassVar = "note.corrected"
    sentence: ClassVar = _("Rättade eller flyttade en anteckning om barnets värld")

    amends: str
    """The record that is put right."""
