"""Which days are working days in Sweden. Pure.

Public holidays by lagen (1989:253) om allmänna helgdagar; the three eves are counted with them as in lagen (1930:173)
om beräkning av lagstadgad tid, 2 §.
"""

from datetime import date, timedelta
from functools import cache
from typing import Final

SATURDAY: Final = 5

# Month and day: New Year's Day, Epiphany, 1 May, the National Day, Christmas Eve to Boxing Day, New Year's Eve.
SAME_DAY: Final = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))
# Days from Easter Sunday: Good Friday, Easter Sunday and Monday, Ascension Day, Whit Sunday.
FROM_EASTER: Final = (-2, 0, 1, 39, 49)


def is_working_day(day: date) -> bool:
    """Neither at the weekend nor on a public holiday."""
    return day.weekday() < SATURDAY and day not in holidays(day.year)


@cache
def holidays(year: int) -> frozenset[date]:
    """The public holidays of a year, and its three eves."""
    sunday = easter(year)
    midsummer = _saturday_from(date(year, 6, 20))
    return frozenset(
        {
            *(date(year, month, day) for month, day in SAME_DAY),
            *(sunday + timedelta(days=days) for days in FROM_EASTER),
            midsummer - timedelta(days=1),
            midsummer,
            _saturday_from(date(year, 10, 31)),  # All Saints' Day
        }
    )


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _saturday_from(day: date) -> date:
    return day + timedelta(days=(SATURDAY - day.weekday()) % 7)
