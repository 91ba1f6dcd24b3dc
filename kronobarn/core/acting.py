"""Tells the database who is asking, for the length of a transaction.

Row-level security reads these two settings. They are always set transaction-locally: a
setting that outlived its transaction would reach the next client through a pool.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial, wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

from kronobarn.core.actor import Actor
from kronobarn.core.language import elsewhere, write_down

P = ParamSpec("P")
R = TypeVar("R")

_present: ContextVar[Actor | bool | None] = ContextVar("present", default=False)
"""Who asks now: somebody, nobody (None), or, where nothing has been said, False."""
_under_way: ContextVar[Actor | None] = ContextVar("under_way", default=None)

_SET = "SELECT set_config('kronobarn.person', %s, true), set_config('kronobarn.assignment', %s, true)"


def tell_database(actor: Actor | None) -> None:
    """Set who asks, in the present transaction. None means nobody: nothing is visible."""
    with connection.cursor() as cursor:
        cursor.execute(_SET, _told(actor))


def _told(actor: Actor | None) -> list[str]:
    return ["", ""] if actor is None else [str(actor.person_id or ""), str(actor.assignment_id or "")]


@contextmanager
def acting(actor: Actor | None) -> Iterator[None]:
    """A transaction in which the database answers as it would to this actor."""
    before = _present.get()
    token = _present.set(actor)
    try:
        with transaction.atomic():
            if before is None or before != actor:
                tell_database(actor)
            yield
            if not isinstance(before, bool) and _told(before) != _told(actor):
                tell_database(before)  # nobody, too: nothing is visible again
    finally:
        _present.reset(token)


def action(write: Callable[P, R]) -> Callable[P, R]:
    """Make a function one of our writes: one transaction, in the name of `by`.

    What an action does by means of other actions, for the same actor, is a part of it and stands or
    falls with it: it needs no savepoint, and the database knows already who asks. What it stores is in the county's
    language, also when the page is in another (core/language.py).
    """

    @wraps(write)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        by = kwargs["by"]
        assert isinstance(by, Actor)
        if _under_way.get() == by == _present.get():
            return write(*args, **kwargs)
        token = _under_way.set(by)
        try:
            with acting(by):
                if elsewhere():
                    return write_down(partial(write, *args, **kwargs))
                return write(*args, **kwargs)
        finally:
            _under_way.reset(token)

    return call
