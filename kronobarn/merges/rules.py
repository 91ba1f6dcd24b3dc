"""When two cards cannot be about the same child. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

NEAR_BIRTH: Final = timedelta(days=31)
"""Two days of birth so near may be one, written wrong: a number is sometimes given for a day nearby."""
NEAR_EXPECTED: Final = timedelta(days=140)
"""A child is not born farther than that from the day it was expected."""
STRENGTH: Final = {"none": 0, "secrecy_mark": 2, "protected_registration": 3, "fictitious": 4}
UNKNOWN: Final = 1
"""A mark that is not known here protects as any other. The database ranks them too (policies.sql)."""


class Which(StrEnum):
    """Which card the work goes on with."""

    THIS = "this"
    OTHER = "other"


class Numbers(StrEnum):
    """Why one child has had two personal numbers."""

    REPLACED = "replaced"
    MISTAKEN = "mistaken"


class Two(StrEnum):
    """Why they are two children, or may be."""

    NUMBERS = "numbers"
    FICTITIOUS = "fictitious"
    BIRTHS = "births"


@dataclass(frozen=True, slots=True)
class Card:
    """As much of a card as the question asks about."""

    born_on: date | None
    expected_on: date | None
    personal_number: str
    """The one that holds today; empty without one."""
    is_fictitious: bool = False


def why_two(one: Card, other: Card, numbers: str = "") -> Two | None:
    """What tells the children apart. Twins are born the same day, and have a number each.

    A number leads to one card, so two numbers are two children, unless it is said why one child has had both. Who was
    given a new identity to be kept safe is never joined with who they were.
    """
    if one.personal_number and other.personal_number:
        if one.is_fictitious or other.is_fictitious:
            return Two.FICTITIOUS
        if not numbers:
            return Two.NUMBERS
    if one.born_on and other.born_on:
        return Two.BIRTHS if abs(one.born_on - other.born_on) > NEAR_BIRTH else None
    days = (one.born_on or one.expected_on, other.born_on or other.expected_on)
    if days[0] and days[1] and abs(days[0] - days[1]) > NEAR_EXPECTED:
        return Two.BIRTHS
    return None


def stronger(one: str, other: str) -> str:
    """The mark that protects best; of two alike the first."""
    return max(one, other, key=lambda mark: STRENGTH.get(mark, UNKNOWN))
