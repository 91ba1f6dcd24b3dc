"""Ages and names. Pure."""

from datetime import date

GROWN_UP = 18


def age_on(day: date, *, born_on: date | None) -> int | None:
    """Whole years; None for a child who is not born."""
    if born_on is None or born_on > day:
        return None
    had_birthday = (day.month, day.day) >= (born_on.month, born_on.day)
    return day.year - born_on.year - (0 if had_birthday else 1)
