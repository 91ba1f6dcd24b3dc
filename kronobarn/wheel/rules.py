"""How a child answers in the wheel, and what an answer leads to. Tables only: nothing here is counted or compared."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a sitting stands."""

    PREPARED = "prepared"
    UNDER_WAY = "under_way"
    REVIEW = "review"
    DONE = "done"
    STOPPED = "stopped"


OPEN: Final[frozenset[State]] = frozenset({State.PREPARED, State.UNDER_WAY, State.REVIEW})
WITH_THE_CHILD: Final[frozenset[State]] = frozenset({State.UNDER_WAY, State.REVIEW})
"""The child is answering, or choosing who may see."""


class ShownAs(StrEnum):
    """What stands on the child's page: pictures with words, pictures with their words small, or words alone."""

    BOTH = "both"
    PICTURES = "pictures"
    WORDS = "words"


SCALES: Final[Mapping[str, tuple[str, ...]]] = {
    "faces": ("1", "3", "5"),
    "five_words": ("1", "2", "3", "4", "5"),
    "words": ("1", "2", "3", "4", "5"),
}
"""What can be chosen, by how the practice pack says that children of an age answer. Mild to good in reading direction."""
WITH_FACES: Final = frozenset({"faces", "five_words"})

OWN_PICTURES: Final = ("me-cat", "me-bear", "me-fish", "me-boat", "me-star", "me-flower")
"""What a child may choose as its own sign on the screen."""

WORRYING: Final[Mapping[str, frozenset[str]]] = {"safe": frozenset({"1", "2"}), "nurtured": frozenset({"1"})}
"""Answers, by area, after which the adult is reminded to think of the child's safety. The child notices nothing."""


def is_worrying(area_key: str, feeling: str) -> bool:
    """Whether the adult is to look at the answer soon."""
    return feeling in WORRYING.get(area_key, ())


TALK_AGAIN_WITHIN: Final = timedelta(days=7)
HEAR_WITHIN: Final = timedelta(days=14)
"""When the child is talked with again, and when it hears what happens, unless the adult says another day."""
LONGEST_WORDS: Final = 4000
