"""What is to be done after a meeting beside what it decided: features that stand on this one say it here."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kronobarn.core.actor import Actor
from kronobarn.people.models import Child


@dataclass(frozen=True)
class Doing:
    """Something that somebody has already taken on: what, who, by when."""

    what: str
    who: str
    until: date


@dataclass(frozen=True)
class Step:
    """What one does next instead of beginning on a plan."""

    label: str
    href: str


Told = Callable[[Child, UUID, Actor], list[Doing]]
"""From the child, the matter that the meeting was about and the reader to what they may see of it."""

_also: list[Told] = []


def also(told: Told) -> None:
    """Say this as well after every meeting. Called once, when the feature is loaded."""
    _also.append(told)


def taken_on(child: Child, matter_id: UUID, actor: Actor) -> list[Doing]:
    """What is already being done, the soonest first."""
    found = [one for told in _also for one in told(child, matter_id, actor)]
    return sorted(found, key=lambda one: one.until)


Waiting = Callable[[Child, UUID, Actor], Collection[UUID] | None]
"""From the same to the decisions that the plan does not say; None while there is no plan."""

_waiting: list[Waiting] = []


def wait_for(waiting: Waiting) -> None:
    """Decisions wait for this. Called once, when the feature is loaded."""
    _waiting.append(waiting)


def still_waiting(child: Child, matter_id: UUID, actor: Actor) -> Collection[UUID] | None:
    """The decisions about a matter that are not brought on yet; None while there is nothing to bring them to."""
    found = [ids for waiting in _waiting if (ids := waiting(child, matter_id, actor)) is not None]
    return {one for ids in found for one in ids} if found else None


Onward = Callable[[Child, UUID, Actor], list[Step]]

_onward: list[Onward] = []


def leads_to(onward: Onward) -> None:
    """Offer this after a meeting. Called once, when the feature is loaded."""
    _onward.append(onward)


def steps(child: Child, matter_id: UUID, actor: Actor) -> list[Step]:
    """Where the meeting leads when there is a plan already."""
    return [step for onward in _onward for step in onward(child, matter_id, actor)]
