"""Which room's database the present thread is in. Outside every room it is the lobby's, where there is nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from django.db import connections

from kronobarn.database.roles import DATABASE as LOBBY

__all__ = ["LOBBY", "database", "inside"]

_present: Final[ContextVar[str]] = ContextVar("database", default=LOBBY)


def database() -> str:
    """The database that a connection made now would be to."""
    return _present.get()


@contextmanager
def inside(name: str) -> Iterator[None]:
    """Be in a room. No connection comes in from outside, and none is left open behind."""
    connections.close_all()
    token = _present.set(name)
    try:
        yield
    finally:
        connections.close_all()
        _present.reset(token)
