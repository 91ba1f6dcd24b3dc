"""Who reads the annual reports: those who lead the process all of it, everybody else who works here what is settled."""

from typing import Any, Self

from django.db import models

from kronobarn.core.actor import Actor
from kronobarn.programme.policy import may_lead


class Reports(models.QuerySet[Any]):
    """A draft is there for those who write it."""

    def visible_to(self, actor: Actor) -> Self:
        if may_lead(actor):
            return self.all()
        if actor.assignment_id is None:
            return self.none()
        return self.filter(settlements__id__isnull=False, settlements__taken_back_at=None)

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


class OfDrafts(models.QuerySet[Any]):
    """What is written by hand, in all its versions."""

    def visible_to(self, actor: Actor) -> Self:
        return self.all() if may_lead(actor) else self.none()


class Settlements(models.QuerySet[Any]):
    """What has been settled; what was taken back for those who lead the process."""

    def visible_to(self, actor: Actor) -> Self:
        if may_lead(actor):
            return self.all()
        return self.none() if actor.assignment_id is None else self.standing()

    def standing(self) -> Self:
        return self.filter(taken_back_at=None)

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


class Corrections(models.QuerySet[Any]):
    """What was wrong in what has been settled, beside it."""

    def visible_to(self, actor: Actor) -> Self:
        if may_lead(actor):
            return self.all()
        return self.none() if actor.assignment_id is None else self.filter(settlement__taken_back_at=None)
