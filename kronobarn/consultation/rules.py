"""What a consultation round asks, how far it has come, and until when an organisation may answer. Pure."""

from datetime import date
from enum import StrEnum
from typing import Final

MOST_WORDS: Final = 8000
"""How long one answer, or the text of one section's question, may be."""
MOST_TEXT: Final = 60_000
"""How long the text of a section may be."""
TRIES: Final = "60/m/ip"
"""How often addresses that hold a key are opened from one place: a key is not guessed, and a machine is not to try."""
SAVES: Final = "120/m/ip"


class Asks(StrEnum):
    """What kind of answer a question wants."""

    POSITION = "position"
    YES_NO = "yes_no"
    TEXT = "text"


class Choice(StrEnum):
    """An organisation's position. None of them is better than another."""

    AGREE = "agree"
    CHANGES = "changes"
    DISAGREE = "disagree"
    NO_OPINION = "no_opinion"
    YES = "yes"
    NO = "no"


CHOICES: Final[dict[Asks, tuple[Choice, ...]]] = {
    Asks.POSITION: (Choice.AGREE, Choice.CHANGES, Choice.DISAGREE, Choice.NO_OPINION),
    Asks.YES_NO: (Choice.YES, Choice.NO),
    Asks.TEXT: (),
}
NEED_WORDS: Final = frozenset({Choice.CHANGES, Choice.DISAGREE})
"""Positions that are of use only with why, or with what should stand instead."""


class State(StrEnum):
    """How far a round has come."""

    DRAFT = "draft"
    SENT = "sent"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"
    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"


class Answering(StrEnum):
    """How far one organisation has come."""

    NOT_BEGUN = "not_begun"
    BEGUN = "begun"
    TAKEN_BACK = "taken_back"
    SUBMITTED = "submitted"


def state(
    *,
    sent: bool,
    withdrawn: bool,
    published: bool,
    adopted: bool,
    opens_on: date,
    closes_on: date,
    today: date,
) -> State:
    """Where a round stands on a day."""
    if withdrawn:
        return State.WITHDRAWN
    if not sent:
        return State.DRAFT
    if adopted:
        return State.ADOPTED
    if published:
        return State.PUBLISHED
    if today < opens_on:
        return State.SENT
    return State.OPEN if today <= closes_on else State.CLOSED


def answering(*, begun: bool, submitted: bool, has_submitted: bool) -> Answering:
    """Where one organisation stands: what has been taken back is not an answer until it is submitted again."""
    if submitted:
        return Answering.SUBMITTED
    if has_submitted:
        return Answering.TAKEN_BACK
    return Answering.BEGUN if begun else Answering.NOT_BEGUN


def last_day(closes_on: date, until: date | None) -> date:
    """The last day for one organisation: the round's, or a later one of its own."""
    return max(closes_on, until) if until else closes_on


def says_something(asks: Asks, choice: str, text: str, proposed: str) -> bool:
    """Whether a question has been answered at all."""
    return bool(text or proposed) if asks is Asks.TEXT else bool(choice or text or proposed)


def is_complete(asks: Asks, choice: str, text: str, proposed: str) -> bool:
    """Whether an answer can be submitted: a position where one is asked for, with words where they are needed."""
    if asks is Asks.TEXT:
        return True
    if not choice:
        return not (text or proposed)  # a question may be left out, but not answered by half
    return choice not in NEED_WORDS or bool(text or proposed)
