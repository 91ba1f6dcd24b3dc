"""Which language a page is written in, asked once a page: asking Django for each word costs more than the word."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

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


class Names:
    """What codes are called, in the language that is spoken: a list asks for the same few in every row."""

    def __init__(self, names: Mapping[Any, Any]) -> None:
        self._names = names
        self._said: dict[str, dict[str, str]] = {}

    def said(self) -> dict[str, str]:
        """Each code's name, translated once for the process."""
        language = spoken()
        if language not in self._said:
            self._said[language] = {str(code): str(name) for code, name in self._names.items()}
        return self._said[language]
