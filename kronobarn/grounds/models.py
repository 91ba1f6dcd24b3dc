"""The county's corrections of the table of grounds. Rows are only ever added: the latest counts."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import SecrecyArea
from kronobarn.core.choices import choices
from kronobarn.core.reasons import says_why
from kronobarn.grounds.rules import GROUNDS, Ground


class Correction(models.Model):
    """One ground as the county's lawyer has it, from a day, with the reason."""

    CODES: ClassVar[dict[Ground, Any]] = {code: ground.name for code, ground in GROUNDS.items()}

    ground = models.CharField(_("grund"), choices=choices(CODES), max_length=30)
    law = models.CharField(_("paragraf"), max_length=200)
    meaning = models.TextField(_("innebörd"), max_length=1000)
    owners = ArrayField(
        models.CharField(max_length=30, choices=choices(SecrecyArea.REGIMES)), verbose_name=_("vem som får använda den")
    )
    recipients = ArrayField(
        models.CharField(max_length=30, choices=choices(SecrecyArea.REGIMES)),
        verbose_name=_("vem som får ta emot"),
        blank=True,
    )
    is_reviewed = models.BooleanField(_("granskad av jurist"))
    decided_on = models.DateField(_("beslutad"))
    note = models.CharField(_("varför"), max_length=500)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("skrivet"))

    class Meta:
        verbose_name = _("rättelse av en grund")
        verbose_name_plural = _("rättelser av grunder")
        ordering = ["ground", "-noted_at", "-id"]
        indexes = [models.Index(fields=["ground", "-noted_at", "-id"], name="correction_latest")]
        constraints = [
            models.CheckConstraint(name="correction_names_the_law", condition=~Q(law="")),
            says_why("correction_says_why", "note"),
        ]

    def __str__(self) -> str:
        return f"{self.ground} {self.decided_on}"
