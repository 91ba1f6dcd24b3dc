"""That somebody opened a child in an emergency, and what the one who judged it came to.

The opening is what its seat rests on: the database lets nobody sit down for an emergency without one. It is never
changed, but that telling the family can be put off. A judgement is only ever added.
"""

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment, SecrecyArea
from kronobarn.authorities.rules import Role as AssignmentRole
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Role
from kronobarn.core.actor import Actor
from kronobarn.core.choices import choices
from kronobarn.core.constraints import both_or_neither
from kronobarn.core.reasons import says_why
from kronobarn.emergency.rules import CODE_LASTS, FEWEST_SIGNS, Reason
from kronobarn.people.models import Child


class OpeningQuerySet(models.QuerySet["Opening"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own; those of a child one is responsible for; those in the area whose log one reviews."""
        responsible = Seat.objects.held_by(actor, Role.RESPONSIBLE).filter(child=OuterRef("child"))
        found = Q(person=actor.person_id, assignment=actor.assignment_id) | Q(Exists(responsible))
        if actor.role == AssignmentRole.LOG_REVIEWER:
            found |= Q(area=actor.area_id)
        return self.filter(found)

    def unjudged(self) -> Self:
        return self.filter(~Exists(Verdict.objects.filter(opening=OuterRef("pk"))))

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


class Opening(models.Model):
    """One emergency opening: who, which child, why, and that the second factor had just been typed."""

    REASONS: ClassVar[dict[str, Any]] = {
        Reason.DANGER: _("Fara för barnets liv eller hälsa"),
        Reason.MISSING: _("Barnet är försvunnet eller går inte att nå"),
        Reason.URGENT_CARE: _("Vård eller omsorg som inte kan vänta på den som ansvarar"),
        Reason.OTHER: _("Något annat nödläge"),
    }

    seat = models.OneToOneField(Seat, models.PROTECT, primary_key=True, related_name="opening")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="+", db_index=False)
    area = models.ForeignKey(SecrecyArea, models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(_("skäl"), choices=choices(REASONS), max_length=20)
    words = models.CharField(_("vad som har hänt"), max_length=1000)
    code_typed_at = models.DateTimeField(editable=False)
    opened_at = models.DateTimeField(_("öppnat"), editable=False)
    nth_in_month = models.PositiveIntegerField(_("i ordningen den månaden"), editable=False)
    judge_by = models.DateField(_("bedömt senast"), editable=False)
    put_off_until = models.DateTimeField(_("familjen får veta från"), null=True)
    put_off_because = models.CharField(_("varför"), max_length=500, blank=True)
    put_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = OpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("nödöppning")
        verbose_name_plural = _("nödöppningar")
        indexes = [
            models.Index(fields=["child", "-opened_at"], name="opening_child_at"),
            # Whoever reviews an area's log reads its openings, and whose they are is counted by month.
            models.Index(fields=["area", "-opened_at"], name="opening_area_at"),
            models.Index(fields=["person", "-opened_at"], name="opening_person_at"),
        ]
        constraints = [
            both_or_neither("put_off_until", "put_off_by"),
            models.CheckConstraint(
                name="opening_says_what_has_happened",
                condition=GreaterThanOrEqual(Length("words"), Value(FEWEST_SIGNS)),
            ),
            models.CheckConstraint(
                name="opening_follows_a_code",
                condition=Q(code_typed_at__lte=F("opened_at"), opened_at__lte=F("code_typed_at") + CODE_LASTS),
            ),
            says_why("opening_put_off_says_why", "put_off_because", unless=Q(put_off_until=None)),
        ]

    def __str__(self) -> str:
        return f"opening {self.pk}"

    @property
    def log_name(self) -> str:
        return f"emergency:{self.pk}"


class VerdictQuerySet(models.QuerySet["Verdict"]):
    def visible_to(self, actor: Actor) -> Self:
        """Verdicts on the openings that the actor may know of."""
        return self.filter(opening__in=Opening.objects.visible_to(actor))


class Verdict(models.Model):
    """Whether an opening was justified, as the one who reviews the log of the opener's area came to. The last holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opening = models.ForeignKey(Opening, models.PROTECT, related_name="verdicts", db_index=False)
    justified = models.BooleanField(_("befogad"))
    words = models.CharField(_("motivering"), max_length=1000)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    judged_as = models.ForeignKey(Assignment, models.PROTECT, related_name="+", db_index=False)
    judged_at = models.DateTimeField(_("bedömt"), editable=False)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        verbose_name = _("bedömning av en nödöppning")
        verbose_name_plural = _("bedömningar av nödöppningar")
        ordering = ["-judged_at"]
        indexes = [models.Index(fields=["opening", "-judged_at"], name="verdict_opening_at")]
        constraints = [says_why("verdict_says_why", "words")]

    def __str__(self) -> str:
        return f"verdict {self.pk}"
