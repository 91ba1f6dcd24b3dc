"""The political bodies that carry the process, what they have been asked, and what they have decided.

Nothing that has been written down is rewritten, which the database holds (policies.sql): what was wrong is marked as
corrected, with why, and what is right stands beside it.
"""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Organisation
from kronobarn.core.choices import choices
from kronobarn.core.constraints import ends_after_it_starts
from kronobarn.core.reasons import says_why_once_done
from kronobarn.programme.group_models import Group, Mandate, Member
from kronobarn.programme.kept import ForStaff, corrected_with_a_reason
from kronobarn.programme.naming.models import NameRemoval, NameRuleDecision
from kronobarn.programme.rules import AppliesTo, Outcome

__all__ = [
    "Awaited",
    "Body",
    "BodyDecision",
    "Group",
    "Mandate",
    "Member",
    "NameRemoval",
    "NameRuleDecision",
    "Question",
]


class Body(models.Model):
    """A board or a council that decides for its organisation: one of those that carry the process."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("huvudman"))
    name = models.CharField(_("namn"), max_length=120)
    former_names = ArrayField(models.CharField(max_length=120), verbose_name=_("har hetat"), default=list)
    since = models.DateField(_("med från"))
    until = models.DateField(_("med till och med"), null=True)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("politiskt organ")
        verbose_name_plural = _("politiska organ")
        ordering = ["organisation__name", "name"]
        constraints = [
            ends_after_it_starts(),
            CheckConstraint(name="body_has_a_name", condition=~Q(name="")),
            UniqueConstraint(name="body_is_there_once", fields=["organisation", "name"]),
        ]

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """What bodies have been asked to decide, all of them the same."""

    APPLIES_TO = {
        AppliesTo.ORGANISATION: _("Hur arbetet organiseras"),
        AppliesTo.ACTION_PLAN: _("Handlingsplanen"),
        AppliesTo.PRACTICE_MODEL: _("Praxismodellen"),
        AppliesTo.FINANCING: _("Finansieringen"),
        AppliesTo.OTHER: _("Annat"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("rubrik"), max_length=200)
    text = models.TextField(_("förslag till beslut"))
    applies_to = models.CharField(_("gäller"), max_length=20, choices=choices(APPLIES_TO))
    document = models.CharField(_("underlag"), max_length=200, blank=True)
    asked_on = models.DateField(_("sänt"))
    wanted_by = models.DateField(_("svar senast"), null=True)
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    withdrawn_at = models.DateTimeField(_("tillbakadragen"), null=True)
    withdrawn_because = models.CharField(_("skäl"), max_length=300, blank=True)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("fråga för beslut")
        verbose_name_plural = _("frågor för beslut")
        ordering = ["-asked_on", "-written_at"]
        constraints = [
            CheckConstraint(name="question_says_what_is_proposed", condition=~Q(title="") & ~Q(text="")),
            CheckConstraint(
                name="question_applies_to_something", condition=Q(applies_to__in=[one.value for one in AppliesTo])
            ),
            ends_after_it_starts("asked_on", "wanted_by"),
            says_why_once_done("question_is_withdrawn_with_a_reason", "withdrawn_at", "withdrawn_because"),
        ]

    def __str__(self) -> str:
        return self.title


class Awaited(models.Model):
    """That one body has been asked one question. What it answers are its decisions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, models.PROTECT, related_name="asked", db_index=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="asked")

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("väntat beslut")
        verbose_name_plural = _("väntade beslut")
        constraints = [UniqueConstraint(name="awaited_once", fields=["question", "body"])]

    def __str__(self) -> str:
        return f"awaited {self.pk}"


class BodyDecision(models.Model):
    """What a body decided on a day, and the document in which it stands."""

    OUTCOMES = {
        Outcome.ADOPTED: _("Enligt förslaget"),
        Outcome.CHANGED: _("Ja, med ändringar"),
        Outcome.DECLINED: _("Nej"),
        Outcome.POSTPONED: _("Uppskjutet"),
        Outcome.MISTAKE: _("Inget beslut: det skrevs in av misstag"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    awaited = models.ForeignKey(Awaited, models.PROTECT, related_name="decisions")
    decided_on = models.DateField(_("beslutat"))
    outcome = models.CharField(_("beslut"), max_length=20, choices=choices(OUTCOMES))
    text = models.TextField(_("beslutet i ord"), blank=True)
    document = models.CharField(_("handling"), max_length=200)
    address = models.URLField(_("länk till handlingen"), max_length=500, blank=True)
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="correction")
    corrected_at = models.DateTimeField(_("rättat"), null=True)
    corrected_because = models.CharField(_("varför det rättades"), max_length=300, blank=True)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("beslut i ett politiskt organ")
        verbose_name_plural = _("beslut i politiska organ")
        ordering = ["-decided_on", "-written_at"]
        constraints = [
            CheckConstraint(name="body_decision_names_its_document", condition=~Q(document="")),
            CheckConstraint(name="body_decision_says_what", condition=Q(outcome__in=[one.value for one in Outcome])),
            CheckConstraint(
                name="body_decision_is_a_mistake_only_when_it_corrects",
                condition=~Q(outcome=Outcome.MISTAKE.value) | Q(corrects__isnull=False),
            ),
            CheckConstraint(
                name="body_decision_with_changes_says_which",
                condition=~Q(outcome=Outcome.CHANGED.value) | ~Q(text=""),
            ),
            corrected_with_a_reason(),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"
