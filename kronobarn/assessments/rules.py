"""Who tells, what the wheel shows of it, and what an analysis can lead to. Pure.

Nothing here counts, weighs or orders: the wheel puts words side by side, and people talk about them.
"""

import hashlib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Literal, TypedDict

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


class EarlierQuestion(TypedDict):
    """What a source was asked before it was asked again. Days as they are written in JSON."""

    asked_on: str
    due_on: str
    question: str
    purpose: str


class ToldHow(StrEnum):
    """How somebody of the family told a member of staff, who wrote it down."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    INTERPRETER = "interpreter"
    WRITING = "writing"


class KnownHow(StrEnum):
    """How what is written came to be known. What family write themselves is their own and needs no more."""

    OWN_OBSERVATION = "own_observation"
    TOLD_BY_CHILD = "told_by_child"
    TOLD_BY_GUARDIAN = "told_by_guardian"
    FROM_COLLEAGUE = "from_colleague"
    FROM_DOCUMENT = "from_document"
    FROM_ANOTHER = "from_another"
    """An event in the chronology may be known from anybody; what is written in the wheel is not."""


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


def digest(text: str) -> str:
    """What a text was, to tell whether it is still so."""
    return hashlib.sha256(_plain(text).encode()).hexdigest()[:16]


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def meet(
    base: Mapping[str, str], theirs: Mapping[str, str], yours: Mapping[str, str]
) -> tuple[dict[str, str], frozenset[str]]:
    """Two who have written from the same text: what both can keep, and the parts that both have changed.

    `base` has the digest of each part as it was when one began to write. Of a part that only one of them has
    changed, that one's words stand. Where both have, one's own are kept until somebody chooses.
    """
    kept, both = {}, set()
    for name, saved in theirs.items():
        mine = yours.get(name, "")
        if _plain(mine) == _plain(saved) or digest(mine) == base.get(name):
            kept[name] = saved
        else:
            kept[name] = mine
            if digest(saved) != base.get(name):
                both.add(name)
    return kept, frozenset(both)


_SECOND_HAND = (KnownHow.FROM_COLLEAGUE, KnownHow.FROM_DOCUMENT)
KNOWN_HOW: Mapping[Perspective, tuple[KnownHow, ...]] = {
    Perspective.CHILD: (KnownHow.TOLD_BY_CHILD, *_SECOND_HAND),
    Perspective.GUARDIAN: (KnownHow.TOLD_BY_GUARDIAN, *_SECOND_HAND),
    Perspective.PROFESSIONAL: (
        KnownHow.OWN_OBSERVATION,
        KnownHow.TOLD_BY_CHILD,
        KnownHow.TOLD_BY_GUARDIAN,
        *_SECOND_HAND,
    ),
}
"""In which ways staff can have come to know of each side, the likeliest first."""


def draft_key(matter: object, perspective: str, area_key: str) -> str:
    """The name a half-written observation is kept under."""
    return f"tell:{matter}:{perspective}:{area_key}"


def analysis_draft_key(matter: object) -> str:
    """The name a half-written analysis is kept under."""
    return f"analysis:{matter}"
