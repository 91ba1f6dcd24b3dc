"""How long a session lasts, and what a browser is called. Pure."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final


class Ending(StrEnum):
    """Why a session ended without anyone signing out."""

    IDLE = "idle"
    LONGEST = "longest"


class Reset(StrEnum):
    """Why somebody's second factor is taken away by an administrator."""

    LOST = "lost"
    NEW_TELEPHONE = "new_telephone"
    MISUSED = "misused"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one may be away, and how long a session lasts at most."""

    idle: timedelta
    longest: timedelta

    def ending(self, *, signed_in_at: float, seen_at: float, now: float) -> Ending | None:
        """Why the session is over, or None while it lasts."""
        if now - signed_in_at >= self.longest.total_seconds():
            return Ending.LONGEST
        if now - seen_at >= self.idle.total_seconds():
            return Ending.IDLE
        return None

    def seconds_left(self, *, signed_in_at: float, seen_at: float, now: float) -> int:
        """How long the session lasts if nothing more is asked for."""
        end = min(seen_at + self.idle.total_seconds(), signed_in_at + self.longest.total_seconds())
        return max(0, int(end - now))


STAFF: Final = Limits(idle=timedelta(minutes=30), longest=timedelta(hours=9))
"""A working day; half an hour is a lesson or a conversation beside an open page."""

FAMILY: Final = Limits(idle=timedelta(minutes=15), longest=timedelta(hours=2))
"""Child and guardian often share a telephone or a library's computer with others."""

LOCKED_MINUTES: Final = 15

_BROWSERS: Final = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_DEVICES: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def browser(user_agent: str) -> tuple[str, str]:
    """The browser and the kind of device, as far as they tell; "" for what cannot be known."""
    return _first(_BROWSERS, user_agent), _first(_DEVICES, user_agent)


def _first(marks: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for mark, name in marks if mark in text), "")
