"""The annual report of a year: what is written by hand, and what was settled.

Nothing here is about any child. What is written by hand has versions; what has been settled is kept whole, with the facts
as they stood, and is not rewritten, which the database holds (policies.sql).
"""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kronobarn.annual_reports.kept import Corrections, OfDrafts, Reports, Settlements
from kronobarn.annual_reports.rules import FIRST_YEAR, State, state
from kronobarn.core.reasons import says_why
from kronobarn.group_meetings.models import Decision


class AnnualReport(models.Model):
    """The report of one year."""

    STATES: ClassVar[dict[State, tuple[Any, str]]] = {
        State.DRAFT: (_("Utkast"), "info"),
        State.SETTLED: (_("Fastställd"), "success"),
        State.PUBLISHED: (_("Fastställd och öppen för alla"), "success"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField(_("år"), unique=True)
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    objects = Reports.as_manager()

    class Meta:
        verbose_name = _("årsberättelse")
        verbose_name_plural = _("årsberättelser")
        ordering = ["-year"]
        constraints = [
            CheckConstraint(name="annual_report_is_of_a_year_of_the_process", condition=Q(year__gte=FIRST_YEAR))
        ]

    def __str__(self) -> str:
        return str(self.year)

    @property
    def log_name(self) -> str:
        return f"annual_report:{self.pk}"


class Part(models.Model):
    """One version of what is written by hand in a chapter. The latest holds, the others are history."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="parts", db_index=False)
    chapter = models.CharField(_("kapitel"), max_length=20)
    number = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"), blank=True)
    points = models.TextField(_("punkter på bilden"), blank=True)
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    objects = OfDrafts.as_manager()

    class Meta:
        verbose_name = _("egen text i en årsberättelse")
        verbose_name_plural = _("egna texter i årsberättelser")
        ordering = ["chapter", "-number"]
        constraints = [
            UniqueConstraint(name="annual_report_part_has_its_version", fields=["report", "chapter", "number"]),
            CheckConstraint(name="annual_report_part_is_in_a_chapter", condition=~Q(chapter="")),
        ]

    def __str__(self) -> str:
        return f"part {self.pk}"


class Settlement(models.Model):
    """A report as the steering group settled it: every chapter with its facts as they stood. It can be taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="settlements")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+", verbose_name=_("beslut"), db_index=False)
    settled_on = models.DateField(_("fastställd"))
    settled_by = models.CharField(_("fastställd av"), max_length=120)
    content = models.JSONField(_("innehåll"))
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    published_at = models.DateTimeField(_("öppen för alla"), null=True)
    taken_back_at = models.DateTimeField(_("tagen tillbaka"), null=True)
    taken_back_because = models.CharField(_("varför den togs tillbaka"), max_length=300, blank=True)

    objects = Settlements.as_manager()

    class Meta:
        verbose_name = _("fastställd årsberättelse")
        verbose_name_plural = _("fastställda årsberättelser")
        ordering = ["-written_at"]
        constraints = [
            UniqueConstraint(name="annual_report_is_settled_once", fields=["report"], condition=Q(taken_back_at=None)),
            CheckConstraint(name="settlement_says_who_settled_it", condition=~Q(settled_by="")),
            CheckConstraint(
                name="settlement_has_a_reason_only_when_taken_back",
                condition=Q(taken_back_at__isnull=False) | Q(taken_back_because=""),
            ),
            says_why("settlement_taken_back_says_why", "taken_back_because", unless=Q(taken_back_at=None)),
            CheckConstraint(
                name="settlement_taken_back_is_not_public", condition=Q(taken_back_at=None) | Q(published_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"settlement {self.pk}"

    @property
    def state(self) -> State:
        return state(settled=self.taken_back_at is None, published=self.published_at is not None)


class Correction(models.Model):
    """What was wrong in a settled report, in words beside it, and why it is corrected."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="corrections")
    chapter = models.CharField(_("kapitel"), max_length=20)
    text = models.TextField(_("så ska det vara"))
    because = models.CharField(_("varför det rättas"), max_length=300)
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    objects = Corrections.as_manager()

    class Meta:
        verbose_name = _("rättelse av en årsberättelse")
        verbose_name_plural = _("rättelser av årsberättelser")
        ordering = ["written_at"]
        constraints = [
            CheckConstraint(name="annual_report_correction_says_what", condition=~Q(text="") & ~Q(chapter="")),
            says_why("annual_report_correction_says_why", "because"),
        ]

    def __str__(self) -> str:
        return f"correction {self.pk}"
