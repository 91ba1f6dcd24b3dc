"""What is to be done after a meeting beside what it decided: features that stand on this one say it here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, Q

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


BroughtOn = Callable[[Actor], Exists]
"""From the reader to whether a decision, in a query of them, is brought on already, as far as the reader may see."""

_brought_on: list[BroughtOn] = []


def brings_on(brought_on: BroughtOn) -> None:
    """Decisions are brought on here. Called once, when the feature is loaded."""
    _brought_on.append(brought_on)


def is_brought_on(actor: Actor) -> Q:
    """Whether a decision, in a query of them, is brought on already."""
    return reduce(or_, (Q(one(actor)) for one in _brought_on), Q(pk__in=[]))


Onward = Callable[[Child, UUID, Actor], list[Step]]

_onward: list[Onward] = []


def leads_to(onward: Onward) -> None:
    """Offer this after a meeting. Called once, when the feature is loaded."""
    _onward.append(onward)


def steps(child: Child, matter_id: UUID, actor: Actor) -> list[Step]:
    """Where the meeting leads when there is a plan already."""
    return [step for onward in _onward for step in onward(child, matter_id, actor)]
