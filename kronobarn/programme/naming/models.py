"""How long names of people who answered are kept, as the principal has decided, and that they are taken away. Never the names."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kronobarn.core.actor import Actor
from kronobarn.core.constraints import both_or_neither
from kronobarn.programme.kept import ForStaff


class ForAnybody(models.QuerySet[Any]):
    """Whoever is asked for a name is told how long it is kept, so that no one is kept from reading it."""

    def visible_to(self, _actor: Actor) -> Self:
        return self.all()

    def standing(self) -> Self:
        return self.filter(taken_back_at=None)


class NameRuleDecision(models.Model):
    """That the principal has decided a rule of the county's files, noted with the day. Of other years it says nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    held = models.CharField(_("vilka namn"), max_length=40)
    years = models.PositiveSmallIntegerField(_("år"))
    decided_on = models.DateField(_("beslutat"))
    decided_by = models.CharField(_("vem som har beslutat"), max_length=200)
    noted_at = models.DateTimeField(_("antecknat"))
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    taken_back_at = models.DateTimeField(_("taget tillbaka"), null=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = ForAnybody.as_manager()

    class Meta:
        verbose_name = _("beslut om hur länge namn sparas")
        verbose_name_plural = _("beslut om hur länge namn sparas")
        ordering = ["-noted_at"]
        constraints = [
            both_or_neither("taken_back_at", "taken_back_by"),
            CheckConstraint(name="name_rule_decision_says_who", condition=~Q(decided_by="")),
            UniqueConstraint(
                name="name_rule_is_decided_once", fields=["held", "years"], condition=Q(taken_back_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"name rule decision {self.pk}"


class NameRemoval(models.Model):
    """How many names one feature is to lose, or has lost; what ended before which day, by which version of the rules."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    held = models.CharField(_("vilka namn"), max_length=40)
    ended_before = models.DateField(_("avslutat före"))
    names = models.PositiveIntegerField(_("namn"))
    rules_version = models.CharField(_("version av reglerna"), max_length=60)
    proposed_at = models.DateTimeField(_("föreslaget"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    removed_at = models.DateTimeField(_("borttaget"), null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    withdrawn_at = models.DateTimeField(_("tillbakadraget"), null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("borttagning av namn")
        verbose_name_plural = _("borttagningar av namn")
        ordering = ["-proposed_at"]
        constraints = [
            both_or_neither("removed_at", "removed_by"),
            both_or_neither("withdrawn_at", "withdrawn_by"),
            CheckConstraint(
                name="name_removal_is_carried_out_by_another",
                condition=Q(removed_by=None) | ~Q(removed_by=F("proposed_by")),
            ),
            CheckConstraint(name="name_removal_ends_once", condition=Q(removed_at=None) | Q(withdrawn_at=None)),
            CheckConstraint(name="name_removal_is_of_something", condition=Q(names__gt=0)),
            UniqueConstraint(
                name="name_removal_one_at_a_time",
                fields=["held"],
                condition=Q(removed_at=None, withdrawn_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"name removal {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.removed_at is None and self.withdrawn_at is None
