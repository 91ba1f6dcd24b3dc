"""Who sits with a child: nothing else lets a person near what is written about it."""

import uuid
from functools import cache
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment, SecrecyArea
from kronobarn.circles.rules import (
    AN_EMERGENCY_LASTS,
    BESIDE_THE_WORK,
    FAMILY,
    TO_REACH,
    Role,
    SeatGround,
)
from kronobarn.core.actor import Actor
from kronobarn.core.choices import choices
from kronobarn.core.constraints import ends_after_it_starts
from kronobarn.core.withheld import seat_not_withheld
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
