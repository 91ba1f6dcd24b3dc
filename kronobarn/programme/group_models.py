"""The groups of the process: what they have been called and charged with, and who has sat in them, when.

A group is the same through every reorganisation. What changes has periods, so that any day can be looked at.
"""

import uuid
from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import CheckConstraint, F, Func, Q
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Organisation
from kronobarn.core.choices import choices
from kronobarn.core.constraints import ends_after_it_starts
from kronobarn.programme.kept import ForStaff, corrected_with_a_reason
from kronobarn.programme.rules import GroupKind


def days() -> Func:
    """The period of a row, both days with it."""
    return Func(
        F("since"),
        F("until"),
        RangeBoundary(inclusive_upper=True),
        function="daterange",
        output_field=DateRangeField(),
    )


class InPeriods(ForStaff):
    """What holds from a day, and until one."""

    def standing(self) -> Self:
        """What has not been corrected."""
        return self.filter(corrected_at=None)

    def on(self, day: date) -> Self:
        """What held on a day, as it is known now."""
        return self.standing().filter(Q(until=None) | Q(until__gte=day), since__lte=day)

    def overlapping(self, since: date, until: date | None) -> Self:
        """What shares at least one day with a period."""
        rows = self.standing().filter(Q(until=None) | Q(until__gte=since))
        return rows if until is None else rows.filter(since__lte=until)


class Group(models.Model):
    """A group of the process; of one principal, or of the whole county."""

    KINDS = {
        GroupKind.STEERING: _("Styrgrupp"),
        GroupKind.COMMITTEE: _("Arbetsutskott"),
        GroupKind.CROSS: _("Tvärgrupp"),
        GroupKind.WORKING: _("Arbetsgrupp"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("slag"), max_length=20, choices=choices(KINDS))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("huvudman")
    )

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("grupp i processen")
        verbose_name_plural = _("grupper i processen")
        constraints = [
            CheckConstraint(name="group_is_of_a_kind", condition=Q(kind__in=[one.value for one in GroupKind]))
        ]

    def __str__(self) -> str:
        return f"group {self.pk}"


class Mandate(models.Model):
    """What a group is called, where it belongs and what it is charged with, for a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="mandates", db_index=False)
    name = models.CharField(_("namn"), max_length=120)
    home = models.CharField(_("hör till"), max_length=200, blank=True)
    task = models.TextField(_("uppdrag"), blank=True)
    since = models.DateField(_("från och med"))
    until = models.DateField(_("till och med"), null=True)
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="correction")
    corrected_at = models.DateTimeField(_("rättat"), null=True)
    corrected_because = models.CharField(_("varför det rättades"), max_length=300, blank=True)

    objects = InPeriods.as_manager()

    class Meta:
        verbose_name = _("uppdrag för en grupp")
        verbose_name_plural = _("uppdrag för grupper")
        ordering = ["-since", "-written_at"]
        constraints = [
            ends_after_it_starts(),
            corrected_with_a_reason(),
            CheckConstraint(name="mandate_has_a_name", condition=~Q(name="")),
            ExclusionConstraint(
                name="mandate_one_at_a_time",
                expressions=[("group", RangeOperators.EQUAL), (days(), RangeOperators.OVERLAPS)],
                condition=Q(corrected_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """Somebody's place in a group, by function, for a time. The name may be missing: the function is what sits there.

    Whoever has the function and works here may have an account: then the group's meetings and tasks wait for them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="members")
    function = models.CharField(_("funktion"), max_length=200)
    name = models.CharField(_("namn"), max_length=120, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("konto")
    )
    is_chair = models.BooleanField(_("ordförande"), default=False)
    since = models.DateField(_("från och med"))
    until = models.DateField(_("till och med"), null=True)
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="correction")
    corrected_at = models.DateTimeField(_("rättat"), null=True)
    corrected_because = models.CharField(_("varför det rättades"), max_length=300, blank=True)

    objects = InPeriods.as_manager()

    class Meta:
        verbose_name = _("medlem i en grupp")
        verbose_name_plural = _("medlemmar i grupper")
        ordering = ["-is_chair", "function", "name", "since"]
        constraints = [
            ends_after_it_starts(),
            corrected_with_a_reason(),
            CheckConstraint(name="member_has_a_function", condition=~Q(function="")),
            ExclusionConstraint(
                name="member_has_one_place_at_a_time",
                expressions=[
                    ("group", RangeOperators.EQUAL),
                    ("account", RangeOperators.EQUAL),
                    (days(), RangeOperators.OVERLAPS),
                ],
                condition=Q(corrected_at=None, account__isnull=False),
            ),
            ExclusionConstraint(
                name="member_one_chair_at_a_time",
                expressions=[("group", RangeOperators.EQUAL), (days(), RangeOperators.OVERLAPS)],
                condition=Q(corrected_at=None, is_chair=True),
            ),
        ]

    def __str__(self) -> str:
        return f"member {self.pk}"
