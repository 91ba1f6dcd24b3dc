"""What organisations answer to a consultation round, and what is answered them.

What has been written is not rewritten: an answer that is changed has another after it. Two who write at the same time
both stand until somebody has read both.
"""

import uuid
from datetime import date
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Organisation
from kronobarn.consultation.rules import Answering, Choice, last_day
from kronobarn.core.choices import choices
from kronobarn.programme.kept import ForStaff
from kronobarn.ui.signs import commas

SAYS_WHO: Final = ~Q(function="") & (~Q(name="") | Q(name_removed_on__isnull=False))
"""A name is there from the beginning, and goes after its time: what somebody does for a living stays."""


def who(one: "Writer | Submission") -> str:
    """Name and function; what is said of a name that has been taken away."""
    if one.name_removed_on is not None:
        return gettext("%(function)s (namnet är borttaget)") % {"function": one.function}
    return commas([one.name, one.function])


class Invitation(models.Model):
    """An organisation that is asked: one of the county's, or any other."""

    STATES = {
        Answering.NOT_BEGUN: _("Har inte börjat"),
        Answering.BEGUN: _("Har börjat"),
        Answering.TAKEN_BACK: _("Har tagit tillbaka svaret"),
        Answering.SUBMITTED: _("Har svarat"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey("consultation.Round", models.PROTECT, related_name="invitations", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", db_index=False)
    name = models.CharField(_("organisation"), max_length=120)
    mailbox = models.EmailField(_("funktionsbrevlåda"), blank=True)
    until = models.DateField(_("får svara till och med"), null=True)
    invited_at = models.DateTimeField(editable=False)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("inbjuden organisation")
        verbose_name_plural = _("inbjudna organisationer")
        ordering = ["name"]
        constraints = [
            CheckConstraint(name="invitation_names_the_organisation", condition=~Q(name="")),
            UniqueConstraint(name="organisation_is_invited_once", fields=["round", "name"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def log_name(self) -> str:
        return f"invitation:{self.pk}"

    @property
    def last_day(self) -> date:
        """The last day it may answer."""
        return last_day(self.round.closes_on, self.until)


class Link(models.Model):
    """A key that lets an organisation in. Only what it comes to is kept: nobody who reads the database can use it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="links")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    by_letter = models.BooleanField(_("i ett brev"))
    made_at = models.DateTimeField(_("gjord"), editable=False)
    revoked_at = models.DateTimeField(_("spärrad"), null=True)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("länk till en remiss")
        verbose_name_plural = _("länkar till remisser")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"link {self.pk}"


class Writer(models.Model):
    """Somebody who writes for an organisation, as they have said themselves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="writers")
    name = models.CharField(_("namn"), max_length=120)
    function = models.CharField(_("funktion"), max_length=120)
    began_at = models.DateTimeField(editable=False)
    name_removed_on = models.DateField(_("namnet borttaget"), null=True)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("den som skriver i ett remissvar")
        verbose_name_plural = _("de som skriver i remissvar")
        constraints = [CheckConstraint(name="writer_says_who_it_is", condition=SAYS_WHO)]

    def __str__(self) -> str:
        return self.said_by

    @property
    def said_by(self) -> str:
        """Who it is; what they do, when the name has been taken away."""
        return who(self)


class Answer(models.Model):
    """What an organisation answers to one question, as one of its writers left it."""

    CHOICES = {
        Choice.AGREE: _("Håller med"),
        Choice.CHANGES: _("Håller med, med ändringar"),
        Choice.DISAGREE: _("Håller inte med"),
        Choice.NO_OPINION: _("Ingen åsikt"),
        Choice.YES: _("Ja"),
        Choice.NO: _("Nej"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="answers", db_index=False)
    question = models.ForeignKey("consultation.Question", models.PROTECT, related_name="answers", db_index=False)
    writer = models.ForeignKey(Writer, models.PROTECT, related_name="+", db_index=False)
    choice = models.CharField(_("svar"), max_length=10, choices=choices(CHOICES), blank=True)
    text = models.TextField(_("varför"), blank=True)
    proposed = models.TextField(_("förslag på ord"), blank=True)
    written_at = models.DateTimeField(editable=False)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces", db_index=False)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("svar på en remissfråga")
        verbose_name_plural = _("svar på remissfrågor")
        ordering = ["written_at"]
        indexes = [models.Index(name="answer_of_an_organisation", fields=["invitation", "question"])]

    def __str__(self) -> str:
        return f"answer {self.pk}"

    @property
    def said(self) -> tuple[str, str, str]:
        return self.choice, self.text, self.proposed


class Submission(models.Model):
    """That an organisation has answered: by whom, and whether the answer may be shown to all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="submissions", db_index=False)
    name = models.CharField(_("namn"), max_length=120)
    function = models.CharField(_("funktion"), max_length=120)
    may_be_shown = models.BooleanField(_("får visas för alla"))
    submitted_at = models.DateTimeField(_("inlämnat"), editable=False)
    taken_back_at = models.DateTimeField(_("taget tillbaka"), null=True)
    name_removed_on = models.DateField(_("namnet borttaget"), null=True)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("inlämnat remissvar")
        verbose_name_plural = _("inlämnade remissvar")
        ordering = ["-submitted_at"]
        constraints = [
            CheckConstraint(name="submission_says_by_whom", condition=SAYS_WHO),
            UniqueConstraint(name="answer_is_submitted_once", fields=["invitation"], condition=Q(taken_back_at=None)),
        ]

    def __str__(self) -> str:
        return f"submission {self.pk}"

    @property
    def said_by(self) -> str:
        """Who it was; what they do, when the name has been taken away."""
        return who(self)


class Reply(models.Model):
    """What the process answers to a point, and the change it proposes: to one organisation's answer, or to all of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey("consultation.Question", models.PROTECT, related_name="replies", db_index=False)
    invitation = models.ForeignKey(Invitation, models.PROTECT, null=True, related_name="replies", db_index=False)
    text = models.TextField(_("bemötande"))
    change = models.TextField(_("föreslagen ändring"), blank=True)
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    replaced_at = models.DateTimeField(null=True)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("bemötande av en remissynpunkt")
        verbose_name_plural = _("bemötanden av remissynpunkter")
        ordering = ["written_at"]
        constraints = [
            CheckConstraint(name="reply_says_something", condition=~Q(text="")),
            UniqueConstraint(
                name="point_has_one_reply",
                fields=["question", "invitation"],
                condition=Q(replaced_at=None),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"reply {self.pk}"
