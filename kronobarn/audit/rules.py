"""How long the log is kept, and when what has been announced may be removed. Pure."""

from datetime import date, datetime, timedelta
from typing import Final

LEAST_YEARS: Final = 5
"""Logs of access in health care are kept at least so long (HSLF-FS 2016:40 4 kap. 9 §). The database holds it too."""

WAIT: Final = timedelta(days=7)
"""Between saying what will be removed and removing it, so that somebody can stop it. The database holds it too."""


def removable_before(today: date, *, years: int) -> date:
    """The first day of the oldest month that stays: whole months go, when their last day is older than the rule."""
    return date(today.year - max(years, LEAST_YEARS), today.month, 1)


def may_be_removed(announced_at: datetime, *, now: datetime) -> bool:
    return now - announced_at >= WAIT


def exported_until(now: datetime) -> date:
    """The day of which a copy should be there by now: yesterday, once the night's work has had its time. `now` is Sweden's."""
    return (now - timedelta(days=1 if now.hour >= 3 else 2)).date()
