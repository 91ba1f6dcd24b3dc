"""What happens with learning material, in the words of the log. Who has read what is not in it: that is the reader's own."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class DraftWritten(Event):
    kind: ClassVar[str] = "material.draft_written"
    sentence: ClassVar[str | Promise] = _("Skrev på ett utkast till läromaterial")

    number: int


@dataclass(frozen=True)
class DraftDiscarded(Event):
    kind: ClassVar[str] = "material.draft_discarded"
    sentence: ClassVar[str | Promise] = _("Kastade ett utkast till läromaterial")

    number: int


@dataclass(frozen=True)
class VersionPublished(Event):
    kind: ClassVar[str] = "material.published"
    sentence: ClassVar[str | Promise] = _("Publicerade en version av läromaterial")

    number: int


@dataclass(frozen=True)
class MaterialShown(Event):
    kind: ClassVar[str] = "material.shown"
    sentence: ClassVar[str | Promise] = _("Visade läromaterial på webbplatsen, eller tog bort det därifrån")

    shown: bool


@dataclass(frozen=True)
class MaterialWithdrawn(Event):
    kind: ClassVar[str] = "material.withdrawn"
    sentence: ClassVar[str | Promise] = _("Drog tillbaka läromaterial")


@dataclass(frozen=True)
class MaterialRestored(Event):
    kind: ClassVar[str] = "material.restored"
    sentence: ClassVar[str | Promise] = _("Lade tillbaka läromaterial")


@dataclass(frozen=True)
class ReadersCounted(Event):
    kind: ClassVar[str] = "material.counted"
    sentence: ClassVar[str | Promise] = _("Såg hur många som har läst läromaterial")

    number: int
