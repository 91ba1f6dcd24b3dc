"""Who holds the baton for a child. There is always exactly one (domain.md 7.3)."""

import uuid
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Exists, Func, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment, SecrecyArea, Unit
from kronobarn.circles.models import Disclosure, Record, Seat
from kronobarn.circles.rules import Kind
from kronobarn.core.actor import Actor
from kronobarn.core.choices import choices
from kronobarn.core.constraints import both_or_neither, ends_after_it_starts
from kronobarn.core.reasons import says_why
from kronobarn.core.withheld import not_blocked, not_withheld
from kronobarn.people.models import Child
from kronobarn.responsibility.functions import called


class ResponsibilityQuerySet(models.QuerySet["Responsibility"]):
    def visible_to(self, actor: Actor) -> Self:
        """Who is and has been responsible, for children the actor sits with."""
        return self.filter(child__in=Child.objects.visible_to(actor))

    def current(self) -> Self:
        return self.filter(until=None)

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


class Responsibility(models.Model):
    """One stretch with the baton: the function, the unit and the assignment that holds it.

    `offered_to` is the next holder, asked and not yet answered: until they accept, the giver holds on.
    `left_behind` is what kinds of records there are that do not follow to the next holder's secrecy area.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="responsibilities", db_index=False)
    function = models.CharField(_("funktion"), max_length=30)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    holder = models.ForeignKey(Assignment, models.PROTECT, related_name="+", db_index=False)
    since = models.DateTimeField(_("från"))
    until = models.DateTimeField(_("till"), null=True)
    accepted_at = models.DateTimeField(_("tog emot"))
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    handed_on_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    offered_to = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    offered_at = models.DateTimeField(null=True)
    offered_because = models.CharField(_("varför"), max_length=300, blank=True)
    left_behind = ArrayField(models.CharField(max_length=20), default=list)

    objects = ResponsibilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("ansvar")
        verbose_name_plural = _("ansvar")
        indexes = [
            models.Index(fields=["child", "until"], name="responsibility_child_until"),
            # The policy of what is asked for by an offer is tried for each reader of tasks and numbers.
            models.Index(
                fields=["offered_to"], condition=Q(offered_to__isnull=False), name="responsibility_offered_to"
            ),
        ]
        constraints = [
            ends_after_it_starts(),
            both_or_neither("offered_to", "offered_at"),
            says_why("offered_baton_says_why", "offered_because", unless=Q(offered_to=None)),
            models.UniqueConstraint(name="baton_is_handed_on_once", fields=["child", "handed_on_from"]),
            ExclusionConstraint(
                name="one_holder_of_the_baton",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (
                        Func("since", "until", function="tstzrange", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function} for child {self.child_id}"

    @property
    def function_words(self) -> str:
        """What the county calls the function."""
        return called(self.function)

    @property
    def log_name(self) -> str:
        return f"responsibility:{self.pk}"


class FollowingQuerySet(models.QuerySet["Following"]):
    def visible_to(self, actor: Actor) -> Self:
        """The area that chose; whoever is asked; that one's area once it has the baton; the family.

        That somebody has noticed something is not told to the family here either, nor of what is withheld or blocked.
        """
        mine = Seat.objects.held_by(actor).filter(child=OuterRef("child"))
        known = self.filter(not_withheld("record", actor))
        if actor.is_family:
            return known.filter(Exists(mine)).exclude(kind=Kind.SIGNAL)
        known = known.filter(not_blocked("record"))
        chose = Q(owner=actor.area_id) | Q(to_area=actor.area_id, given_at__isnull=False)
        return known.filter((Exists(mine.working()) & chose) | (Exists(mine) & Q(to_assignment=actor.assignment_id)))

    def undecided(self) -> Self:
        """Chosen to follow, while the question about the baton stands."""
        return self.filter(given_at=None, dropped_at=None)


class Following(models.Model):
    """One record that is to follow the baton into another secrecy area: chosen, given or dropped.

    Nothing is passed on by choosing. With the receiver's yes each becomes a disclosure, decided by
    whoever chose; with a no, or when the question is taken back, it is dropped.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="+", db_index=False)
    responsibility = models.ForeignKey(Responsibility, models.PROTECT, related_name="followings", db_index=False)
    record = models.ForeignKey(Record, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(_("slag"), choices=choices(Record.KINDS), max_length=20)
    happened_on = models.DateField(_("hände"))
    owner = models.ForeignKey(SecrecyArea, models.PROTECT, related_name="+", db_index=False)
    to_area = models.ForeignKey(SecrecyArea, models.PROTECT, related_name="+", db_index=False)
    to_assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="+", db_index=False)
    ground = models.CharField(_("grund"), choices=choices(Disclosure.GROUNDS), max_length=30)
    consent = models.UUIDField(_("samtycke"), null=True, editable=False)
    kinds = ArrayField(models.CharField(max_length=40), verbose_name=_("slags uppgifter"), default=list, editable=False)
    necessity = models.CharField(_("varför det behövs"), max_length=500)
    until = models.DateTimeField(_("till"), null=True)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    chosen_for = models.ForeignKey(Assignment, models.PROTECT, related_name="+", db_index=False)
    chosen_at = models.DateTimeField(editable=False)
    given_at = models.DateTimeField(null=True, editable=False)
    dropped_at = models.DateTimeField(null=True, editable=False)

    objects = FollowingQuerySet.as_manager()

    class Meta:
        verbose_name = _("det som följer med")
        verbose_name_plural = _("det som följer med")
        indexes = [models.Index(fields=["child", "responsibility"], name="following_child_baton")]
        constraints = [
            models.UniqueConstraint(
                name="record_follows_once",
                fields=["child", "responsibility", "record"],
                condition=Q(given_at=None, dropped_at=None),
            ),
            models.CheckConstraint(
                name="following_is_given_or_dropped", condition=Q(given_at=None) | Q(dropped_at=None)
            ),
            models.CheckConstraint(
                name="following_on_consent_names_it",
                condition=~Q(ground="consent") | Q(consent__isnull=False, until__isnull=False),
            ),
            models.CheckConstraint(name="following_has_a_ground", condition=~Q(ground="")),
            says_why("following_says_why", "necessity"),
            models.CheckConstraint(name="following_leaves_its_area", condition=~Q(to_area=models.F("owner"))),
        ]

    def __str__(self) -> str:
        return f"following {self.pk}"
