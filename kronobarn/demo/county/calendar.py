"""When things happen in the stories: on working days, in office hours, counted from the day of loading."""

from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

FIRST_HOUR: Final = time(8, 20)
BETWEEN_STEPS: Final = timedelta(minutes=4)
BEFORE_NOW: Final = timedelta(hours=1)
"""What happens on the day of loading has happened a while ago when somebody opens the page."""

FRIDAY: Final = 4


def working_day(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - FRIDAY))


def morning(day: date, *, now: datetime) -> datetime:
    """When work begins that day; never so late that it has not been."""
    begins = timezone.make_aware(datetime.combine(working_day(day), FIRST_HOUR))
    return min(begins, now - BEFORE_NOW)


def local_day(moment: datetime) -> date:
    """The date in Sweden at that moment."""
    return timezone.localdate(moment)


def born(years: int, months: int, *, today: date, spread: int = 0) -> date:
    """A birth date that makes a child this old. `spread` keeps the dates apart."""
    return today - timedelta(days=round(years * 365.25 + months * 30.4) + 3 + spread % 23)
