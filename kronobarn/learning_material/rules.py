"""Where a material stands, what somebody has left to read of it, and when readers are counted. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

MOST_PARTS: Final = 20
MOST_TEXT: Final = 20_000
READ_WITHIN: Final = timedelta(days=30)
"""Until when a change waits on the day of somebody who read what was before."""


class FileForm(StrEnum):
    """What a file is kept as."""

    PDF = "pdf"
    PICTURE = "picture"


class State(StrEnum):
    """Where one version of a material stands."""

    DRAFT = "draft"
    IN_USE = "in_use"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class PartState(StrEnum):
    """Where one reader stands with one part."""

    UNREAD = "unread"
    READ = "read"
    CHANGED = "changed"
    """They have read what stood there in an older version."""
    ADDED = "added"
    """It was not there in the version they read."""


@dataclass(frozen=True, slots=True)
class Place:
    """One part of one version: the place that it has in the material through all versions, and the words that stand there.

    Words that do not change from one version to the next are the same words: what has been read stays read.
    """

    place: UUID
    words: UUID


def state(*, number: int, published: bool, withdrawn: bool, latest: int | None) -> State:
    """The latest that is published is in use, unless the material is withdrawn."""
    if not published:
        return State.DRAFT
    if withdrawn:
        return State.WITHDRAWN
    return State.IN_USE if number == latest else State.REPLACED


def part_state(part: Place, *, read: Collection[UUID], before: Mapping[UUID, Collection[UUID]]) -> PartState:
    """`read` is the words that the reader has read; `before` the words that have stood in each place in older versions."""
    if part.words in read:
        return PartState.READ
    if not any(words in read for each in before.values() for words in each):
        return PartState.UNREAD
    if part.place not in before:
        return PartState.ADDED
    return PartState.CHANGED if any(words in read for words in before[part.place]) else PartState.UNREAD


def changed(now: Iterable[Place], before: Iterable[Place]) -> dict[UUID, PartState]:
    """What is different from the version before, by place: what is added and what has other words."""
    old = {one.place: one.words for one in before}
    return {
        one.place: PartState.CHANGED if one.place in old else PartState.ADDED
        for one in now
        if old.get(one.place) != one.words
    }


def counted_before(today: date) -> date:
    """Readers are counted by whole weeks: a figure that moves when somebody has just read tells who."""
    return today - timedelta(days=today.weekday())
