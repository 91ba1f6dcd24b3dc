"""What has been drawn from the log of one area to be reviewed, and what whoever reviewed it came to.

The sample is drawn by the log's keeper and never changed. A judgement is only ever added: whoever thinks again adds
another, and the first one stays. A visit keeps what it needs of the log's entry, which may be removed by rule before it.
"""

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment, SecrecyArea
from kronobarn.authorities.rules import Role
from kronobarn.core.actor import Actor
from kronobarn.core.choices import choices
from kronobarn.oversight.rules import FINAL, SAYS_WHY, Flag, Outcome


class SampleQuerySet(models.QuerySet["Sample"]):
    def visible_to(self, actor: Actor) -> Self:
        """The samples of the area whose log the actor reviews."""
        if actor.role != Role.LOG_REVIEWER or actor.area_id is None:
            return self.none()
        return self.filter(area=actor.area_id)


class Sample(models.Model):
    """What was drawn from one month of one area's log. With the seed it can be drawn again, and be the same."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(SecrecyArea, models.PROTECT, related_name="+", db_index=False)
    month = models.DateField(_("månad"))
    seed = models.CharField(_("lottningens frö"), max_length=64)
    visits = models.PositiveIntegerField(_("besök i månaden"))
    found = models.JSONField(_("träffar per regel"), default=dict)
    due_on = models.DateField(_("klart senast"))
    drawn_at = models.DateTimeField(_("draget"))

    objects = SampleQuerySet.as_manager()

    class Meta:
        verbose_name = _("stickprov")
        verbose_name_plural = _("stickprov")
        ordering = ["-month"]
        constraints = [models.UniqueConstraint(name="sample_once_a_month", fields=["area", "month"])]

    def __str__(self) -> str:
        return f"sample {self.pk}"


class DrawnQuerySet(models.QuerySet["Drawn"]):
    def visible_to(self, actor: Actor) -> Self:
        """What was drawn in the area whose log the actor reviews."""
        return self.filter(sample__in=Sample.objects.visible_to(actor))

    def with_outcome(self) -> Self:
        """With what the last judgement says; "" for those that nobody has judged."""
        last = Judgement.objects.filter(drawn=OuterRef("pk")).order_by("-judged_at", "-pk")
        return self.annotate(outcome=Subquery(last.values("outcome")[:1]))

    def undone(self) -> Self:
        """Not judged, or with something left to do."""
        return self.with_outcome().filter(Q(outcome=None) | ~Q(outcome__in=[each.value for each in FINAL]))


class Drawn(models.Model):
    """One visit that is to be reviewed: what one person did about one child on one day, and why it was drawn."""

    FLAGS: ClassVar[dict[str, Any]] = {
        Flag.OWN_RECORD: _("Personen är själv barnet eller vårdnadshavare"),
        Flag.OWN_COLLEAGUE: _("Barnet eller en vårdnadshavare arbetar på samma enhet"),
        Flag.SAME_SURNAME: _("Samma efternamn som barnet eller en vårdnadshavare"),
        Flag.NO_SEAT: _("Personen hade ingen plats kring barnet då"),
        Flag.MANY_CHILDREN: _("Många barn på kort tid"),
        Flag.ODD_HOURS: _("Natt eller helg"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sample = models.ForeignKey(Sample, models.PROTECT, related_name="drawn", db_index=False)
    # Like the log itself, without foreign keys: it outlives what it tells of.
    entry_id = models.BigIntegerField()
    at = models.DateTimeField(_("när"))
    person_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    child_id = models.UUIDField()
    kinds = ArrayField(models.CharField(max_length=60))
    whys = ArrayField(models.CharField(max_length=60))
    entries = models.PositiveIntegerField(_("rader"))
    flags = ArrayField(models.CharField(max_length=20, choices=choices(FLAGS)))
    at_random = models.BooleanField(_("lottat"))

    objects = DrawnQuerySet.as_manager()

    class Meta:
        verbose_name = _("draget besök")
        verbose_name_plural = _("dragna besök")
        constraints = [models.UniqueConstraint(name="drawn_once", fields=["sample", "entry_id"])]

    def __str__(self) -> str:
        return f"drawn {self.pk}"


class JudgementQuerySet(models.QuerySet["Judgement"]):
    def visible_to(self, actor: Actor) -> Self:
        """Judgements of what the actor may review."""
        return self.filter(drawn__in=Drawn.objects.visible_to(actor))


class Judgement(models.Model):
    """What somebody came to about one visit. The last one holds; the others are its history."""

    OUTCOMES: ClassVar[dict[str, Any]] = {
        Outcome.GROUNDED: _("Behövdes för arbetet"),
        Outcome.NO_REMARK: _("Ingen anmärkning"),
        Outcome.NEEDS_QUESTION: _("Behöver frågas om"),
        Outcome.ASKED: _("Personen är tillfrågad, svar väntas"),
        Outcome.REPORTED: _("Lämnat vidare till chef eller som anmälan"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    drawn = models.ForeignKey(Drawn, models.PROTECT, related_name="judgements", db_index=False)
    outcome = models.CharField(_("utfall"), max_length=20, choices=choices(OUTCOMES))
    note = models.CharField(_("anteckning"), max_length=1000, blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    judged_as = models.ForeignKey(Assignment, models.PROTECT, related_name="+", db_index=False)
    judged_at = models.DateTimeField(_("bedömt"))

    objects = JudgementQuerySet.as_manager()

    class Meta:
        verbose_name = _("bedömning")
        verbose_name_plural = _("bedömningar")
        ordering = ["judged_at"]
        indexes = [models.Index(fields=["drawn", "-judged_at"], name="judgement_last")]
        constraints = [
            models.CheckConstraint(
                name="judgement_says_why",
                condition=~Q(outcome__in=sorted(each.value for each in SAYS_WHY)) | ~Q(note=""),
            ),
        ]

    def __str__(self) -> str:
        return f"judgement {self.pk}"
