"""Who reads what units ask: those who lead the process, and the unit itself."""

from typing import Any, Self

from django.db import models

from kronobarn.core.actor import Actor
from kronobarn.programme.policy import may_lead


class OwnOrLeading(models.QuerySet[Any]):
    """What a unit has asked."""

    unit = "unit"

    def visible_to(self, actor: Actor) -> Self:
        if may_lead(actor):
            return self.all()
        return self.none() if actor.unit_id is None else self.filter(**{self.unit: actor.unit_id})

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


class WithTheRequest(OwnOrLeading):
    """What has been said to it."""

    unit = "request__unit"
