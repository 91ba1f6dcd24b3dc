"""What happens to two cards about the same child. A line stands in the log of each, and neither names the other."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class CardClosed(Event):
    kind: ClassVar = "card.closed"
    sentence: ClassVar = _("Stängde kortet, för barnet har ett annat kort")

    numbers: str = ""


@dataclass(frozen=True)
class CardKept(Event):
    kind: ClassVar = "card.kept"
    sentence: ClassVar = _("Slog ihop kortet med ett tidigare kort för samma barn")


@dataclass(frozen=True)
class CardOpened(Event):
    kind: ClassVar = "card.opened"
    sentence: ClassVar = _("Öppnade kortet igen: det var inte samma barn")


@dataclass(frozen=True)
class CardParted(Event):
    kind: ClassVar = "card.parted"
    sentence: ClassVar = _("Skilde kortet från det andra: det var inte samma barn")
