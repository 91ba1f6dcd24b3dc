"""The log of who did and saw what. Rows are only ever added.

The table is partitioned by month and has no foreign keys: the log must outlive what it tells
of (HSLF-FS 2016:40 4 kap. 9 §; PDL 4 kap. 3 §). It carries ids, never names or text.
"""

from typing import Self

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, Concat, Now
from django.utils.translation import gettext_lazy as _

from kronobarn.core.actor import Actor
from kronobarn.core.withheld import line_not_withheld
from kronobarn.people.models import Child

REVIEWER = "log_reviewer"
"""The role of an assignment whose holder reviews the log of one secrecy area."""


class LogEntryQuerySet(models.QuerySet["LogEntry"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own doings, and everything about children one has a seat with.

        Whoever has only noticed something does not learn who else is involved, and the family does
        not learn here who noticed it: whether and when they are told is for the responsible to judge.
        Nor does it learn of an emergency opening while telling it is put off.
        Whoever reviews the log of an area sees what its units have done (who, when, what; never content).
        Nobody sees lines about what is withheld from them, or about those who sit there only because of it;
        that something is withheld is not told to anybody in the family.
        """
        around = Q(child_id__in=Child.objects.with_whom_works(actor))
        if actor.is_family:
            around &= ~(
                Q(kind__startswith="signal.")
                | Q(kind="child.sought")
                | Q(subject__startswith="signal:")
                | Q(why__in=["notifier", "noticed"])
                | Q(kind__startswith="withheld.")
                | self._untold()
            )
        known = self.filter(*line_not_withheld(actor))
        return known.filter(Q(person_id=actor.person_id) | around | self._reviewed_by(actor))

    @staticmethod
    def _untold() -> Q:
        """What was done in an emergency opening that the family is not yet to be told of, and about it."""
        seats = apps.get_model("circles", "Seat").objects.filter(child=OuterRef("child_id"), told_from__gt=Now())
        done = Q(Exists(seats.filter(person=OuterRef("person_id"))))
        named = seats.annotate(subject=Concat(Value("emergency:"), Cast("pk", TextField()), output_field=TextField()))
        emergency = Q(why="emergency") | Q(kind__startswith="emergency.")
        return (emergency & done) | Q(Exists(named.filter(subject=OuterRef("subject"))))

    def under_review(self, actor: Actor) -> Self:
        """What the units of the area have done, for whoever reviews the log there; nothing for anybody else."""
        return self.filter(self._reviewed_by(actor))

    def _reviewed_by(self, actor: Actor) -> Q:
        if actor.role != REVIEWER or actor.area_id is None:
            return Q(pk__in=[])
        # By name: units are built on the log, so their module cannot be imported here.
        units = apps.get_model("authorities", "Unit").objects.filter(area=actor.area_id)
        return Q(unit_id__in=units.values("pk"))


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


class LogCut(models.Model):
    """That the oldest months have been removed by rule: announced first, carried out later.

    Vouches for what is gone, so that what is left can be verified. Chained and signed (see `certificates`).
    """

    number = models.BigIntegerField(primary_key=True)
    before = models.DateField()
    emptied_to = models.BigIntegerField()
    removed = models.BigIntegerField()
    remnants = models.JSONField()
    previous = models.BinaryField(max_length=32)
    seal = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=32)
    announced_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("gallring av loggen")
        verbose_name_plural = _("gallringar av loggen")
        constraints = [
            models.UniqueConstraint(models.Value(1), name="log_cut_one_announced_at_a_time", condition=Q(done_at=None)),
        ]

    def __str__(self) -> str:
        return f"cut {self.number}"


class LogExport(models.Model):
    """One daily copy of the log, made for another system to fetch."""

    day = models.DateField(primary_key=True)
    name = models.CharField(max_length=80)
    first_block = models.BigIntegerField()
    last_block = models.BigIntegerField()
    entries = models.BigIntegerField()
    digest = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["day"]
        verbose_name = _("kopia av loggen")
        verbose_name_plural = _("kopior av loggen")

    def __str__(self) -> str:
        return self.name
