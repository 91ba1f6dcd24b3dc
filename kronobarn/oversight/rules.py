"""Which entries of the log raise a question, how a month's sample is drawn, and what a review can end in. Pure.

Sources: patientdatalagen (2008:355) 4 kap. 3 § asks for systematic and recurring checks of the log, and HSLF-FS 2016:40
4 kap. 9 § for checks drawn at random that are written down. Which patterns to look at is not in the law: these are
the ones that care providers commonly use. Paragraphs are given from general knowledge: de ska bekräftas av jurist.
"""

import calendar
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final


class Flag(StrEnum):
    """What about a visit raises a question. None of them says that anything is wrong."""

    OWN_RECORD = "own_record"
    OWN_COLLEAGUE = "own_colleague"
    SAME_SURNAME = "same_surname"
    NO_SEAT = "no_seat"
    MANY_CHILDREN = "many_children"
    ODD_HOURS = "odd_hours"


MANY: Final = 15
"""Children one person has opened within an hour (every full and half hour begins one)."""
NIGHT_BEGINS: Final = 22
NIGHT_ENDS: Final = 6
TOLERANCE: Final = timedelta(minutes=1)
"""So long after a seat's end its own last lines may be written."""

SHARE: Final = 100
"""One visit in so many is drawn at random."""
LEAST: Final = 5
MOST_AT_RANDOM: Final = 50
MOST_BY_A_FLAG: Final = 10
"""More than these nobody reads with care. How many the rule found in all is kept beside the sample."""
DAYS_TO_JUDGE: Final = 30


class Outcome(StrEnum):
    """What whoever reviewed the visit came to."""

    GROUNDED = "grounded"
    NO_REMARK = "no_remark"
    NEEDS_QUESTION = "needs_question"
    ASKED = "asked"
    REPORTED = "reported"


FINAL: Final = frozenset({Outcome.GROUNDED, Outcome.NO_REMARK, Outcome.REPORTED})
"""After the others something remains to be done."""
SAYS_WHY: Final = frozenset({Outcome.NEEDS_QUESTION, Outcome.ASKED, Outcome.REPORTED})
"""These say in words what is asked, answered or passed on."""

MOST_DAYS: Final = 366
"""So long a time is searched at once."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What one person did about one child at one unit on one day: ids and flags only."""

    entry_id: int
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A visit that was drawn, and whether chance alone would have drawn it."""

    visit: Visit
    at_random: bool


def draw(visits: Sequence[Visit], *, seed: str) -> list[Choice]:
    """The month's sample: a random share of all, and for each flag some of those that carry it.

    The order is a digest of the seed and the entry, so that the draw can be made again and gives the same.
    """
    order = sorted(visits, key=lambda visit: hashlib.sha256(f"{seed}:{visit.entry_id}".encode()).digest())
    share = min(MOST_AT_RANDOM, max(LEAST, -(-len(order) // SHARE)))
    at_random = {visit.entry_id for visit in order[:share]}
    raised = {
        visit.entry_id for flag in Flag for visit in [visit for visit in order if flag in visit.flags][:MOST_BY_A_FLAG]
    }
    return [Choice(visit, visit.entry_id in at_random) for visit in order if visit.entry_id in at_random | raised]


def found(visits: Iterable[Visit]) -> dict[str, int]:
    """How many visits carry each flag, drawn or not."""
    every = [flag for visit in visits for flag in visit.flags]
    return {flag.value: every.count(flag) for flag in Flag if flag in every}


def month_of(day: date) -> date:
    return day.replace(day=1)


def last_month(today: date) -> date:
    """The month that is over."""
    return month_of(month_of(today) - timedelta(days=1))


def after(month: date) -> date:
    """The first day of the next month."""
    return month + timedelta(days=calendar.monthrange(month.year, month.month)[1])


# A child's reference ----------------------------------------------------------------------------------

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U, which are read as others."""
_MISREAD: Final = str.maketrans("ILO", "110")
_HALF: Final = 25
_MASK: Final = (1 << _HALF) - 1


def reference(head: int, *, key: bytes) -> str:
    """Ten characters for the first fifty bits of a child's id: the same each time, and another in each area."""
    left, right = head >> _HALF, head & _MASK
    for turn in range(8):
        left, right = right, left ^ _mixed(right, turn, key)
    mixed = (left << _HALF) | right
    text = "".join(ALPHABET[(mixed >> shift) & 31] for shift in range(45, -1, -5))
    return f"{text[:5]}-{text[5:]}"


def head_of(text: str, *, key: bytes) -> int | None:
    """The way back. None for what cannot be a reference of this area."""
    plain = text.upper().replace("-", "").replace(" ", "").translate(_MISREAD)
    if len(plain) != 10 or any(each not in ALPHABET for each in plain):
        return None
    mixed = 0
    for each in plain:
        mixed = mixed << 5 | ALPHABET.index(each)
    left, right = mixed >> _HALF, mixed & _MASK
    for turn in reversed(range(8)):
        left, right = right ^ _mixed(left, turn, key), left
    return (left << _HALF) | right


def _mixed(half: int, turn: int, key: bytes) -> int:
    digest = hashlib.blake2b(half.to_bytes(4, "big") + bytes([turn]), key=key, digest_size=4).digest()
    return int.from_bytes(digest, "big") & _MASK
