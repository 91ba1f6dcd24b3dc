"""What is published of a meeting: a copy of what was chosen, which what is written later does not change."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kronobarn.core.reasons import says_why_once_done
from kronobarn.programme.kept import ForStaff


class Publication(models.Model):
    """The chosen points of approved notes, as anybody may read them, until they are withdrawn."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey("group_meetings.GroupMeeting", models.PROTECT, related_name="publications")
    group_kind = models.CharField(_("slags grupp"), max_length=20)
    group_name = models.CharField(_("grupp"), max_length=120)
    day = models.DateField(_("mötesdag"))
    items = models.JSONField(_("punkter"))
    present = models.JSONField(_("var med"), default=list)
    published_at = models.DateTimeField(editable=False)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    withdrawn_at = models.DateTimeField(_("återkallad"), null=True)
    withdrawn_because = models.CharField(_("skäl"), max_length=300, blank=True)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("publicerad anteckning")
        verbose_name_plural = _("publicerade anteckningar")
        ordering = ["-day"]
        constraints = [
            UniqueConstraint(
                name="published_once_at_a_time", fields=["meeting"], condition=Q(withdrawn_at__isnull=True)
            ),
            says_why_once_done("publication_is_withdrawn_with_a_reason", "withdrawn_at", "withdrawn_because"),
        ]

    def __str__(self) -> str:
        return f"publication {self.pk}"
