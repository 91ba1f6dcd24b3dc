"""The versions of the practice model. What one says never changes."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class VersionQuerySet(models.QuerySet["Version"]):
    def with_a_day(self) -> Self:
        """Past, in force or planned, the earliest first."""
        return self.filter(in_force_from__isnull=False).order_by("in_force_from")


class Version(models.Model):
    """One version of the practice model, whole, as it was loaded. A draft until it is given its first day."""

    version = models.CharField(_("version"), max_length=60, primary_key=True)
    county = models.CharField(_("län"), max_length=100)
    content = models.JSONField(_("innehåll"))
    digest = models.CharField(_("kontrollsumma"), max_length=64)
    loaded_at = models.DateTimeField(_("inläst"))
    in_force_from = models.DateField(_("gäller från"), null=True, unique=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version av praxismodellen")
        verbose_name_plural = _("versioner av praxismodellen")

    def __str__(self) -> str:
        return self.version
