"""What stands on the start page of the county's process: a card from each feature that stands on the process."""

from collections.abc import Callable
from dataclasses import dataclass

from kronobarn.core.actor import Actor


@dataclass(frozen=True, slots=True)
class Card:
    """What a feature is for, in a sentence, and the pages of it that the reader may open."""

    heading: str
    words: str
    links: tuple[tuple[str, str], ...]
    """What each is called, and where it is."""


Tell = Callable[[Actor], Card | None]

_tellers: list[Tell] = []


def also(tell: Tell) -> None:
    """Let a feature stand there. Called once, when the feature is loaded; they stand in the order of the features."""
    _tellers.append(tell)


def cards(actor: Actor) -> list[Card]:
    """What there is for one reader."""
    return [card for tell in _tellers if (card := tell(actor)) is not None]
