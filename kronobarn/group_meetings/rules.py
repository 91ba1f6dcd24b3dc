"""What a group's meeting can be, what its notes say of decisions and tasks, and what is changed in a call. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

USUAL: Final = 120
SHORTEST: Final = 15
LONGEST: Final = 8 * 60
AHEAD: Final = timedelta(days=30)
"""So long before it a meeting stands on My day."""


class State(StrEnum):
    """Where a meeting stands."""

    CALLED = "called"
    CANCELLED = "cancelled"
    HELD = "held"
    APPROVED = "approved"


OPEN: Final = frozenset({State.CALLED, State.HELD})
"""As long as it is one of these the notes can be written."""


class Purpose(StrEnum):
    """What a point of the agenda is for."""

    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"


class Presence(StrEnum):
    """Whether somebody who was called came."""

    PRESENT = "present"
    ABSENT = "absent"


class Part(StrEnum):
    """What of a point can be published."""

    NOTES = "notes"
    DECISIONS = "decisions"


class Kind(StrEnum):
    """What a line in the notes says that it is."""

    DECISION = "decision"
    TASK = "task"


_MARKED: Final = re.compile(r"^\s*[-*•]?\s*(beslut|uppgift)(?:\s*\d+)?\s*:\s*(\S.*)$", re.IGNORECASE)
_KINDS: Final = {"beslut": Kind.DECISION, "uppgift": Kind.TASK}


@dataclass(frozen=True, slots=True)
class Said:
    """A decision or a task that the notes tell of, in a line that begins with `Beslut:` or `Uppgift:`."""

    kind: Kind
    text: str


def extracted(notes: str) -> list[Said]:
    """The decisions and tasks that are marked in the notes, in their order."""
    found = (_MARKED.match(line) for line in notes.splitlines())
    return [Said(_KINDS[one[1].lower()], one[2].strip()) for one in found if one]


def named(text: str, names: Iterable[str]) -> list[str]:
    """Which of the names stand in a text."""
    return sorted({name for name in names if name and re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)})


class Changed(StrEnum):
    """What was changed in a call."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    REWRITTEN = "rewritten"
    TIME = "time"
    MINUTES = "minutes"
    PLACE = "place"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was changed: what it was and what it is."""

    what: Changed
    before: str = ""
    after: str = ""


def agenda_changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    """What differs between two agendas: points by their key, each in words, in their order."""
    changes = [Change(Changed.ADDED, after=words) for key, words in after.items() if key not in before]
    changes += [Change(Changed.REMOVED, before=words) for key, words in before.items() if key not in after]
    changes += [
        Change(Changed.REWRITTEN, before[key], words)
        for key, words in after.items()
        if key in before and before[key] != words
    ]
    stayed = [key for key in before if key in after]
    if stayed != [key for key in after if key in before]:
        changes.append(Change(Changed.MOVED))
    return changes


def call_changes(before: Mapping[Changed, str], after: Mapping[Changed, str]) -> list[Change]:
    """What differs in when and where."""
    return [Change(what, before[what], now) for what, now in after.items() if before[what] != now]
