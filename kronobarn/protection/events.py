"""What happens to the protection of a child's data, in the words of the log."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class ProtectionMarked(Event):
    kind: ClassVar = "protection.marked"
    sentence: ClassVar = _("Ändrade märkningen för skyddade personuppgifter")

    mark: str
    household: bool


@dataclass(frozen=True)
class ProtectionSpread(Event):
    kind: ClassVar = "protection.spread"
    sentence: ClassVar = _("Märkte barnet som skyddat, eftersom någon i hushållet är det")

    mark: str


@dataclass(frozen=True)
class ProtectionLookedOver(Event):
    kind: ClassVar = "protection.looked_over"
    sentence: ClassVar = _("Såg över om barnet ska vara märkt som skyddat")


@dataclass(frozen=True)
class GuardianMarked(Event):
    kind: ClassVar = "protection.guardian"
    sentence: ClassVar = _("Ändrade märkningen för en vårdnadshavares uppgifter")

    guardian: int
    protected: bool


@dataclass(frozen=True)
class PersonNamed(Event):
    kind: ClassVar = "protection.named"
    sentence: ClassVar = _("Lät någon se vem det skyddade barnet är")

    person: int


@dataclass(frozen=True)
class PersonUnnamed(Event):
    kind: ClassVar = "protection.unnamed"
    sentence: ClassVar = _("Lät någon inte längre se vem det skyddade barnet är")

    person: int
