"""Roles at a child's table, grounds for sitting there and for passing something on. Tables only."""

from datetime import datetime, timedelta
from enum import StrEnum

from kronobarn.authorities.rules import Regime
from kronobarn.grounds.rules import GROUNDS
from kronobarn.grounds.rules import Ground as Ground


class Role(StrEnum):
    RESPONSIBLE = "responsible"
    LEAD = "lead"
    CONTACT = "contact"
    PARTICIPANT = "participant"
    NOTIFIER = "notifier"
    GUARDIAN = "guardian"
    CHILD = "child"
    EMERGENCY = "emergency"


FAMILY: frozenset[Role] = frozenset({Role.GUARDIAN, Role.CHILD})
"""Seats held as oneself. All other seats are held for an assignment."""


BESIDE_THE_WORK: frozenset[Role] = frozenset({Role.NOTIFIER, Role.EMERGENCY})
"""Seats beside the work with the child: for telling something, and for a few hours in an emergency. All others work."""


LEADING: frozenset[Role] = frozenset({Role.RESPONSIBLE, Role.LEAD})
"""Those who answer for the work with the child, or hold it together."""


class SeatGround(StrEnum):
    """Why someone sits at the table."""

    RESPONSIBILITY = "responsibility"
    TASK = "task"
    NOTICED = "noticed"
    CONSENT = "consent"
    FAMILY = "family"
    EMERGENCY = "emergency"


class Kind(StrEnum):
    """What a record is."""

    MATTER = "matter"
    SIGNAL = "signal"
    OBSERVATION = "observation"
    ANALYSIS = "analysis"
    CONSENT = "consent"
    MEETING = "meeting"
    PLAN = "plan"
    REVIEW = "review"
    EVENT = "event"
    SITTING = "sitting"
    NOTE = "note"
    THREAD = "thread"
    COMMUNICATION = "communication"


UNDER_WAY: frozenset[Kind] = frozenset({Kind.THREAD})
"""What is not kept yet: it stands in no story of the child, and is passed on to nobody. Once filed it is a record."""


# An emergency opening (docs/adr/0019): what it opens is said here, once more in the policies, and in no third place.
IN_AN_EMERGENCY: frozenset[Kind] = frozenset({Kind.SIGNAL, Kind.PLAN})
"""Of what the opener's own area owns or has been given: what has been noticed lately, and what is being done now. Which
of them that is says the database alone (`circles_needed_in_an_emergency`): signals of three months, and plans that are
not closed."""
TO_REACH: frozenset[Role] = frozenset({Role.LEAD, Role.CONTACT})
"""Whom one may need to reach, beside the responsible and the family."""
AN_EMERGENCY_LASTS = timedelta(hours=4)

GROUNDS_TO_CHOOSE: frozenset[Ground] = frozenset(code for code, ground in GROUNDS.items() if ground.is_chosen)
"""Grounds a professional may choose; the others follow from what is done."""


class WithheldBecause(StrEnum):
    """What it is that lets something be withheld. The reason in words is written beside it."""

    CHILD = "child"
    PERSON = "person"
    LAW = "law"


WITHHELD_FOR = timedelta(days=91)
"""After how long it is looked at again, unless somebody says otherwise: three months."""
WITHHELD_AT_MOST = timedelta(days=365)
LOOKED_OVER_WITHIN = timedelta(days=14)
"""So long before the day it stands on the day's list."""


BLOCKABLE: frozenset[Regime] = frozenset({Regime.HEALTH_CARE, Regime.STUDENT_HEALTH_MEDICAL})
"""Where patientdatalagen holds, and a child may have what a unit has documented closed to others (PDL 4 kap. 4 §)."""


class WhySought(StrEnum):
    """Why somebody looks for a child outside their own seats, by its whole number."""

    NOTICED = "noticed"
    MEETS_THE_CHILD = "meets_the_child"
    WAS_ASKED = "was_asked"
    EMERGENCY = "emergency"


NOTICED_FOR = timedelta(days=1)
"""How long whoever found a child has for beginning to tell what they noticed."""
WRONG_SEARCHES_AN_HOUR = 20
"""So many numbers that lead nowhere are mistakes; more are guesses."""


def last_moment(until: datetime) -> datetime:
    """The last instant at which something that ends at `until` still holds: it lies in the last day, as people say it."""
    return until - timedelta(microseconds=1)


class RetentionClass(StrEnum):
    """How long a record is kept is decided by the authority that owns it, by class."""

    MATTER = "matter"
    COOPERATION = "cooperation"
    CONSENT = "consent"


RETENTION: dict[Kind, RetentionClass] = {
    Kind.MATTER: RetentionClass.MATTER,
    Kind.SIGNAL: RetentionClass.MATTER,
    Kind.OBSERVATION: RetentionClass.MATTER,
    Kind.ANALYSIS: RetentionClass.MATTER,
    Kind.CONSENT: RetentionClass.CONSENT,
    Kind.MEETING: RetentionClass.COOPERATION,
    Kind.PLAN: RetentionClass.COOPERATION,
    Kind.REVIEW: RetentionClass.COOPERATION,
    Kind.EVENT: RetentionClass.MATTER,
    Kind.SITTING: RetentionClass.MATTER,
    Kind.NOTE: RetentionClass.MATTER,
    Kind.THREAD: RetentionClass.COOPERATION,
    Kind.COMMUNICATION: RetentionClass.COOPERATION,
}
