"""The log of who did and saw what. Rows are only ever added.

The table is partitioned by month and has no foreign keys: the log must outlive what it tells
of (HSLF-FS 2016:40 4 kap. 9 §; PDL 4 kap. 3 §). It carries ids, never names or text.
"""

from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kronobarn.core.actor import Actor
from kronobarn.people.models import Child


class LogEntryQuerySet(models.QuerySet["LogEntry"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own doings, and everything about children one has a seat with.

        Whoever has only noticed something does not learn who else is involved, and the family does
        not learn here who noticed it: whether and when they are told is for the responsible to judge.
        """
        around = Q(child_id__in=Child.objects.with_whom_works(actor))
        if actor.is_family:
            around &= ~(
                Q(kind__startswith="signal.")
                | Q(kind="child.sought")
                | Q(subject__startswith="signal:")
                | Q(why__in=["notifier", "noticed"])
            )
        return self.filter(Q(person_id=actor.person_id) | around)


class LogEntry(models.Model):
    """One thing that happened: who, as what, which child, what, why and when (UTC)."""

    id = models.BigIntegerField(primary_key=True, editable=False)
    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    person_id = models.BigIntegerField(null=True)
    assignment_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    child_id = models.UUIDField(null=True)
    subject = models.CharField(max_length=80, blank=True)
    why = models.CharField(max_length=60, blank=True)
    detail = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = LogEntryQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "audit_logentry"
        ordering = ["-at", "-id"]
        verbose_name = _("loggpost")
        verbose_name_plural = _("loggposter")

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class LogBlock(models.Model):
    """A sealed stretch of the log, chained to the one before it.

    Covers the entries written by transactions from `first_tx` up to, not including, `next_tx`.
    """

    number = models.BigIntegerField(primary_key=True)
    first_tx = models.BigIntegerField()
    next_tx = models.BigIntegerField()
    entries = models.IntegerField()
    before = models.BinaryField(max_length=32)
    seal = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        verbose_name = _("sigillerat block")
        verbose_name_plural = _("sigillerade block")
        constraints = [
            models.UniqueConstraint(name="log_block_starts_once", fields=["first_tx"]),
            models.CheckConstraint(name="log_block_moves_forward", condition=Q(next_tx__gt=models.F("first_tx"))),
        ]

    def __str__(self) -> str:
        return f"block {self.number}"
