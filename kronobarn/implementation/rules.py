"""What a unit can have come to, what becomes of a request, and whom the process tells. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final


class Step(StrEnum):
    """What a unit says of itself. They are told side by side: nobody is ahead of anybody."""

    INFORMED = "informed"
    TRAINED = "trained"
    USING = "using"
    FOLLOWING_UP = "following_up"
    PAUSED = "paused"


REACHED: Final = (Step.INFORMED, Step.TRAINED, Step.USING, Step.FOLLOWING_UP)
"""What a table of units has a column for; a pause stands beside."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What stands uncorrected: a step, its day, and when it was written down."""

    step: Step
    since: date
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a unit is: the latest day of each step, and the pause that it makes now."""

    days: Mapping[Step, date]
    paused_since: date | None


def standing(taken: Iterable[Taken]) -> Standing:
    """A pause lasts until something else is written down from a later day, or from the same day but afterwards."""
    rows = sorted(taken, key=lambda one: (one.since, one.written_at))
    days: dict[Step, date] = {one.step: one.since for one in rows if one.step is not Step.PAUSED}
    paused = rows[-1].since if rows and rows[-1].step is Step.PAUSED else None
    return Standing(days, paused)


class RequestKind(StrEnum):
    VISIT = "visit"
    QUESTION = "question"


class ReplyKind(StrEnum):
    """What is said to a request, by those who lead the process; only whoever asked takes it back."""

    BOOKED = "booked"
    HELD = "held"
    ANSWERED = "answered"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


class State(StrEnum):
    """Where a request stands."""

    WAITING = "waiting"
    BOOKED = "booked"
    DONE = "done"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


AFTER: Final[Mapping[ReplyKind, State]] = {
    ReplyKind.BOOKED: State.BOOKED,
    ReplyKind.HELD: State.DONE,
    ReplyKind.ANSWERED: State.DONE,
    ReplyKind.DECLINED: State.DECLINED,
    ReplyKind.TAKEN_BACK: State.TAKEN_BACK,
}
GOES_ON: Final = frozenset({State.WAITING, State.BOOKED})
TO_A_VISIT: Final = (ReplyKind.BOOKED, ReplyKind.HELD, ReplyKind.DECLINED)
TO_A_QUESTION: Final = (ReplyKind.ANSWERED, ReplyKind.DECLINED)
WITH_A_DAY: Final = (ReplyKind.BOOKED, ReplyKind.HELD)
ANSWER_WITHIN: Final = timedelta(days=14)
"""After so many days a request that nobody has answered is late on the process leader's day."""


def state(replies: Iterable[ReplyKind]) -> State:
    """The last reply says it; they come in the order in which they were written."""
    said = list(replies)
    return AFTER[said[-1]] if said else State.WAITING


class TargetGroup(StrEnum):
    """The five that the process tells of itself."""

    CHILDREN = "children"
    GUARDIANS = "guardians"
    STAFF = "staff"
    ASSOCIATIONS = "associations"
    RESIDENTS = "residents"
