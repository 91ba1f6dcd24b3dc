"""The table around one child: who sits there, what each authority has written, what it passed on.

`visible_to` here is the only definition of who sees a record. The database says it again in
`policies.sql`; a property test holds the two and a third, in plain Python, together.
"""

import uuid
from functools import cache
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.db.models.functions import Now
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment, SecrecyArea, Unit
from kronobarn.circles import headlines
from kronobarn.circles.rules import (
    AN_EMERGENCY_LASTS,
    BESIDE_THE_WORK,
    FAMILY,
    IN_AN_EMERGENCY,
    TO_REACH,
    Ground,
    Kind,
    RetentionClass,
    Role,
    SeatGround,
    WithheldBecause,
)
from kronobarn.core.actor import Actor
from kronobarn.core.choices import choices
from kronobarn.core.constraints import both_or_neither, ends_after_it_starts
from kronobarn.core.prepared import Within
from kronobarn.core.withheld import not_blocked, not_withheld, seat_not_withheld
from kronobarn.grounds.rules import GROUNDS
from kronobarn.people.models import Child, Protection


@cache
def standing(prefix: str = "") -> Q:
    """Begun and not ended, by the database's own clock, as the policies have it."""
    return Q(**{f"{prefix}since__lte": Now()}) & (Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": Now()}))


class SeatQuerySet(models.QuerySet["Seat"]):
    def standing(self) -> Self:
        """Seats whose ground holds right now."""
        return self.filter(standing())

    def held_by(self, actor: Actor, *roles: Role) -> Self:
        """The actor's own standing seats, in the assignment they act in: any role, or these."""
        if actor.person_id is None:
            return self.none()
        seats = self.filter(standing(), person=actor.person_id, assignment=actor.assignment_id)
        return seats.filter(role__in=roles) if roles else seats

    def working(self) -> Self:
        """All but the seats beside the work: of those who have only noticed something, or opened in an emergency."""
        return self.exclude(role__in=BESIDE_THE_WORK)

    def of_protected_family(self) -> Self:
        """Standing seats of those in the family whose own data are protected."""
        return self.filter(standing(), assignment=None, person__protected=True)

    def emergency(self) -> Self:
        """Seats that open a child in an emergency. They open nobody whose data are protected."""
        return self.filter(role=Role.EMERGENCY, child__protection=Protection.NONE)

    def visible_to(self, actor: Actor) -> Self:
        """Everyone who sits with a child the actor sits with.

        Whoever has only noticed something sees themselves, the family and the responsible: that
        another service is involved is itself a secret. The family does not learn here who noticed it, nor
        who sits there only because of something that is withheld from them. In an emergency one sees whom to
        reach as well.
        """
        here = self.filter(child__in=Child.objects.visible_to(actor))
        if actor.is_family:
            # Telling the family of an emergency opening can be put off, by a decision.
            told = Q(told_from=None) | Q(told_from__lte=Now())
            return here.filter(~Q(role=Role.NOTIFIER), told, seat_not_withheld(actor))
        own = Q(assignment=actor.assignment_id)
        always = Q(role__in=[Role.RESPONSIBLE, *FAMILY])
        whole_table = Q(child__in=Child.objects.with_whom_works(actor))
        emergencies = Seat.objects.held_by(actor).emergency().values("child")
        to_reach = Q(role__in=TO_REACH, child__in=emergencies)
        return here.filter(own | always | whole_table | to_reach)

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


class Seat(models.Model):
    """One person's place at one child's table: in an assignment or as family, on a ground, for a time.

    Nothing else lets a person near a child's records. To end access is to end seats. The times
    are instants: an emergency seat lasts hours.
    """

    ROLES: ClassVar[dict[str, Any]] = {
        Role.RESPONSIBLE: _("barnensbästa-ansvarig"),
        Role.LEAD: _("samverkansansvarig"),
        Role.CONTACT: _("kontaktperson"),
        Role.PARTICIPANT: _("deltagare"),
        Role.NOTIFIER: _("uppgiftslämnare"),
        Role.GUARDIAN: _("vårdnadshavare"),
        Role.CHILD: _("barnet"),
        Role.EMERGENCY: _("i ett nödläge"),
    }
    GROUNDS: ClassVar[dict[str, Any]] = {
        SeatGround.RESPONSIBILITY: _("ansvar för barnet"),
        SeatGround.TASK: _("behövs för uppgiften"),
        SeatGround.NOTICED: _("har uppmärksammat något"),
        SeatGround.CONSENT: _("samtycke"),
        SeatGround.FAMILY: _("barnet eller vårdnadshavare"),
        SeatGround.EMERGENCY: _("nödläge"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="seats", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats", db_index=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    area = models.ForeignKey(SecrecyArea, models.PROTECT, null=True, related_name="+", db_index=False)
    role = models.CharField(_("roll"), choices=choices(ROLES), max_length=20)
    ground = models.CharField(_("grund"), choices=choices(GROUNDS), max_length=20)
    why = models.CharField(_("skäl"), max_length=300, blank=True)
    since = models.DateTimeField(_("från"))
    until = models.DateTimeField(_("till"), null=True, blank=True)
    told_from = models.DateTimeField(_("familjen ser den från"), null=True, editable=False)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("plats")
        verbose_name_plural = _("platser")
        indexes = [
            models.Index(fields=["child", "person"], name="seat_child_person"),
            # One's own children are found from the person: the one list that starts there.
            models.Index(
                fields=["person", "assignment", "child"],
                name="seat_person_child",
                include=["role", "since", "until"],
            ),
        ]
        constraints = [
            ends_after_it_starts(),
            models.CheckConstraint(
                name="seat_is_held_for_an_assignment_or_as_family",
                condition=Q(role__in=sorted(role.value for role in FAMILY), assignment=None, area=None)
                | (
                    ~Q(role__in=sorted(role.value for role in FAMILY)) & Q(assignment__isnull=False, area__isnull=False)
                ),
            ),
            # Within hours, and the family is told of it some day.
            models.CheckConstraint(
                name="emergency_seat_is_short_and_told",
                condition=Q(told_from=None) & ~Q(role=Role.EMERGENCY.value)
                | Q(
                    role=Role.EMERGENCY.value,
                    until__isnull=False,
                    told_from__isnull=False,
                    until__lte=F("since") + AN_EMERGENCY_LASTS,
                ),
            ),
            ExclusionConstraint(
                name="one_responsible_at_any_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (
                        Func("since", "until", function="tstzrange", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(role=Role.RESPONSIBLE.value),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.person_id} with child {self.child_id}"


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
        code: format_lazy("{name} ({law})", name=ground.name, law=ground.law) for code, ground in GROUNDS.items()
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
            models.CheckConstraint(
                name="refused_disclosure_says_why",
                condition=Q(granted=True) | ~Q(necessity=""),
            ),
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


class WithheldQuerySet(OfRecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """For those who read the record in the area that owns it; never for the one it is withheld from."""
        if actor.is_family or actor.area_id is None:
            return self.none()
        return super().visible_to(actor).filter(~Q(from_person=actor.person_id), record__owner=actor.area_id)

    def standing(self) -> Self:
        """Decided, and not ended. It does not run out: somebody looks at it and decides."""
        return self.filter(ended_at=None)


class Withheld(Part):
    """A decision that one guardian must not know of a record (OSL 12 kap. 3 §): why, and when it is looked at again.

    Or of one `part` of it, and of nothing else: a goal of a plan, or what somebody does. To be prolonged it is ended, and decided anew with a reason. Afterwards only the end can be written. What another
    service decided of the same messages is nobody's decision here (`communication_withhold_as_well`).
    """

    BECAUSE: ClassVar[dict[WithheldBecause, Any]] = {
        WithheldBecause.CHILD: _("Betydande men för barnet (OSL 12 kap. 3 §)"),
        WithheldBecause.PERSON: _("Våld eller annat allvarligt men för någon annan (OSL 25 kap. 7 § och 26 kap. 5 §)"),
        WithheldBecause.LAW: _("Annan sekretess enligt lag"),
    }

    from_person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    part = models.UUIDField(_("del"), null=True, editable=False)
    because = models.CharField(
        _("grund"),
        choices=choices(BECAUSE),
        default=WithheldBecause.CHILD.value,
        db_default=WithheldBecause.CHILD.value,
        max_length=10,
    )
    reason = models.TextField(_("skäl"))
    since = models.DateTimeField(_("från"))
    review_on = models.DateField(_("ses över"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_for = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_at = models.DateTimeField(_("slut"), null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_because = models.TextField(_("varför det slutade"), blank=True)

    objects = WithheldQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Part.Meta):
        verbose_name = _("undanhållen handling")
        verbose_name_plural = _("undanhållna handlingar")
        indexes = [
            *Part.Meta.indexes,
            # What is withheld from a person is asked in every query about records, by the person.
            models.Index(fields=["from_person"], name="withheld_from", condition=Q(ended_at=None), include=["record"]),
            # What is soon to be looked over is asked on every "Min dag".
            models.Index(fields=["review_on"], name="withheld_to_look_over", condition=Q(ended_at=None)),
        ]
        constraints = [
            both_or_neither("decided_by", "decided_for"),
            both_or_neither("ended_at", "ended_by"),
            models.CheckConstraint(name="withheld_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="withheld_no_more_says_why",
                condition=Q(ended_at=None) | ~Q(ended_because=""),
            ),
            models.UniqueConstraint(
                name="withheld_once",
                fields=["child", "record", "from_person", "part"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
            ),
        ]

    @property
    def log_name(self) -> str:
        """In the log it is about the record: what tells of the one tells of the other."""
        return self.record.log_name


class BlockQuerySet(models.QuerySet["Block"]):
    def visible_to(self, actor: Actor) -> Self:
        """The child itself, and those who work with it in the unit. What it wished is for nobody else."""
        mine = Seat.objects.held_by(actor).filter(child=OuterRef("child"))
        if actor.is_family:
            return self.filter(Exists(mine.filter(role=Role.CHILD)))
        return self.filter(Exists(mine.working()), unit=actor.unit_id)

    def standing(self) -> Self:
        """Decided, and not ended."""
        return self.filter(ended_at=None)

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


class Block(models.Model):
    """A child's wish that what one unit has documented is closed to the other units of its area (PDL 4 kap. 4 §).

    In health care only, and the child's alone to wish: a guardian cannot. Other units are told that something is
    blocked, and no more (`circles_blocks_near`). It is ended, never rewritten.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="+", db_index=False)
    area = models.ForeignKey(SecrecyArea, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    since = models.DateTimeField(_("från"))
    wish = models.TextField(_("vad barnet vill"))
    maturity = models.TextField(_("hur barnets mognad bedömdes"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    recorded_for = models.ForeignKey(Assignment, models.PROTECT, related_name="+", db_index=False)
    ended_at = models.DateTimeField(_("slut"), null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_because = models.TextField(_("varför den hävdes"), blank=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("spärr")
        verbose_name_plural = _("spärrar")
        indexes = [
            # Every query about records asks whether anything is blocked in the area: mostly nothing is.
            models.Index(fields=["area"], name="block_in_area", condition=Q(ended_at=None), include=["child", "unit"]),
        ]
        constraints = [
            both_or_neither("ended_at", "ended_by"),
            models.CheckConstraint(name="block_says_what_the_child_wishes", condition=~Q(wish="") & ~Q(maturity="")),
            models.CheckConstraint(name="lifted_block_says_why", condition=Q(ended_at=None) | ~Q(ended_because="")),
            models.UniqueConstraint(name="blocked_once", fields=["child", "unit"], condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"block {self.pk}"

    @property
    def log_name(self) -> str:
        return f"block:{self.pk}"


RETENTION_CHOICES: dict[str, Any] = {
    RetentionClass.MATTER: _("ärende hos den som ansvarar"),
    RetentionClass.COOPERATION: _("samverkan kring barnet"),
    RetentionClass.CONSENT: _("samtycken och deras svar"),
}
