"""Whose names are not told to whoever is being shown a page.

The family of a protected child are named to those who may know who the child is. All others who work with it read
"Vårdnadshavare 1". A name is printed in many places, and a page that is written tomorrow is one more: so it is the
person who has no name while the veil hangs, and no page has to remember. The door to a child hangs it, and it is gone
with the request.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

P = ParamSpec("P")
R = TypeVar("R")

Key = int | UUID
"""Of a grown-up, or of a child."""

_veil: ContextVar[dict[Key, str] | None] = ContextVar("veil", default=None)


@contextmanager
def without() -> Iterator[None]:
    """A time in which nobody is veiled yet: a request, or the making of what is kept under everybody's own name."""
    token = _veil.set({})
    try:
        yield
    finally:
        _veil.reset(token)


def unveiled(make: Callable[P, R]) -> Callable[P, R]:
    """For a function whose answer is written down, and not shown."""

    @wraps(make)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        with without():
            return make(*args, **kwargs)

    return call


def hang(names: Mapping[Key, str]) -> None:
    """From now on these people are called so. Outside of a request nobody is shown anything."""
    hung = _veil.get()
    if hung is not None:
        hung.update(names)


def name_of(key: Key | None) -> str | None:
    """What somebody is called instead, if their name is not told."""
    hung = _veil.get()
    return hung.get(key) if hung and key is not None else None


def hangs() -> bool:
    """Whether anybody's name is not told."""
    return bool(_veil.get())
