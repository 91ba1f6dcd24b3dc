"""What else is known of a child than what stands in the wheel: told by the features above, which own it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kronobarn.concerns.models import Matter
from kronobarn.core.actor import Actor


@dataclass(frozen=True, slots=True)
class Beside:
    """One part of an analysis: what works and what is hard, each as (words, where it belongs and whose it is)."""

    label: str
    href: str
    works: Sequence[tuple[str, str]]
    hard: Sequence[tuple[str, str]]


Tell = Callable[[Matter, Actor], list[Beside]]

_tellers: list[Tell] = []


def also(tell: Tell) -> None:
    """Let a feature tell what it knows. Called once, when the feature is loaded."""
    _tellers.append(tell)


def told(matter: Matter, actor: Actor) -> list[Beside]:
    """What the features tell of one matter."""
    return [one for tell in _tellers for one in tell(matter, actor)]
