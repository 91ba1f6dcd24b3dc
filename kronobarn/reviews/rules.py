"""Following up a plan goal by goal. Words and verdicts, never a number. Pure."""

from enum import StrEnum
from typing import TypedDict


class Outcome(StrEnum):
    """What the follow-up came to. Stepping down and closing are as good as going on."""

    CONTINUE = "continue"
    STEP_DOWN = "step_down"
    CLOSE = "close"


class Verdict(StrEnum):
    KEEP = "keep"
    CHANGE = "change"
    REACHED = "reached"
    NOT_WORKING = "not_working"


SAYS_WHY: frozenset[Verdict] = frozenset({Verdict.CHANGE, Verdict.NOT_WORKING})
"""Verdicts that need a reason: the plan is about to become another."""


class ActionBefore(TypedDict):
    what: str
    who: str
    until: str
    state: str


class Before(TypedDict):
    """A goal as it stood when the follow-up began: what the new is seen beside."""

    area: str
    need: str
    desired_outcome: str
    how_we_see_it: str
    said_by: str
