"""What an event may be, who gets a place and until when. Tables and functions only."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class EventKind(StrEnum):
    SEMINAR = "seminar"
    CONFERENCE = "conference"
    WORKSHOP = "workshop"


class Standing(StrEnum):
    """What somebody who has registered has."""

    PLACE = "place"
    WAITING = "waiting"
    OFFERED = "offered"
    """A place has become free, and is held until they have said yes."""
    CANCELLED = "cancelled"
    LAPSED = "lapsed"
    """They were offered a place and did not answer."""


class LetterKind(StrEnum):
    CONFIRM = "confirm"
    ALREADY = "already"
    PLACE = "place"
    WAITING = "waiting"
    OFFER = "offer"
    LAPSED = "lapsed"
    REMINDER = "reminder"
    CHANGED = "changed"
    LEFT = "left"
    CANCELLED = "cancelled"
    EVALUATION = "evaluation"


class Left(StrEnum):
    """How many places are left: never the figure."""

    MANY = "many"
    FEW = "few"
    NONE = "none"


class Use(StrEnum):
    """How much somebody had of an event."""

    NONE = "none"
    LITTLE = "little"
    QUITE = "quite"
    MUCH = "much"


LIVE: Final = (Standing.PLACE, Standing.WAITING, Standing.OFFERED)
HOLDS: Final = (Standing.PLACE, Standing.OFFERED)
"""A place is taken by these; also while the address is not confirmed. The database counts them (policies.sql)."""

CONFIRM_WITHIN: Final = timedelta(hours=48)
ANSWER_WITHIN: Final = timedelta(hours=48)
REMIND: Final = (7, 1)
"""So many days before the event those who have a place are reminded."""
NEEDS_KEPT: Final = timedelta(days=7)
"""After the event what somebody needs, to be able to take part, is removed first."""
KEPT: Final = timedelta(days=183)
"""And after half a year everything else about those who registered. What stays is how many they were."""
LETTERS_KEPT: Final = timedelta(days=30)


def held_until(*, now: datetime, starts_at: datetime, ends_at: datetime) -> datetime:
    """Until when a place is held for an address that is not confirmed: never past the start, or the end once begun."""
    return min(now + CONFIRM_WITHIN, starts_at if now < starts_at else ends_at)


def answer_until(*, now: datetime, starts_at: datetime) -> datetime:
    """Until when a place that has become free is held for whoever is first in the queue."""
    return min(now + ANSWER_WITHIN, starts_at)


def left(places: int, taken: int) -> Left:
    """In words. The same stands in the view that the public site reads (policies.sql)."""
    if taken >= places:
        return Left.NONE
    return Left.FEW if places - taken <= max(3, places // 10) else Left.MANY
