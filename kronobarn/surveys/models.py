"""A survey, its questions, the rounds in which it is asked, and what has been answered.

An answer to a question knows the round and the day, and nothing else: no account, no address, no instant, and nothing that
ties it to what the same person answered to another question. Only where a survey is not anonymous stands who says it.
"""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kronobarn.core import clock
from kronobarn.core.choices import choices
from kronobarn.programme.kept import ForStaff
from kronobarn.surveys.kept import ForWhoLeads
from kronobarn.surveys.rules import Answer, Asks, Audience, State, state


class Survey(models.Model):
    """A form that is asked again and again, in the same words."""

    AUDIENCES = {
        Audience.STAFF: _("Medarbetare"),
        Audience.MANAGERS: _("Chefer"),
        Audience.FAMILIES: _("Barn och vårdnadshavare"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("rubrik"), max_length=200)
    about = models.TextField(_("vad enkäten är till för"))
    audience = models.CharField(_("vilka som frågas"), max_length=20, choices=choices(AUDIENCES))
    anonymous = models.BooleanField(_("anonym"))
    words = models.JSONField(_("på andra språk"), default=dict)
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("enkät")
        verbose_name_plural = _("enkäter")
        ordering = ["title"]
        constraints = [
            CheckConstraint(name="survey_says_what_it_is_for", condition=~Q(title="") & ~Q(about="")),
            CheckConstraint(
                name="survey_asks_families_without_asking_who",
                condition=~Q(audience=Audience.FAMILIES.value) | Q(anonymous=True),
            ),
            CheckConstraint(name="survey_asks_somebody", condition=Q(audience__in=[one.value for one in Audience])),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def for_families(self) -> bool:
        return self.audience == Audience.FAMILIES

    def said(self, language: str, key: str, swedish: str) -> str:
        """Words in the reader's language, where there are any."""
        return str(self.words.get(language, {}).get(key) or swedish)


class Question(models.Model):
    """One thing that is asked."""

    ASKS = {
        Asks.AGREEMENT: _("Stämmer helt, delvis eller inte"),
        Asks.YES_NO: _("Ja eller nej"),
        Asks.TEXT: _("Egna ord"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="questions", db_index=False)
    number = models.PositiveSmallIntegerField(_("nummer"))
    text = models.CharField(_("fråga"), max_length=300)
    asks = models.CharField(_("slag"), max_length=20, choices=choices(ASKS))

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("fråga i en enkät")
        verbose_name_plural = _("frågor i enkäter")
        ordering = ["number"]
        constraints = [
            CheckConstraint(name="survey_question_asks_something", condition=~Q(text="")),
            CheckConstraint(name="survey_question_is_of_a_kind", condition=Q(asks__in=[one.value for one in Asks])),
            UniqueConstraint(name="survey_question_has_its_own_number", fields=["survey", "number"]),
        ]

    def __str__(self) -> str:
        return self.text


class Round(models.Model):
    """One time that a survey is asked, between two days, through one link for all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="rounds")
    title = models.CharField(_("omgång"), max_length=100)
    opens_on = models.DateField(_("öppnar"))
    closes_on = models.DateField(_("svara senast"))
    key = models.CharField(_("nyckel i länken"), max_length=40, unique=True)
    published_at = models.DateTimeField(_("resultatet publicerat"), null=True)
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("omgång av en enkät")
        verbose_name_plural = _("omgångar av enkäter")
        ordering = ["opens_on", "written_at"]
        constraints = [
            CheckConstraint(name="survey_round_ends_after_it_starts", condition=Q(closes_on__gte=F("opens_on"))),
            CheckConstraint(name="survey_round_has_a_name", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title

    def state(self, today: date | None = None) -> State:
        return state(
            opens_on=self.opens_on,
            closes_on=self.closes_on,
            published=self.published_at is not None,
            today=today or clock.today(),
        )


class Reply(models.Model):
    """What somebody answered to one question, or that they passed it over. By itself."""

    ANSWERS = {
        Answer.WHOLLY: _("Stämmer helt"),
        Answer.PARTLY: _("Stämmer delvis"),
        Answer.NOT: _("Stämmer inte"),
        Answer.YES: _("Ja"),
        Answer.NO: _("Nej"),
        Answer.DO_NOT_KNOW: _("Vet inte"),
        Answer.NONE: _("Inget svar"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="replies")
    question = models.ForeignKey(Question, models.PROTECT, related_name="replies", db_index=False)
    choice = models.CharField(_("svar"), max_length=20, choices=choices(ANSWERS), blank=True)
    text = models.TextField(_("egna ord"), blank=True)
    who = models.CharField(_("vem som svarar"), max_length=120, blank=True)
    answered_on = models.DateField(_("dag"))

    objects = ForWhoLeads.as_manager()

    class Meta:
        verbose_name = _("svar på en enkät")
        verbose_name_plural = _("svar på enkäter")
        constraints = [
            CheckConstraint(name="survey_reply_is_one_there_is", condition=Q(choice__in=[one.value for one in Answer]))
        ]

    def __str__(self) -> str:
        return f"reply {self.pk}"
