"""What can happen with the table of grounds."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class GroundCorrected(Event):
    kind = "ground.corrected"
    sentence = _("rättade en laglig grund")

    ground: str
    is_reviewed: bool
