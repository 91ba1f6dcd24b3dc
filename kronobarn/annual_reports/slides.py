"""A report as slides: what is said of each chosen chapter, then the tables that can be read from the back of a room. Pure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from kronobarn.annual_reports.rules import points
from kronobarn.programme.chapters import MOST_ON_A_SLIDE

T = TypeVar("T")

SENTENCES: Final = 6
MOST_SLIDES: Final = 2
"""A table that would take more stands in the report only."""


@dataclass(frozen=True)
class Slide:
    """A heading, and either sentences or a part of a table."""

    heading: str
    lines: Sequence[str] = ()
    caption: str = ""
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


def chosen(content: dict[str, Any], keys: Collection[str]) -> list[dict[str, Any]]:
    """The chapters that were chosen and are there; all of them, when none is."""
    every: list[dict[str, Any]] = content["chapters"]
    return [one for one in every if one["key"] in keys] or every


def slides(chapters: Sequence[dict[str, Any]]) -> list[Slide]:
    """All but the first, which says what it is."""
    return [slide for one in chapters for slide in _of(one)]


def _of(one: dict[str, Any]) -> Iterator[Slide]:
    for lines in _parts([*points(one["points"]), *one["sentences"]], SENTENCES):
        yield Slide(one["heading"], lines)
    for table in one["tables"]:
        parts = _parts(table["rows"], MOST_ON_A_SLIDE)
        for rows in parts if len(parts) <= MOST_SLIDES else ():
            yield Slide(one["heading"], (), table["caption"], table["heads"], rows)


def _parts(all_of: Sequence[T], size: int) -> list[Sequence[T]]:
    return [all_of[first : first + size] for first in range(0, len(all_of), size)]
