"""What the tables of the process have in common: who reads them, and how what was wrong is marked."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint
from django.utils.translation import gettext_lazy as _

from kronobarn.core.actor import Actor
from kronobarn.core.reasons import says_why_once_done


class ForStaff(models.QuerySet[Any]):
    """What everybody who works in the county may read."""

    def visible_to(self, actor: Actor) -> Self:
        """Public in its nature, yet not published here: for staff, and for no family."""
        return self.all() if actor.assignment_id is not None else self.none()

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


def corrected_with_a_reason() -> CheckConstraint:
    """What is marked as corrected says why."""
    return says_why_once_done("%(class)s_is_corrected_with_a_reason", "corrected_at", "corrected_because")


class Corrected(models.Model):
    """A row that is never rewritten: what was wrong is marked, with why, and what is right stands beside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="correction")
    corrected_at = models.DateTimeField(_("rättat"), null=True)
    corrected_because = models.CharField(_("varför det rättades"), max_length=300, blank=True)

    class Meta:
        abstract = True
