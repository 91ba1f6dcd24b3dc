"""What can happen, as frozen dataclasses: the words of the log.

Each feature declares its own in its `events.py`. A kind is `thing.happened`; a sentence is
what the page says to staff and family. Fields hold ids, codes and dates: never names, never text.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, type["Event"]] = {}


@dataclass(frozen=True)
class Event:
    """Something that happened. Its fields become the entry's detail."""

    kind: ClassVar[str]
    sentence: ClassVar[str | Promise]
    is_look: ClassVar[bool] = False

    def __init_subclass__(cls, **rest: Any) -> None:
        super().__init_subclass__(**rest)
        if KINDS.setdefault(cls.kind, cls).__qualname__ != cls.__qualname__:
            raise TypeError(f"two events are called {cls.kind}")


@dataclass(frozen=True)
class LogCut(Event):
    """The oldest months of the log were removed by rule."""

    kind: ClassVar[str] = "log.cut"
    sentence: ClassVar[str | Promise] = _("Gamla månader togs bort ur loggen enligt regeln")

    cut: int
    before: date
    entries: int
