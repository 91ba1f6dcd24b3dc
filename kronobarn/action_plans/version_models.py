"""The words of an action plan as they were adopted. They are never changed, which the database holds."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kronobarn.core.reasons import says_why_once_done
from kronobarn.programme.kept import ForStaff
from kronobarn.programme.models import BodyDecision


class PlanVersion(models.Model):
    """A plan as it was adopted on a day, by whom. Taken back, it stands for nothing; it is still there to be read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey("ActionPlan", models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveSmallIntegerField(_("version"))
    adopted_on = models.DateField(_("antagen"))
    adopted_by = models.CharField(_("antagen av"), max_length=300)
    decision = models.ForeignKey(
        BodyDecision, models.PROTECT, null=True, related_name="+", verbose_name=_("beslut"), db_index=False
    )
    content = models.JSONField(_("innehåll"))
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    published_at = models.DateTimeField(_("publicerad"), null=True)
    taken_back_at = models.DateTimeField(_("återtagen"), null=True)
    taken_back_because = models.CharField(_("varför den togs tillbaka"), max_length=300, blank=True)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("version av en handlingsplan")
        verbose_name_plural = _("versioner av handlingsplaner")
        ordering = ["-number"]
        constraints = [
            UniqueConstraint(name="plan_version_has_its_number", fields=["plan", "number"]),
            CheckConstraint(name="plan_version_says_who_adopted_it", condition=~Q(adopted_by="")),
            says_why_once_done("plan_version_is_taken_back_with_a_reason", "taken_back_at", "taken_back_because"),
            CheckConstraint(
                name="plan_version_taken_back_is_not_public",
                condition=Q(taken_back_at=None) | Q(published_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"
