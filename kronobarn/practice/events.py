"""What happens to the practice model, in the words of the log."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class VersionLoaded(Event):
    kind: ClassVar[str] = "practice.loaded"
    sentence: ClassVar[str | Promise] = _("En version av praxismodellen lästes in")

    version: str
    digest: str


@dataclass(frozen=True)
class VersionAdopted(Event):
    kind: ClassVar[str] = "practice.adopted"
    sentence: ClassVar[str | Promise] = _("En version av praxismodellen fick dagen då den börjar gälla")

    version: str
    in_force_from: date
