"""What each authority has written about a child, and what it has passed on. `RecordQuerySet.visible_to` is who sees a record."""

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment, SecrecyArea
from kronobarn.circles import headlines
from kronobarn.circles.models.seats import Seat, standing
from kronobarn.circles.rules import (
    IN_AN_EMERGENCY,
    Ground,
    Kind,
    Role,
)
from kronobarn.core.actor import Actor
from kronobarn.core.choices import choices
from kronobarn.core.constraints import both_or_neither, ends_after_it_starts
from kronobarn.core.prepared import Within
from kronobarn.core.reasons import says_why
from kronobarn.core.withheld import not_blocked, not_withheld
from kronobarn.grounds.rules import GROUNDS
from kronobarn.people.models import Child

NEEDED_IN_AN_EMERGENCY = Func(
    F("pk"), F("kind"), F("written_at"), function="circles_needed_in_an_emergency", output_field=models.BooleanField()
)
"""A record that is of now: whether a plan is closed stands in a table that this feature knows nothing of."""


class RecordQuerySet(models.QuerySet["Record"]):
    def visible_to(self, actor: Actor) -> Self:
        """Records that exist, as far as this actor may know.

        A standing seat, and: one's own area wrote it, or it was disclosed to one's area or, for
        child and guardian, to oneself. Whoever only noticed something sees what they wrote; whoever
        opened in an emergency, of all that, the kinds of records that an emergency needs, and of those the ones of now. Never what is
        withheld from the person, in whatever hat they come; nor, but in an emergency, what another unit of one's
        area has written and is blocked (`Block`).
        """
        if actor.person_id is None:
            return self.none()
        mine = Seat.objects.held_by(actor).filter(child=OuterRef("child"))
        given = Disclosure.objects.standing().filter(child=OuterRef("child"), record=OuterRef("pk"))
        known = self.filter(not_withheld("pk", actor))
        if actor.is_family:
            return known.filter(Exists(mine), Exists(given.filter(to_person=actor.person_id)))
        opened = (Exists(mine.working()) & Q(not_blocked("pk"))) | (
            Q(Q(kind__in=IN_AN_EMERGENCY), Exists(mine.emergency()), NEEDED_IN_AN_EMERGENCY)
        )
        ours = Q(owner=actor.area_id)
        return known.filter(
            (ours & Q(author=actor.person_id) & Exists(mine))
            | (opened & (ours | Exists(given.filter(to_area=actor.area_id))))
        )

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


class Record(models.Model):
    """The header of one piece of a child's documentation, and the only thing access is asked of.

    The detail hangs one-to-one on it. Owner, child, kind and author never change (a trigger). What follows up
    another record is part of it, and withheld with it.
    """

    KINDS: ClassVar[dict[str, Any]] = {
        Kind.MATTER: _("Ärende"),
        Kind.SIGNAL: _("Signal"),
        Kind.OBSERVATION: _("Iakttagelse"),
        Kind.ANALYSIS: _("Analys"),
        Kind.CONSENT: _("Samtycke"),
        Kind.MEETING: _("Möte"),
        Kind.PLAN: _("Barnets plan"),
        Kind.REVIEW: _("Uppföljning"),
        Kind.EVENT: _("Viktig händelse"),
        Kind.SITTING: _("Hjulet med barnet"),
        Kind.NOTE: _("Anteckning"),
        Kind.THREAD: _("Meddelanden"),
        Kind.COMMUNICATION: _("Sparade meddelanden"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="records", db_index=False)
    owner = models.ForeignKey(SecrecyArea, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(_("slag"), choices=choices(KINDS), max_length=20)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    author_assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    headline = models.CharField(_("rubrik"), max_length=200)
    happened_on = models.DateField(_("hände"))
    written_at = models.DateTimeField(_("skrivet"))
    practice_version = models.CharField(_("praxisversion"), max_length=60)
    retention_class = models.CharField(_("gallringsklass"), max_length=20)
    part_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts", db_index=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("handling")
        verbose_name_plural = _("handlingar")
        indexes = [
            models.Index(fields=["child", "-happened_on"], name="record_child_day"),
            models.Index(fields=["child", "kind"], name="record_child_kind"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["child", "id"], name="record_of_child"),
            models.UniqueConstraint(fields=["child", "id", "owner"], name="record_of_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.pk}"

    @property
    def log_name(self) -> str:
        return f"{self.kind}:{self.pk}"

    @property
    def called(self) -> str:
        """The headline, in the reader's language where the product made it."""
        return headlines.told(self.kind, self.headline, self.practice_version)


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    def standing(self) -> Self:
        """Granted, not ended and not run out."""
        return self.filter(standing(), granted=True)

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)

    def visible_to(self, actor: Actor) -> Self:
        """What one's own area decided, either way, and what it was given; what rests on a yes, for family and who leads.

        Never of what is withheld from the person, or blocked for their unit. Whoever was refused something is not
        told that it is there.
        """
        mine = Seat.objects.held_by(actor).filter(child=OuterRef("child"))
        known = self.filter(not_withheld("record", actor))
        if actor.is_family:
            mine_or_ours = Q(to_person=actor.person_id) | Q(consent__isnull=False)
            return known.filter(mine_or_ours, Exists(mine), granted=True)
        known = known.filter(not_blocked("record"))
        leading = mine.filter(role__in=[Role.RESPONSIBLE, Role.LEAD])
        # What was given opens the record, in an emergency as well, so that it is seen with it.
        given = (Q(to_area=actor.area_id) & (Exists(mine.working()) | Exists(mine.emergency()))) | (
            Q(consent__isnull=False) & Exists(leading)
        )
        return known.filter(
            (Q(owner=actor.area_id) & Exists(mine.working()))
            | (Q(owner=actor.area_id, decided_by=actor.person_id) & Exists(mine))
            | (Q(granted=True) & given)
        )


class Disclosure(models.Model):
    """A decision to pass one record on, or not to: to whom, on what ground, by whom, until when.

    A refusal is kept as well. An ended disclosure stays. Afterwards only the end can be written, and that more
    kinds of information go with it. On consent it names the question that was answered yes to and the kinds of
    information that it carries, and it always ends: a withdrawal finds it by them. What was decided about several
    records at once has the same `decision`.
    """

    GROUNDS: ClassVar[dict[str, Any]] = {
        code: format_lazy("{name}, {law}", name=ground.name, law=ground.law) for code, ground in GROUNDS.items()
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="disclosures", db_index=False)
    record = models.ForeignKey(Record, models.PROTECT, related_name="disclosures", db_index=False)
    owner = models.ForeignKey(SecrecyArea, models.PROTECT, related_name="+", db_index=False)
    to_area = models.ForeignKey(SecrecyArea, models.PROTECT, null=True, related_name="+", db_index=False)
    to_person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    granted = models.BooleanField(_("lämnas ut"))
    ground = models.CharField(_("grund"), choices=choices(GROUNDS), max_length=30, blank=True)
    consent = models.UUIDField(_("samtycke"), null=True, editable=False)
    kinds = ArrayField(models.CharField(max_length=40), verbose_name=_("slags uppgifter"), default=list, editable=False)
    necessity = models.CharField(_("varför det behövs"), max_length=500, blank=True)
    decision = models.UUIDField(_("beslut"), null=True, editable=False)
    since = models.DateTimeField(_("från"))
    until = models.DateTimeField(_("till"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    decided_for = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("utlämnande")
        verbose_name_plural = _("utlämnanden")
        indexes = [
            models.Index(fields=["child", "record"], name="disclosure_child_record"),
            models.Index(fields=["child", "consent"], name="disclosure_child_consent"),
        ]
        constraints = [
            ends_after_it_starts(),
            both_or_neither("ended_at", "ended_by"),
            models.CheckConstraint(
                name="disclosure_has_one_recipient",
                condition=Q(to_area__isnull=False, to_person=None) | Q(to_area=None, to_person__isnull=False),
            ),
            models.CheckConstraint(
                name="granted_disclosure_has_a_ground",
                condition=Q(granted=False) | ~Q(ground=""),
            ),
            # What stands in for somebody's yes belongs to the same question, so naming the question names it too.
            models.CheckConstraint(
                name="disclosure_on_consent_names_it_and_ends",
                condition=~Q(ground=Ground.CONSENT.value)
                | Q(granted=False)
                | Q(consent__isnull=False, until__isnull=False),
            ),
            says_why("refused_disclosure_says_why", "necessity", unless=Q(granted=True)),
            says_why("disclosure_to_a_service_says_why", "necessity", unless=Q(to_area=None)),
            models.CheckConstraint(
                name="disclosure_leaves_its_area",
                condition=Q(to_area=None) | ~Q(to_area=F("owner")),
            ),
        ]

    def __str__(self) -> str:
        return f"disclosure {self.pk}"


def _records_seen(actor: Actor) -> models.QuerySet[Record, Any]:
    return Record.objects.visible_to(actor).values_list("pk")


class OfRecordQuerySet(models.QuerySet[Any]):
    """Rows that hang on a record: seen by whoever sees the record, always."""

    def visible_to(self, actor: Actor) -> Self:
        """Rows whose record exists for the actor."""
        return self.filter(Within("record", _records_seen, actor))

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


class Detail(models.Model):
    """What a record says, one-to-one with its header. Concrete models add the words."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="%(class)s")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")

    objects = OfRecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.record_id)

    @property
    def log_name(self) -> str:
        return f"{type(self).__name__.lower()}:{self.pk}"


class Part(models.Model):
    """One of several rows under a record: a goal, an invited person, a frozen version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, models.PROTECT, related_name="+", db_index=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="+", db_index=False)

    objects = OfRecordQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["child", "record"], name="%(class)s_child_record")]

    def __str__(self) -> str:
        return str(self.pk)


class LoggedPart(Part):
    """A part that has lines of its own in the log. There it is about the record: what tells of the one tells of the other."""

    LOGGED_AS: ClassVar[str]
    """What the record is called in the log, before its id."""

    class Meta(Part.Meta):
        abstract = True

    @property
    def log_name(self) -> str:
        return f"{self.LOGGED_AS}:{self.record_id}"
