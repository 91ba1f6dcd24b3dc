"""What can happen to a photograph of oneself."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class PortraitAdded(Event):
    kind: ClassVar = "portrait.added"
    sentence: ClassVar = _("Lade in ett foto av sig själv")


@dataclass(frozen=True)
class PortraitRemoved(Event):
    kind: ClassVar = "portrait.removed"
    sentence: ClassVar = _("Tog bort fotot av sig själv")
