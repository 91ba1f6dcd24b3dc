"""What else waits for someone than something about one child: told by the features that own it, shown on My day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kronobarn.core.actor import Actor


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do by a day, and where it is done."""

    title: str
    href: str
    due_on: date
    child: str = ""
    """What a list may call the child, where it is about one."""


Tell = Callable[[Actor], list[Line]]

_tellers: list[Tell] = []


def also(tell: Tell) -> None:
    """Let a feature tell what waits for whom. Called once, when the feature is loaded."""
    _tellers.append(tell)


def waiting(actor: Actor) -> list[Line]:
    """What the features tell, for one actor."""
    return [line for tell in _tellers for line in tell(actor)]
