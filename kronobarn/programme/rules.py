"""What is asked of the political bodies, and what an answer settles. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final


class AppliesTo(StrEnum):
    """What a decision is about."""

    ORGANISATION = "organisation"
    ACTION_PLAN = "action_plan"
    PRACTICE_MODEL = "practice_model"
    FINANCING = "financing"
    OTHER = "other"


class Outcome(StrEnum):
    """What a body has decided. A mistake stands for nothing: somebody wrote down a decision that was never made."""

    ADOPTED = "adopted"
    CHANGED = "changed"
    DECLINED = "declined"
    POSTPONED = "postponed"
    MISTAKE = "mistake"


LEAST_YEARS: Final = 1
"""No rule for names can be shorter. The database holds it too (policies.sql)."""

SETTLES: Final = frozenset({Outcome.ADOPTED, Outcome.CHANGED, Outcome.DECLINED})
"""After these nothing more is awaited. A body that has put the question off is still to answer it."""


class State(StrEnum):
    """Where the answer of one body to one question stands."""

    SETTLED = "settled"
    AWAITED = "awaited"
    LATE = "late"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Made:
    """A decision that stands uncorrected: when it was made and written down, and what it says."""

    decided_on: date
    written_at: datetime
    outcome: Outcome


def standing(decisions: Iterable[Made]) -> Outcome | None:
    """What the body has said last, of all that it has said; a mistake was never said."""
    said = [one for one in decisions if one.outcome is not Outcome.MISTAKE]
    return max(said, key=lambda one: (one.decided_on, one.written_at)).outcome if said else None


def state(said: Outcome | None, *, wanted_by: date | None, withdrawn: bool, today: date) -> State:
    """A question that is withdrawn awaits nothing more; what was decided before stays decided."""
    if said in SETTLES:
        return State.SETTLED
    if withdrawn:
        return State.WITHDRAWN
    return State.LATE if wanted_by is not None and wanted_by < today else State.AWAITED


class GroupKind(StrEnum):
    """The groups of the process, from the one that leads it to those that try it out."""

    STEERING = "steering"
    COMMITTEE = "committee"
    CROSS = "cross"
    WORKING = "working"


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; the day before for the last of February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)
