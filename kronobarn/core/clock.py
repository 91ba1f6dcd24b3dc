"""What time it is for what we write. What stands *now* is asked of the database's clock.

Only the demo county moves this clock, to write a story that began months ago.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.utils import timezone

_shift: ContextVar[timedelta] = ContextVar("shift", default=timedelta())


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return timezone.now() + _shift.get()


def today() -> date:
    """The present date in Sweden."""
    return timezone.localdate(now())


@contextmanager
def shifted(by: timedelta) -> Iterator[None]:
    """Let `now` be another time inside the block."""
    token = _shift.set(by)
    try:
        yield
    finally:
        _shift.reset(token)
