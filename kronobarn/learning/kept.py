"""Who sees what of events: the public what is published, those who lead the process everything."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from kronobarn.authorities.rules import Profession
from kronobarn.core.actor import Actor


def leads(actor: Actor | None) -> bool:
    return actor is not None and actor.assignment_id is not None and actor.profession == Profession.PROCESS_LEADER


class Events(models.QuerySet[Any]):
    def published(self) -> Self:
        """What anybody may read; also what is cancelled, so that whoever has a link learns it."""
        return self.filter(published_at__isnull=False)

    def visible_to(self, actor: Actor | None) -> Self:
        return self.all() if leads(actor) or _is_system(actor) else self.published()

    def locked(self) -> Self:
        """Whoever takes a place, or gives one back, waits here for the one before."""
        return self.select_for_update(of=("self",), no_key=True)


class OfAnEvent(models.QuerySet[Any]):
    """Parts of an event."""

    def visible_to(self, actor: Actor | None) -> Self:
        if leads(actor) or _is_system(actor):
            return self.all()
        return self.filter(Q(event__published_at__isnull=False))

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


class ForOrganisers(models.QuerySet[Any]):
    """What is about those who come. A page without account reads it as the system, by a signed link and one at a time."""

    def visible_to(self, actor: Actor | None) -> Self:
        return self.all() if leads(actor) or _is_system(actor) else self.none()

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


def _is_system(actor: Actor | None) -> bool:
    return actor is not None and actor.person_id is None
