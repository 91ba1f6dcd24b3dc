"""When the activities of a plan go on, as a picture: places along a line of time, in hundredths of its width. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

WHOLE: Final = 100.0
LEAST: Final = 0.8
"""A bar of one day must still be seen."""


class Lasting(Protocol):
    since: date
    until: date


@dataclass(frozen=True)
class Bar:
    """Where a bar begins, and how long it is."""

    x: str
    width: str


@dataclass(frozen=True)
class Tick:
    """The first day of a year."""

    x: str
    year: int


@dataclass(frozen=True)
class Line:
    """The line of time for some activities: whole years."""

    first: date
    last: date

    @classmethod
    def over(cls, rows: Sequence[Lasting]) -> "Line | None":
        """From the first year in which anything begins, through the last in which anything ends; none without rows."""
        if not rows:
            return None
        first, last = min(one.since for one in rows), max(one.until for one in rows)
        return cls(date(first.year, 1, 1), date(last.year, 12, 31))

    def bar(self, row: Lasting) -> Bar:
        start = self._at(row.since)
        width = max(LEAST, self._at(row.until) - start)
        return Bar(_number(min(start, WHOLE - LEAST)), _number(min(width, WHOLE - start) if start < WHOLE else LEAST))

    @property
    def ticks(self) -> list[Tick]:
        years = range(self.first.year, self.last.year + 1)
        return [Tick(_number(self._at(date(year, 1, 1))), year) for year in years]

    def mark(self, day: date) -> str:
        """Where a day is; nothing when it is off the line."""
        return _number(self._at(day)) if self.first <= day <= self.last else ""

    def _at(self, day: date) -> float:
        return WHOLE * (day - self.first).days / max(1, (self.last - self.first).days)


def _number(value: float) -> str:
    return f"{value:.2f}"
