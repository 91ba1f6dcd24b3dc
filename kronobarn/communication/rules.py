"""What messages about a child may be about, and when somebody is reminded to keep them. Tables only."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final

from kronobarn.consents.rules import JOINT, WHOLE


class Subject(StrEnum):
    """What a thread is about: a closed list, so that it is known beforehand what a yes must hold."""

    PRACTICAL = "practical"
    MEETING = "meeting"
    PLAN = "plan"
    SCHOOL = "school"
    HEALTH = "health"
    HOME = "home"
    OTHER = "other"


class State(StrEnum):
    OPEN = "open"
    FILED = "filed"
    CLOSED = "closed"


CARRIES: Final[Mapping[Subject, frozenset[str]]] = {
    Subject.PRACTICAL: JOINT,
    Subject.MEETING: JOINT,
    Subject.PLAN: JOINT,
    Subject.SCHOOL: frozenset({"school"}),
    Subject.HEALTH: frozenset({"health"}),
    Subject.HOME: frozenset({"home"}),
    Subject.OTHER: WHOLE,
}
"""The kinds of information that the family's yes must hold, before anybody in another service reads it."""

SILENT_FOR: Final = timedelta(days=14)
"""After so long without a word somebody is asked to keep the thread, or to say why there is nothing to keep."""
READ_WITHIN: Final = timedelta(days=3)
FILE_WITHIN: Final = timedelta(days=7)
MOST: Final = 4000
"""Characters of one message. What needs more is a document, or a meeting."""


def draft_key(of: object) -> str:
    """Under which name what is being typed is kept: of a child, for a new thread; of a thread, for its next message."""
    return f"message:{of}"
