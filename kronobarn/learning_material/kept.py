"""Who sees what of the learning material: drafts those who lead, and what somebody has read they themselves."""

from typing import Any, Self

from django.db import models

from kronobarn.authorities.rules import Profession
from kronobarn.core.actor import Actor
from kronobarn.programme.kept import ForStaff


class Published(ForStaff):
    """Versions: what is published for all who work in the county, drafts for those who lead the process."""

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def visible_to(self, actor: Actor) -> Self:
        found = super().visible_to(actor)
        return found if actor.profession == Profession.PROCESS_LEADER else found.published()


class Own(models.QuerySet[Any]):
    """One's own rows, while one works in the county; the database says the same (policies.sql)."""

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(reader=actor.person_id) if actor.assignment_id is not None else self.none()
