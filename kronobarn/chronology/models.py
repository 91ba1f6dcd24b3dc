"""What has happened in a child's life that those around it need to know of."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kronobarn.assessments.models import KNOWN_AS_READ
from kronobarn.chronology.rules import AT_FIRST_HAND, Precision, Significance
from kronobarn.circles.models import Detail
from kronobarn.core.choices import choices


class LifeEvent(Detail):
    """One fact in the chronology: what happened, what it means for the child, and what was done.

    Never edited. A correction is a new event that names the one it amends; both are kept. When it happened is the
    record's own day, as exactly as `precision` says.
    """

    SIGNIFICANCE: ClassVar[dict[str, Any]] = {
        Significance.GOOD: _("Bra för barnet"),
        Significance.HARD: _("Svårt för barnet"),
        Significance.BOTH: _("Både bra och svårt"),
        Significance.UNKNOWN: _("Det vet vi inte"),
    }
    PRECISION: ClassVar[dict[str, Any]] = {
        Precision.DAY: _("Den dagen"),
        Precision.MONTH: _("Någon gång den månaden"),
        Precision.YEAR: _("Någon gång det året"),
    }

    what = models.CharField(_("vad som hände"), max_length=600)
    precision = models.CharField(_("hur säker dagen är"), choices=choices(PRECISION), default="day", max_length=10)
    significance = models.CharField(_("vad det betyder för barnet"), choices=choices(SIGNIFICANCE), max_length=10)
    known = models.CharField(_("hur vi vet det"), choices=choices(KNOWN_AS_READ), max_length=20)
    source = models.CharField(_("vem eller vad"), max_length=200, blank=True)
    action = models.CharField(_("vad som gjordes"), max_length=600, blank=True)
    no_action_because = models.CharField(_("varför inget gjordes"), max_length=600, blank=True)
    amends = models.ForeignKey("self", models.PROTECT, null=True, related_name="amended_by", db_index=False)

    class Meta:
        verbose_name = _("viktig händelse")
        verbose_name_plural = _("viktiga händelser")
        constraints = [
            models.CheckConstraint(name="lifeevent_says_what", condition=~Q(what="")),
            models.CheckConstraint(
                name="lifeevent_action_or_why_none",
                condition=(Q(action="") & ~Q(no_action_because="")) | (~Q(action="") & Q(no_action_because="")),
            ),
            models.CheckConstraint(
                name="lifeevent_seen_by_others_says_who",
                condition=Q(known__in=sorted(AT_FIRST_HAND)) | ~Q(source=""),
            ),
            models.UniqueConstraint(
                name="lifeevent_is_amended_once", fields=["child", "amends"], condition=Q(amends__isnull=False)
            ),
        ]
