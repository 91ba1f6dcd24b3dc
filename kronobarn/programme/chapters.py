"""What a year of the process was, chapter by chapter: each feature that stands on the process tells its own.

The annual report is put together from them (annual_reports). What a chapter tells is counted by the end of the year, of
units, groups and organisations; of people only what is too many to tell anybody by (core/small_numbers.py).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from kronobarn.core.actor import Actor

MOST_ON_A_SLIDE: Final = 10
"""Rows of a table that are read from the back of a room."""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in words, the first of each row its heading."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What was: some sentences, and tables. Plain words, so that they can be kept as they stood."""

    sentences: tuple[str, ...]
    tables: tuple[Table, ...] = ()


Tell = Callable[[Actor, int], Facts]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One feature's part of the report. Its key stays said in what is kept; `place` is where it stands among the others."""

    key: str
    place: int
    heading: Any
    tell: Tell


_chapters: dict[str, Chapter] = {}


def also(chapter: Chapter) -> None:
    """Let a feature have its chapter. Called once, when the feature is loaded."""
    _chapters[chapter.key] = chapter


def chapters() -> list[Chapter]:
    """All of them, in their order."""
    return sorted(_chapters.values(), key=lambda one: one.place)


def last_day(year: int) -> date:
    """The day by which a year is told."""
    return date(year, 12, 31)
