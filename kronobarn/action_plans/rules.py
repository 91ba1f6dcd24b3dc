"""Where an activity stands, what is late, and where a plan stands. Pure."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final


class Status(StrEnum):
    """What has become of an activity, as its owner says."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    PAUSED = "paused"
    DONE = "done"
    DROPPED = "dropped"


OVER: Final = frozenset({Status.DONE, Status.DROPPED})
"""After these nothing is late, and nothing is asked."""


class Late(StrEnum):
    """In which way an activity is late."""

    NOT_BEGUN = "not_begun"
    NOT_DONE = "not_done"


def late(status: Status, *, since: date, until: date, today: date) -> Late | None:
    """Late when its last day has passed, or when it should have begun and is only planned. What is paused may wait."""
    if status in OVER:
        return None
    if until < today:
        return Late.NOT_DONE
    return Late.NOT_BEGUN if status is Status.PLANNED and since < today else None


class Tells(StrEnum):
    """Why those that a round asks are written to."""

    ASKED = "asked"
    SOON = "soon"
    OVERDUE = "overdue"
    AGAIN = "again"


SOON: Final = timedelta(days=3)
"""So long before the last day those who have not answered are reminded, if they were asked before that."""
OVERDUE: Final = timedelta(days=7)
"""So long after it a reminder that was missed is made up for. Then only somebody reminds by hand."""


def reminds(*, asked_on: date, answer_by: date, today: date) -> Tells | None:
    """Which reminder a round is to send today, if any: each is sent once."""
    if answer_by < today <= answer_by + OVERDUE:
        return Tells.OVERDUE
    begins = answer_by - SOON
    return Tells.SOON if asked_on < begins <= today <= answer_by else None


class Standing(StrEnum):
    """Where a plan stands: which of its words have been decided."""

    MISSING = "missing"
    DRAFT = "draft"
    ADOPTED = "adopted"
    CHANGED = "changed"


def standing(*, begun: bool, adopted: bool, differs: bool) -> Standing:
    """A plan that has been adopted is also a draft again as soon as a word is changed."""
    if not begun:
        return Standing.MISSING
    if not adopted:
        return Standing.DRAFT
    return Standing.CHANGED if differs else Standing.ADOPTED
