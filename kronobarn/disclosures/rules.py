"""What a request for information may become, and what is never passed on this way. Tables only."""

from datetime import timedelta
from enum import StrEnum

from kronobarn.circles.rules import UNDER_WAY, Kind


class State(StrEnum):
    """What both sides know of a request."""

    ASKED = "asked"
    ANSWERED = "answered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Verdict(StrEnum):
    """What those who answer decide. Whether it was all, whoever asked is not told: there may be more."""

    GRANTED = "granted"
    IN_PART = "in_part"
    REFUSED = "refused"


GIVES: frozenset[Verdict] = frozenset({Verdict.GRANTED, Verdict.IN_PART})
"""Answers with which something is let go."""

SAYS_WHY: frozenset[Verdict] = frozenset({Verdict.IN_PART, Verdict.REFUSED})
"""Answers that are to be explained to the one who asked."""

ANSWER_WITHIN = timedelta(days=5)
"""A request is to be answered promptly. The number of days is ours: the county should confirm it."""

NOT_PASSED_ON: frozenset[Kind] = frozenset({Kind.CONSENT}) | UNDER_WAY
"""Who has said yes or no is for the service that asked, and for whoever said it."""

NOT_TO_THE_FAMILY: frozenset[Kind] = NOT_PASSED_ON | {Kind.SIGNAL}
"""A signal shows who noticed something. Whether the family is told is judged when it is received."""

MOST = 100
"""So many records, the latest, are offered at once."""
