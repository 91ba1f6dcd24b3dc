"""Shares and costs of a year, and whether they come to the same. Whole kronor; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MOST: Final = 999_999_999
"""Kronor in one line: more is a slip of the finger."""
FIRST_YEAR: Final = 2016
YEARS_AHEAD: Final = 3
SIDE_BY_SIDE: Final = 5
"""So many years stand beside each other in one table."""


class Side(StrEnum):
    """Money in, and money out."""

    SHARE = "share"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class Amount:
    """What stands uncorrected of one line; no outcome before the year's books are closed on it."""

    side: Side
    budget: int
    outcome: int | None


@dataclass(frozen=True, slots=True)
class Sum:
    """One side of a year."""

    budget: int
    outcome: int
    """Of the lines that have one."""
    lacks_outcome: int
    """How many lines have none."""


@dataclass(frozen=True, slots=True)
class Balance:
    """A year as a whole."""

    shares: Sum
    costs: Sum

    @property
    def budget_over(self) -> int:
        """How much more the shares come to than the costs; less than nothing when something is missing."""
        return self.shares.budget - self.costs.budget

    @property
    def agrees(self) -> bool:
        """Whether what comes in is what goes out, as it is planned."""
        return self.budget_over == 0

    @property
    def is_complete(self) -> bool:
        return not (self.shares.lacks_outcome or self.costs.lacks_outcome)

    @property
    def left(self) -> int:
        """What is left of what came in, once every line has its outcome."""
        return self.shares.outcome - self.costs.outcome


def total(lines: Iterable[Amount]) -> Sum:
    """One side, added up."""
    rows = list(lines)
    said = [one.outcome for one in rows if one.outcome is not None]
    return Sum(sum(one.budget for one in rows), sum(said), len(rows) - len(said))


def balance(lines: Iterable[Amount]) -> Balance:
    """Both sides of a year."""
    rows = list(lines)
    shares, costs = ([one for one in rows if one.side is side] for side in (Side.SHARE, Side.COST))
    return Balance(total(shares), total(costs))


def kronor(amount: int) -> str:
    """In threes, as they are read."""
    return f"{amount:,}".replace(",", "\u00a0").replace("-", "−")
