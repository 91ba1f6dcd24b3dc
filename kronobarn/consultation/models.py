"""A consultation round: what is asked, of which organisations, and what has been done with it.

Nothing here is about any child. What organisations have answered stands in `answer_models`.
"""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kronobarn.consultation.answer_models import Answer, Invitation, Link, Reply, Submission, Writer
from kronobarn.consultation.rules import Asks, State, state
from kronobarn.core import clock
from kronobarn.core.choices import choices
from kronobarn.core.constraints import both_or_neither, ends_after_it_starts
from kronobarn.core.reasons import says_why_once_done
from kronobarn.group_meetings.models import Decision as GroupDecision
from kronobarn.practice.models import Version
from kronobarn.programme.kept import ForStaff
from kronobarn.programme.models import BodyDecision, Group

__all__ = ["Adoption", "Answer", "Invitation", "Link", "Question", "Reply", "Round", "Section", "Submission", "Writer"]


class Round(models.Model):
    """A document that is sent out for organisations to say what they think, between two days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("rubrik"), max_length=200)
    about = models.TextField(_("vad remissen gäller"))
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("utkast till praxismodell")
    )
    document = models.CharField(_("dokument"), max_length=200, blank=True)
    address = models.URLField(_("länk till dokumentet"), max_length=500, blank=True)
    opens_on = models.DateField(_("öppnar"))
    closes_on = models.DateField(_("svara senast"))
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    sent_at = models.DateTimeField(_("sänd"), null=True)
    published_at = models.DateTimeField(_("sammanställningen publicerad"), null=True)
    withdrawn_at = models.DateTimeField(_("tillbakadragen"), null=True)
    withdrawn_because = models.CharField(_("skäl"), max_length=300, blank=True)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("remiss")
        verbose_name_plural = _("remisser")
        ordering = ["-opens_on", "-written_at"]
        constraints = [
            CheckConstraint(name="round_says_what_it_is_about", condition=~Q(title="") & ~Q(about="")),
            ends_after_it_starts("opens_on", "closes_on"),
            says_why_once_done("round_is_withdrawn_with_a_reason", "withdrawn_at", "withdrawn_because"),
            CheckConstraint(
                name="round_is_sent_before_it_is_published", condition=Q(published_at=None) | Q(sent_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def log_name(self) -> str:
        return f"round:{self.pk}"

    def state(self, today: date | None = None) -> State:
        """Where it stands. The adoption is to be selected with the round."""
        return state(
            sent=self.sent_at is not None,
            withdrawn=self.withdrawn_at is not None,
            published=self.published_at is not None,
            adopted=hasattr(self, "adoption"),
            opens_on=self.opens_on,
            closes_on=self.closes_on,
            today=today or clock.today(),
        )


class Section(models.Model):
    """One part of what is sent out: a heading, its text, and what is asked about it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="sections", db_index=False)
    number = models.PositiveSmallIntegerField(_("nummer"))
    heading = models.CharField(_("rubrik"), max_length=200)
    text = models.TextField(_("text"), blank=True)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("avsnitt i en remiss")
        verbose_name_plural = _("avsnitt i remisser")
        ordering = ["number"]
        constraints = [
            CheckConstraint(name="section_has_a_heading", condition=~Q(heading="")),
            UniqueConstraint(name="section_has_its_own_number", fields=["round", "number"]),
        ]

    def __str__(self) -> str:
        return self.heading


class Question(models.Model):
    """One thing that all the invited are asked about a section."""

    ASKS = {
        Asks.POSITION: _("Håller med eller inte, varför, och förslag på andra ord"),
        Asks.YES_NO: _("Ja eller nej, och varför"),
        Asks.TEXT: _("Fri text"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    section = models.ForeignKey(Section, models.PROTECT, related_name="questions", db_index=False)
    number = models.PositiveSmallIntegerField(_("nummer"))
    asks = models.CharField(_("svaret är"), max_length=10, choices=choices(ASKS))
    text = models.CharField(_("fråga"), max_length=500)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("fråga i en remiss")
        verbose_name_plural = _("frågor i remisser")
        ordering = ["section__number", "number"]
        constraints = [
            CheckConstraint(name="consultation_question_has_words", condition=~Q(text="")),
            CheckConstraint(name="consultation_question_asks_something", condition=Q(asks__in=[*map(str, Asks)])),
            UniqueConstraint(name="consultation_question_has_its_own_number", fields=["section", "number"]),
        ]

    def __str__(self) -> str:
        return self.text


class Adoption(models.Model):
    """How what was consulted on was adopted, and from when a version of the practice model holds because of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.OneToOneField(Round, models.PROTECT, related_name="adoption")
    decision = models.ForeignKey(BodyDecision, models.PROTECT, null=True, related_name="+", db_index=False)
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="+", db_index=False)
    group_decision = models.ForeignKey(
        GroupDecision, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("gruppens beslut")
    )
    """The decision in the group's approved notes; missing only where it was written in before it could be chosen."""
    decided_on = models.DateField(_("beslutat"))
    document = models.CharField(_("handling"), max_length=200)
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+", db_index=False)
    in_force_from = models.DateField(_("gäller från"), null=True)
    new_document = models.CharField(_("det antagna dokumentet"), max_length=200, blank=True)
    new_address = models.URLField(_("länk till det antagna dokumentet"), max_length=500, blank=True)
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("antagande efter en remiss")
        verbose_name_plural = _("antaganden efter remisser")
        constraints = [
            CheckConstraint(
                name="adoption_is_by_a_body_or_a_group",
                condition=Q(decision=None, group__isnull=False) | Q(decision__isnull=False, group=None),
            ),
            CheckConstraint(
                name="adoption_by_a_decision_of_a_group_says_which_group",
                condition=Q(group_decision=None) | Q(group__isnull=False),
            ),
            CheckConstraint(name="adoption_names_its_document", condition=~Q(document="")),
            both_or_neither("version", "in_force_from"),
            CheckConstraint(name="adoption_is_of_something", condition=Q(version__isnull=False) | ~Q(new_document="")),
        ]

    def __str__(self) -> str:
        return f"adoption {self.pk}"
