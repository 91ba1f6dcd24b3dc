"""The language that is written down, and the one that is told.

Whoever writes may read the pages in Arabic; what they leave behind is read by others for years. So everything that is
stored is made in the county's language, whatever language the page was in, while a refusal is told in the writer's own.
`core.acting.action` sees to both: no feature has to think of it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language, override

from kronobarn.core.decisions import Denied, Stale

R = TypeVar("R")

REFUSALS: Final = (Denied, Stale, ValidationError)


def county_language() -> str:
    """What is stored is written in it, and a page is in it until the reader chooses another."""
    return str(settings.COUNTY_LANGUAGE)


def elsewhere() -> bool:
    """Whether the page that is being answered is in another language than the county's."""
    return get_language() != county_language()


@contextmanager
def written_down() -> Iterator[None]:
    """What is made inside is in the county's language."""
    with override(county_language()):
        yield


def write_down(write: Callable[[], R]) -> R:
    """Carry out a write in the county's language; if it is refused, refuse in the language of the page.

    The sentence of a refusal is made on the way to it. So the way is gone once more, in the reader's language, and
    nothing of either time is kept.
    """
    try:
        with transaction.atomic(), written_down():
            return write()
    except REFUSALS as refusal:
        raise _told_again(write) or refusal from None


def _told_again(write: Callable[[], R]) -> Exception | None:
    told: Exception | None = None
    with transaction.atomic():
        try:
            write()
        except REFUSALS as refusal:
            told = refusal
        transaction.set_rollback(True)
    return told
