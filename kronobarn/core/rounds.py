"""A round of the worker about many things: one that fails is not the others' trouble, and is not silent either."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import structlog

log = structlog.get_logger(__name__)
T = TypeVar("T")


class SomeFailed(Exception):
    """The round is over, and some of it went wrong: the job counts as failed, so that the doctor tells of it."""


def each(found: Iterable[T], do: Callable[[T], None], *, called: str, key: Callable[[T], object]) -> None:
    """Do it for each, whatever becomes of the others. `key` is what the technical log may say of one: an id."""
    failed = 0
    for one in found:
        try:
            do(one)
        except Exception as wrong:  # what is due still is: the next round asks again
            failed += 1
            log.error("one_of_a_round_failed", round=called, about=str(key(one)), error=type(wrong).__name__)
    if failed:
        raise SomeFailed(f"{called}: {failed}")
