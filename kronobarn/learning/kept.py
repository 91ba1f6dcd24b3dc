"""Who sees what of events: the public what is published, who organises one that one, those who lead the process everything."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from kronobarn.authorities.rules import Profession
from kronobarn.core.actor import Actor


def leads(actor: Actor | None) -> bool:
    return actor is not None and actor.assignment_id is not None and actor.profession == Profession.PROCESS_LEADER


def _organised_by(actor: Actor | None, event: str = "") -> Q:
    """Events that somebody at work has been named the organiser of; `event` is the way to them."""
    if actor is None or actor.assignment_id is None:
        return Q(pk__in=[])
    return Q(**{f"{event}organiser": actor.person_id})


class Events(models.QuerySet[Any]):
    def published(self) -> Self:
        """What anybody may read; also what is cancelled, so that whoever has a link learns it."""
        return self.filter(published_at__isnull=False)

    def visible_to(self, actor: Actor | None) -> Self:
        if leads(actor) or _is_system(actor):
            return self.all()
        return self.filter(Q(published_at__isnull=False) | _organised_by(actor))

    def organised_by(self, actor: Actor) -> Self:
        """What the actor plans and follows."""
        return self.all() if leads(actor) else self.filter(_organised_by(actor))

    def locked(self) -> Self:
        """Whoever takes a place, or gives one back, waits here for the one before."""
        return self.select_for_update(of=("self",), no_key=True)


class OfAnEvent(models.QuerySet[Any]):
    """Parts of an event."""

    def visible_to(self, actor: Actor | None) -> Self:
        if leads(actor) or _is_system(actor):
            return self.all()
        return self.filter(Q(event__published_at__isnull=False) | _organised_by(actor, "event__"))

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


class ForOrganisers(models.QuerySet[Any]):
    """What is about those who come. A page without account reads it as the system, by a signed link and one at a time."""

    way: ClassVar[str] = "event__"
    """From a row to its event."""

    def visible_to(self, actor: Actor | None) -> Self:
        if leads(actor) or _is_system(actor):
            return self.all()
        return self.filter(_organised_by(actor, self.way))

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


class OfARegistration(ForOrganisers):
    """What hangs on somebody's registration."""

    way = "registration__event__"


def _is_system(actor: Actor | None) -> bool:
    return actor is not None and actor.person_id is None
