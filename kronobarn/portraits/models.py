"""Photographs that those who work here have chosen to show of themselves. There is no child in this feature."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kronobarn.circles.models import Seat
from kronobarn.core.actor import Actor
from kronobarn.people.models import Protection


class PortraitQuerySet(models.QuerySet["Portrait"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own, and those of who works with a child that the actor sits with; never of somebody protected.

        From or of a seat beside the work no face is seen: it would tell who noticed something. Nor does the family see any
        where somebody's data in it are protected, the child's or anybody's: where it was taken may be where they are.
        """
        held = Seat.objects.held_by(actor).working()
        if actor.is_family:
            protected = Seat.objects.of_protected_family().filter(child=OuterRef("child"))
            held = held.filter(~Exists(protected), child__protection=Protection.NONE)
        around = Seat.objects.visible_to(actor).standing().working()
        near = around.filter(child__in=held.values("child"), assignment__isnull=False)
        return self.filter(Q(person=actor.person_id) | Q(person__in=near.values("person"), person__protected=False))

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


class Portrait(models.Model):
    """A photograph of somebody who works here, put in by themself. It goes at once when they want it to."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    picture = models.BinaryField(_("foto"))
    """JPEG, made anew and small; empty when it has been taken away."""
    changed_at = models.DateTimeField(_("senast ändrat"))

    objects = PortraitQuerySet.as_manager()

    class Meta:
        verbose_name = _("foto")
        verbose_name_plural = _("foton")

    def __str__(self) -> str:
        return f"portrait {self.pk}"
