"""How often somebody is written to, and what becomes of a letter that does not get through. Tables only."""

from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final


class Often(StrEnum):
    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


class Kind(StrEnum):
    WAITING = "waiting"
    MEETING = "meeting"
    CONFIRM = "confirm"
    FUNCTION = "function"


FOR_STAFF: Final = Often.DAILY
"""For somebody at work who has given an address and no other answer, and for a function box."""
FOR_FAMILY: Final = Often.NEVER
"""A child and its guardians are not written to until they have said so themselves."""

SETTLED: Final = timedelta(minutes=1)
"""What was asked this recently may stand beside something that is not committed yet."""
CONFIRM_WITHIN: Final = timedelta(hours=48)
MOST_LINKS: Final = 5
"""Letters a day to confirm an address with: nobody is to be written to without end by somebody else."""
MORNING: Final = time(7, 0)
KEPT: Final = timedelta(days=30)
"""So long a letter that has been sent, or that nobody wants, is known. What did not get through stays until it is seen to."""


def is_time(often: Often, *, told_at: datetime | None, now: datetime) -> bool:
    """Whether somebody may be written to now. Once a day is from the morning, by the clock on the wall."""
    if often is not Often.DAILY:
        return often is Often.AT_ONCE
    return now.time() >= MORNING and (told_at is None or told_at.date() < now.date())


def next_time(often: Often, *, now: datetime) -> datetime:
    """When somebody for whom something new waits is written to: now, or the next morning by the clock on the wall."""
    if often is not Often.DAILY:
        return now
    day = now.date() + timedelta(days=now.time() >= MORNING)
    return datetime.combine(day, MORNING, tzinfo=now.tzinfo)
