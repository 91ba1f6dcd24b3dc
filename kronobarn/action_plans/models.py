"""Action plans: the living draft, row by row, and what is asked and answered about it. Versions are in version_models."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kronobarn.action_plans.rules import Status
from kronobarn.action_plans.version_models import PlanVersion
from kronobarn.authorities.models import Assignment, Organisation
from kronobarn.core.choices import choices
from kronobarn.core.constraints import ends_after_it_starts
from kronobarn.core.reasons import says_why_once_done
from kronobarn.programme.kept import ForStaff
from kronobarn.programme.models import Group

__all__ = ["ActionPlan", "Activity", "Asked", "FollowUp", "Measure", "PlanGoal", "PlanVersion", "Report"]


class ActionPlan(models.Model):
    """The county's plan, or that of one principal. `revision` counts changes to its own words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("huvudman"), db_index=False
    )
    title = models.CharField(_("rubrik"), max_length=200)
    aim = models.TextField(_("syfte"))
    revision = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(editable=False)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("handlingsplan")
        verbose_name_plural = _("handlingsplaner")
        constraints = [
            UniqueConstraint(name="action_plan_one_for_each", fields=["organisation"], nulls_distinct=False),
            CheckConstraint(name="action_plan_says_what_for", condition=~Q(title="") & ~Q(aim="")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def whose(self) -> Any:
        return self.organisation.name if self.organisation else _("Hela länet")


class InDraft(ForStaff):
    """Rows of a living draft."""

    def standing(self) -> Self:
        """What has not been taken out."""
        return self.filter(taken_out_at=None)


class DraftRow(models.Model):
    """A row of the living draft. It is taken out with a reason, and can be put back; `revision` counts its changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveSmallIntegerField(_("ordning"))
    revision = models.PositiveIntegerField(default=0)
    taken_out_at = models.DateTimeField(_("borttaget"), null=True)
    taken_out_because = models.CharField(_("skäl"), max_length=300, blank=True)

    objects = InDraft.as_manager()

    class Meta:
        abstract = True

    @staticmethod
    def taken_out_with_a_reason() -> CheckConstraint:
        return says_why_once_done("%(class)s_is_taken_out_with_a_reason", "taken_out_at", "taken_out_because")


class PlanGoal(DraftRow):
    """What the plan is to lead to."""

    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="goals")
    title = models.CharField(_("mål"), max_length=200)
    text = models.TextField(_("vad målet innebär"), blank=True)

    class Meta:
        verbose_name = _("mål i en handlingsplan")
        verbose_name_plural = _("mål i handlingsplaner")
        ordering = ["number", "id"]
        constraints = [
            DraftRow.taken_out_with_a_reason(),
            CheckConstraint(name="plangoal_says_what", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title


class Measure(DraftRow):
    """What is to be done to come to a goal."""

    goal = models.ForeignKey(PlanGoal, models.PROTECT, related_name="measures")
    title = models.CharField(_("åtgärd"), max_length=300)

    class Meta:
        verbose_name = _("åtgärd i en handlingsplan")
        verbose_name_plural = _("åtgärder i handlingsplaner")
        ordering = ["number", "id"]
        constraints = [
            DraftRow.taken_out_with_a_reason(),
            CheckConstraint(name="measure_says_what", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title


class Activity(DraftRow):
    """One thing that somebody does, from a day until a day, and how it will be seen that it was done."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="activities")
    title = models.CharField(_("aktivitet"), max_length=300)
    function = models.CharField(_("ansvarig funktion"), max_length=200)
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, related_name="+", verbose_name=_("grupp"), db_index=False
    )
    owner = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", verbose_name=_("den som svarar"))
    mailbox = models.EmailField(_("funktionens brevlåda"), blank=True)
    """Where the function is written to when a round asks. Like the owner it is no part of what is adopted."""
    since = models.DateField(_("börjar"))
    until = models.DateField(_("klart senast"))
    evidence = models.TextField(_("så ser vi det"))
    carries_out = models.ForeignKey(
        Measure, models.PROTECT, null=True, related_name="carried_out_by", verbose_name=_("länets åtgärd")
    )

    class Meta:
        verbose_name = _("aktivitet i en handlingsplan")
        verbose_name_plural = _("aktiviteter i handlingsplaner")
        ordering = ["number", "id"]
        constraints = [
            DraftRow.taken_out_with_a_reason(),
            ends_after_it_starts(),
            CheckConstraint(
                name="activity_says_what_who_and_how_it_is_seen",
                condition=~Q(title="") & ~Q(function="") & ~Q(evidence=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class FollowUp(models.Model):
    """A round in which each owner is asked where the activity stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="follow_ups")
    asked_on = models.DateField(_("frågat"))
    answer_by = models.DateField(_("svar senast"))
    words = models.TextField(_("det som frågas"), blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    closed_at = models.DateTimeField(_("avslutad"), null=True)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("uppföljning av en handlingsplan")
        verbose_name_plural = _("uppföljningar av handlingsplaner")
        ordering = ["-asked_on"]
        constraints = [
            ends_after_it_starts("asked_on", "answer_by"),
            UniqueConstraint(name="follow_up_one_at_a_time", fields=["plan"], condition=Q(closed_at=None)),
        ]

    def __str__(self) -> str:
        return f"follow-up {self.pk}"


class Asked(models.Model):
    """That a round asks about one activity."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="asked", db_index=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="asked")

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("fråga i en uppföljning")
        verbose_name_plural = _("frågor i uppföljningar")
        constraints = [UniqueConstraint(name="asked_once_in_a_follow_up", fields=["follow_up", "activity"])]

    def __str__(self) -> str:
        return f"asked {self.pk}"


class Report(models.Model):
    """Where an activity stands, in its owner's words. The latest holds; those before are history."""

    STATUSES = {
        Status.PLANNED: _("Planerad"),
        Status.UNDER_WAY: _("Pågår"),
        Status.PAUSED: _("Vilar"),
        Status.DONE: _("Klar"),
        Status.DROPPED: _("Blev inte av"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="reports")
    follow_up = models.ForeignKey(FollowUp, models.PROTECT, null=True, related_name="reports")
    status = models.CharField(_("läge"), max_length=20, choices=choices(STATUSES))
    words = models.TextField(_("så går det"))
    seen = models.TextField(_("det vi har sett"), blank=True)
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("läge för en aktivitet")
        verbose_name_plural = _("lägen för aktiviteter")
        ordering = ["-written_at"]
        constraints = [
            CheckConstraint(name="report_is_of_a_status", condition=Q(status__in=[one.value for one in Status])),
            CheckConstraint(name="report_says_how_it_goes", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"
