"""Who tells, what the wheel shows of it, and what an analysis can lead to. Pure.

Nothing here counts, weighs or orders: the wheel puts words side by side, and people talk about them.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Literal

Filled = Literal["empty", "told", "works", "hard", "both"]


class Perspective(StrEnum):
    """Whose view an observation is."""

    CHILD = "child"
    GUARDIAN = "guardian"
    PROFESSIONAL = "professional"


class SourceState(StrEnum):
    """How far someone who has been asked has come. They say themselves when it is done."""

    NOT_STARTED = "not_started"
    SOMETHING_MISSING = "something_missing"
    DONE = "done"
    DECLINED = "declined"


class ToldHow(StrEnum):
    """How somebody of the family told a member of staff, who wrote it down."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    INTERPRETER = "interpreter"
    WRITING = "writing"


class ChildAnswer(StrEnum):
    """What a child did with a question: told, did not want to say, or did not know. All three are answers."""

    TOLD = "told"
    WILL_NOT_SAY = "will_not_say"
    DOES_NOT_KNOW = "does_not_know"


UNSAID: frozenset[ChildAnswer] = frozenset({ChildAnswer.WILL_NOT_SAY, ChildAnswer.DOES_NOT_KNOW})
"""Answers that say that nothing was told."""

FINISHED: frozenset[SourceState] = frozenset({SourceState.DONE, SourceState.DECLINED})


class NextStep(StrEnum):
    """The three ways on from an analysis (domain.md 0.4). The first is as complete as the others."""

    OWN_SERVICE = "own_service"
    OTHER_SERVICE = "other_service"
    TOGETHER = "together"


NOT_ASKED: frozenset[str] = frozenset(
    {
        "police_officer",
        "process_leader",
        "municipal_coordinator",
        "researcher",
        "system_administrator",
        "log_reviewer",
        "archivist",
    }
)
"""Professions that never get a seat by being asked to tell or to take over."""


def filled(said: Iterable[tuple[str, str]]) -> Filled:
    """What one perspective has spoken of in one area, from pairs of (what works, what is hard).

    What a child has answered in the wheel is not sorted into what works or what is hard by anyone else.
    """
    pairs = list(said)
    works = any(works.strip() for works, _hard in pairs)
    hard = any(hard.strip() for _works, hard in pairs)
    if works and hard:
        return "both"
    if pairs and not (works or hard):
        return "told"
    return "works" if works else "hard" if hard else "empty"


def seen_differently(views: Mapping[Perspective, Filled]) -> bool:
    """Some speak only of what works and others only of what is hard: something to talk about, never an error."""
    spoken = set(views.values())
    return {"works", "hard"} <= spoken


def draft_key(matter: object, perspective: str, area_key: str) -> str:
    """The name a half-written observation is kept under."""
    return f"tell:{matter}:{perspective}:{area_key}"


def analysis_draft_key(matter: object) -> str:
    """The name a half-written analysis is kept under."""
    return f"analysis:{matter}"
