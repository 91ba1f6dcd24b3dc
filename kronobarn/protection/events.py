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
class PersonNamed(Event):
    kind: ClassVar = "protection.named"
    sentence: ClassVar = _("Lät någon se vem det skyddade barnet är")

    person: int


@dataclass(frozen=True)
class PersonUnnamed(Event):
    kind: ClassVar = "protection.unnamed"
    sentence: ClassVar = _("Lät någon inte längre se vem det skyddade barnet är")

    person: int
