"""What a child has closed to other units of the same area (PDL 4 kap. 4 §)."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment, SecrecyArea, Unit
from kronobarn.circles.models.seats import Seat
from kronobarn.circles.rules import (
    Role,
)
from kronobarn.core.actor import Actor
from kronobarn.core.constraints import both_or_neither
from kronobarn.core.reasons import says_why
from kronobarn.people.models import Child


class BlockQuerySet(models.QuerySet["Block"]):
    def visible_to(self, actor: Actor) -> Self:
        """The child itself, and those who work with it in the unit. What it wished is for nobody else."""
        mine = Seat.objects.held_by(actor).filter(child=OuterRef("child"))
        if actor.is_family:
            return self.filter(Exists(mine.filter(role=Role.CHILD)))
        return self.filter(Exists(mine.working()), unit=actor.unit_id)

    def standing(self) -> Self:
        """Decided, and not ended."""
        return self.filter(ended_at=None)

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


class Block(models.Model):
    """A child's wish that what one unit has documented is closed to the other units of its area (PDL 4 kap. 4 §).

    In health care only, and the child's alone to wish: a guardian cannot. Other units are told that something is
    blocked, and no more (`circles_blocks_near`). It is ended, never rewritten.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="+", db_index=False)
    area = models.ForeignKey(SecrecyArea, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    since = models.DateTimeField(_("från"))
    wish = models.TextField(_("vad barnet vill"))
    maturity = models.TextField(_("hur barnets mognad bedömdes"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    recorded_for = models.ForeignKey(Assignment, models.PROTECT, related_name="+", db_index=False)
    ended_at = models.DateTimeField(_("slut"), null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_because = models.TextField(_("varför den hävdes"), blank=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("spärr")
        verbose_name_plural = _("spärrar")
        indexes = [
            # Every query about records asks whether anything is blocked in the area: mostly nothing is.
            models.Index(fields=["area"], name="block_in_area", condition=Q(ended_at=None), include=["child", "unit"]),
        ]
        constraints = [
            both_or_neither("ended_at", "ended_by"),
            models.CheckConstraint(name="block_says_what_the_child_wishes", condition=~Q(wish="") & ~Q(maturity="")),
            says_why("lifted_block_says_why", "ended_because", unless=Q(ended_at=None)),
            models.UniqueConstraint(name="blocked_once", fields=["child", "unit"], condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"block {self.pk}"

    @property
    def log_name(self) -> str:
        return f"block:{self.pk}"
