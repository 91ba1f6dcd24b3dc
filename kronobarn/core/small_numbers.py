"""What is too few to be shown, and what else is hidden so that nobody can work it out. The one place where it is said."""

from collections.abc import Mapping, Sequence
from typing import Final

FEWEST: Final = 5
"""Fewer answers than these are not shown, and no figure from which they could be worked out."""


def shown(counts: Mapping[str, int]) -> dict[str, int | None] | None:
    """How many gave each answer, None for what is hidden; None for all when there is nothing that can be shown.

    Whoever reads it knows how many there are in all, and may know this function. What is small is therefore hidden
    together with something else, and with more until every hidden figure could as well be another.
    """
    if sum(counts.values()) < FEWEST:
        return None
    for more in range(len(counts) + 1):
        hidden = _hidden(counts, more)
        if _could_be_others(counts, hidden, more):
            return {answer: None if answer in hidden else number for answer, number in counts.items()}
    return None


def _hidden(counts: Mapping[str, int], more: int) -> frozenset[str]:
    """What is small, with as much beside it that its sum is not small either; and then so many more."""
    hidden = {answer for answer, number in counts.items() if 0 < number < FEWEST}
    if not hidden:
        return frozenset()
    rest: Sequence[str] = sorted(
        (one for one in counts if one not in hidden and counts[one]), key=lambda one: (counts[one], one)
    )
    while rest and (len(hidden) < 2 or sum(counts[one] for one in hidden) < FEWEST):
        hidden.add(rest[0])
        rest = rest[1:]
    return frozenset(hidden | set(rest[:more]))


def _could_be_others(counts: Mapping[str, int], hidden: frozenset[str], more: int) -> bool:
    """Whether each hidden figure could be one more or one less, with the same shown."""
    return all(
        any(_same(counts, hidden, more, cell, other, step) for other in hidden - {cell} for step in (1, -1))
        for cell in hidden
    )


def _same(counts: Mapping[str, int], hidden: frozenset[str], more: int, cell: str, other: str, step: int) -> bool:
    moved = {**counts, cell: counts[cell] + step, other: counts[other] - step}
    return min(moved[cell], moved[other]) > 0 and _hidden(moved, more) == hidden
