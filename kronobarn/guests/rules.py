"""How long a link is of use, and how often a code may be wrong. Tables only."""

from enum import StrEnum
from typing import Final

DAYS: Final = 30
"""The longest that somebody without an account can answer."""
TRIES: Final = 5
"""So many wrong codes close the link: six digits are no secret to one who may guess for ever."""
MINUTES: Final = 60
"""How long the right code opens the question in a browser."""


class State(StrEnum):
    """What has become of a question to somebody without an account."""

    WAITING = "waiting"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    LOCKED = "locked"
    TOO_LATE = "too_late"
