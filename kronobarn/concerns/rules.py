"""What a matter goes through, how it may end, and how soon a signal is received. Tables only."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from enum import StrEnum

from kronobarn.core.holidays.rules import is_working_day
from kronobarn.notices.rules import TaskKind

ANSWER_WITHIN_WORKING_DAYS = 2
"""How soon the responsible receives a signal; an urgent one the same working day."""
GATHER_WITHIN = timedelta(days=14)
NOTIFIER_STAYS = timedelta(days=90)
"""How long whoever noticed something can follow what they wrote, and add to it."""


class State(StrEnum):
    """Where a matter stands with the responsible."""

    RECEIVED = "received"
    GATHERING = "gathering"
    DECIDED = "decided"
    HANDING_OVER = "handing_over"
    COOPERATING = "cooperating"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How a matter ended. All are complete, normal ends."""

    OWN_SERVICE = "own_service"
    HANDED_OVER = "handed_over"
    NO_COOPERATION = "no_cooperation"
    PLAN_DONE = "plan_done"
    UNFOUNDED = "unfounded"


class Knows(StrEnum):
    """Whether somebody knows that a signal is sent."""

    YES = "yes"
    NO = "no"
    NOT_YET = "not_yet"


class Stands(StrEnum):
    """How one step of a matter stands. Of an open matter, one step is now."""

    DONE = "done"
    NOW = "now"
    WHEN_READY = "when_ready"
    LATER = "later"
    NOT_NEEDED = "not_needed"


class Part(StrEnum):
    """What several services go through together."""

    CONSENT = "consent"
    MEETING = "meeting"
    PLAN = "plan"


COOPERATION: tuple[Part, ...] = (Part.CONSENT, Part.MEETING, Part.PLAN)
AT_THE_PLAN = frozenset(
    {
        TaskKind.START_PLAN,
        TaskKind.ACTIVATE_PLAN,
        TaskKind.AGREE_TO_PLAN,
        TaskKind.DO_ACTION,
        TaskKind.REVIEW_PLAN,
        TaskKind.REVIEW_SHARING,
    },
)
"""What waits for somebody only when the meeting has been held."""


def part_of_cooperation(waits: Collection[TaskKind], may_share: Callable[[], bool]) -> Part:
    """Which part is now: what waits tells of the plan and of a meeting that is called, the answers tell the rest."""
    if AT_THE_PLAN & set(waits):
        return Part.PLAN
    if TaskKind.HOLD_MEETING in waits or may_share():
        return Part.MEETING
    return Part.CONSENT


NEXT: dict[State, frozenset[State]] = {
    State.RECEIVED: frozenset({State.GATHERING, State.CLOSED}),
    State.GATHERING: frozenset({State.DECIDED, State.HANDING_OVER, State.COOPERATING, State.CLOSED}),
    # A decision can be taken back: more is gathered, and decided anew.
    State.DECIDED: frozenset({State.GATHERING, State.HANDING_OVER, State.COOPERATING, State.CLOSED}),
    State.HANDING_OVER: frozenset({State.GATHERING, State.COOPERATING, State.CLOSED}),
    State.COOPERATING: frozenset({State.GATHERING, State.CLOSED}),
    State.CLOSED: frozenset(),
}
"""What may follow what. A closed matter is never opened again: a new signal opens a new one."""

ENDS: dict[State, frozenset[Outcome]] = {
    State.RECEIVED: frozenset({Outcome.UNFOUNDED}),
    State.GATHERING: frozenset({Outcome.OWN_SERVICE, Outcome.UNFOUNDED}),
    State.DECIDED: frozenset({Outcome.OWN_SERVICE, Outcome.NO_COOPERATION, Outcome.UNFOUNDED}),
    State.HANDING_OVER: frozenset({Outcome.HANDED_OVER, Outcome.OWN_SERVICE}),
    State.COOPERATING: frozenset({Outcome.NO_COOPERATION, Outcome.PLAN_DONE, Outcome.OWN_SERVICE}),
    State.CLOSED: frozenset(),
}
"""How a matter can end from where it stands."""


def working_days_after(day: date, count: int) -> date:
    """The working day that comes so many working days later; weekends and public holidays never count.

    With 0, the same day, or the first working day after it.
    """
    while not is_working_day(day):
        day += timedelta(days=1)
    for _step in range(count):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


def receive_by(sent_on: date, *, urgent: bool) -> date:
    """When a signal should have been received."""
    return working_days_after(sent_on, 0 if urgent else ANSWER_WITHIN_WORKING_DAYS)
