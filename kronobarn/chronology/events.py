"""What is logged of a chronology."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class LifeEventAdded(Event):
    kind: ClassVar = "lifeevent.added"
    sentence: ClassVar = _("Skrev en viktig händelse")


@dataclass(frozen=True)
class LifeEventCorrected(Event):
    kind: ClassVar = "lifeevent.corrected"
    sentence: ClassVar = _("Rättade en viktig händelse")

    amends: str
    """The record that is put right."""


@dataclass(frozen=True)
class WhoSeesOpened(Event):
    """Who can read a record, and who has: not what it says."""

    kind: ClassVar = "record.who_sees"
    sentence: ClassVar = _("Såg vem som kan läsa en handling")
    is_look: ClassVar = True
