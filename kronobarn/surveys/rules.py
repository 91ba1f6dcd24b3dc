"""Whom a survey asks and how, when a round is open, and what of it may be shown. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

MOST_A_DAY: Final = 2_000
"""Answers to one round in a day. Whoever answers is not known, so that this is what stops a machine."""
MOST_WORDS: Final = 2_000
KEY: Final = 16
"""Bytes of chance in a round's link. It is no secret: it is handed out."""
LANGUAGES: Final = ("en", "ar", "so", "uk", "fi")
"""Beside Swedish, in which a survey is written. Families are asked in all of them."""


class Audience(StrEnum):
    STAFF = "staff"
    MANAGERS = "managers"
    FAMILIES = "families"


class Asks(StrEnum):
    """What can be answered."""

    AGREEMENT = "agreement"
    YES_NO = "yes_no"
    TEXT = "text"


class Answer(StrEnum):
    """Words and never figures: they are counted, not averaged."""

    WHOLLY = "wholly"
    PARTLY = "partly"
    NOT = "not"
    YES = "yes"
    NO = "no"
    DO_NOT_KNOW = "do_not_know"
    NONE = ""
    """Passed over."""


OFFERED: Final[Mapping[Asks, tuple[Answer, ...]]] = {
    Asks.AGREEMENT: (Answer.WHOLLY, Answer.PARTLY, Answer.NOT, Answer.DO_NOT_KNOW),
    Asks.YES_NO: (Answer.YES, Answer.NO, Answer.DO_NOT_KNOW),
    Asks.TEXT: (),
}


class State(StrEnum):
    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"


def state(*, opens_on: date, closes_on: date, published: bool, today: date) -> State:
    """Where a round stands."""
    if published:
        return State.PUBLISHED
    if today < opens_on:
        return State.COMING
    return State.OPEN if today <= closes_on else State.CLOSED


def lacking(words: Mapping[str, Mapping[str, str]], keys: Iterable[str]) -> list[str]:
    """The languages in which something that is asked is not said."""
    wanted = list(keys)
    return [one for one in LANGUAGES if not all(words.get(one, {}).get(key, "").strip() for key in wanted)]
