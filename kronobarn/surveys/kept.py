"""Who reads what has been answered: whoever counts it, and nobody one by one."""

from typing import Any, Self

from django.db import models

from kronobarn.core.actor import SYSTEM, Actor


class ForWhoLeads(models.QuerySet[Any]):
    """Answers are read by those who work in the county, as sums that `core.small_numbers` lets through."""

    def visible_to(self, actor: Actor) -> Self:
        return self.all() if actor == SYSTEM or actor.assignment_id is not None else self.none()
