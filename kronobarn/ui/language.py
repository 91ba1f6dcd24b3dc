"""Which language a page is written in, asked once a page: asking Django for each word costs more than the word."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.translation import get_language

_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def spoken() -> str:
    """The language of the page being rendered, or of the thread outside one."""
    return _spoken.get() or get_language() or "sv"


@contextmanager
def one_language() -> Iterator[None]:
    """The language does not change inside the block."""
    token = _spoken.set(get_language())
    try:
        yield
    finally:
        _spoken.reset(token)
