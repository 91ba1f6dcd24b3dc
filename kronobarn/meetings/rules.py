"""What a meeting may become. Tables only."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from kronobarn.circles.rules import Role

CARRY = (Role.RESPONSIBLE, Role.LEAD)
"""Who carries a matter: calls, and holds the meeting."""


class State(StrEnum):
    PROPOSED = "proposed"
    CALLED = "called"
    HELD = "held"
    CANCELLED = "cancelled"


class Answer(StrEnum):
    NONE = "none"
    YES = "yes"
    NO = "no"


class Fits(StrEnum):
    """What a party says of one proposed time."""

    YES = "yes"
    IF_NEEDED = "if_needed"
    NO = "no"


FEWEST_TIMES, MOST_TIMES = 2, 5
AS_ANSWER = {Fits.YES: Answer.YES, Fits.NO: Answer.NO, Fits.IF_NEEDED: Answer.NONE}
"""What is known of whether somebody comes, when a time is picked. Whoever could if needed is asked."""

WISHES = ("child_wishes", "wish_who", "wish_where", "wish_avoid")
"""How, with whom, where, and what not to talk about: the child's own conditions, in the order they are asked for."""
DETAILS = (*WISHES, "interpreter", "video_link")
"""What is said of a meeting beside when and where, and put right without asking anybody anew."""

SHORTEST, USUAL, LONGEST = 15, 60, 240
"""Minutes."""
CALL_AGAIN_WITHIN = timedelta(days=7)
ANSWER_WITHIN = timedelta(days=7)
READ_WITHIN = timedelta(days=7)


BEFORE, AFTER = timedelta(minutes=30), timedelta(hours=1)
"""How long around a meeting the page with its notes renews itself. A screen that is left alone is left alone."""


def goes_on(starts_at: datetime, minutes: int, written_at: datetime | None, *, now: datetime) -> bool:
    """Whether the page that follows the meeting renews itself now: around its hours, and as long as somebody writes."""
    at_its_time = starts_at - BEFORE <= now <= starts_at + timedelta(minutes=minutes) + AFTER
    return at_its_time or (written_at is not None and now - written_at <= AFTER)


def family_came(rows: Iterable[tuple[bool, bool]]) -> bool:
    """Whether anybody of the family was there; also when none of them could be called. Each row: of the family, came."""
    came = [was_there for of_family, was_there in rows if of_family]
    return any(came) or not came
