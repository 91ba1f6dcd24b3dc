"""What a meeting may become. Tables only."""

from datetime import timedelta
from enum import StrEnum


class State(StrEnum):
    CALLED = "called"
    HELD = "held"
    CANCELLED = "cancelled"


class Answer(StrEnum):
    NONE = "none"
    YES = "yes"
    NO = "no"


SHORTEST, USUAL, LONGEST = 15, 60, 240
"""Minutes."""
CALL_AGAIN_WITHIN = timedelta(days=7)
ANSWER_WITHIN = timedelta(days=7)
