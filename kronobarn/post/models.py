"""Who is written to, how often, and the letters. Nothing here says about whom or why: there is no child in this feature.

What causes a letter is a task (notices) or a meeting, written in one transaction with the reason.
"""

import uuid
from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Unit
from kronobarn.core.actor import Actor
from kronobarn.core.choices import choices
from kronobarn.core.constraints import both_or_neither
from kronobarn.core.mail import Problem
from kronobarn.post.rules import Kind, Often


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own, as one is signed in: at work or as family."""
        return self.filter(person=actor.person_id, as_family=actor.is_family)

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


class Subscription(models.Model):
    """Somebody who is written to when something waits: a person at work, a person as family, or a unit's box.

    Or a function's box outside of the county's units, such as an association's: it is written to when a feature asks.
    """

    OFTEN: ClassVar[dict[Often, Any]] = {
        Often.AT_ONCE: _("Direkt"),
        Often.DAILY: _("En gång om dagen, om något nytt väntar"),
        Often.NEVER: _("Aldrig"),
    }

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    as_family = models.BooleanField(default=False)
    unit = models.OneToOneField(Unit, models.PROTECT, null=True, related_name="+")
    address = models.EmailField(_("e-postadress"), blank=True)
    confirmed_at = models.DateTimeField(_("adressen bekräftad"), null=True, editable=False)
    """When whoever reads what comes to a person's address said that it is theirs. Until then nothing else is sent there."""
    asked_with = models.UUIDField(null=True, unique=True, editable=False)
    """What the link that was sent there holds, until it has been used."""
    answer_by = models.DateTimeField(null=True, editable=False)
    often = models.CharField(_("hur ofta"), choices=choices(OFTEN), max_length=10)
    told_until = models.DateTimeField(null=True, editable=False)
    """The newest task that a letter has told of."""
    told_at = models.DateTimeField(null=True, editable=False)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("avisering")
        verbose_name_plural = _("aviseringar")
        constraints = [
            models.UniqueConstraint(name="subscribed_once_a_role", fields=["person", "as_family"]),
            models.CheckConstraint(
                name="subscription_is_a_persons_or_a_units",
                condition=Q(person__isnull=False, unit=None)
                | Q(person=None, unit__isnull=False, as_family=False)
                | (Q(person=None, unit=None, as_family=False) & ~Q(address="")),
            ),
            models.UniqueConstraint(
                name="function_is_written_to_at_one_address", fields=["address"], condition=Q(person=None, unit=None)
            ),
            both_or_neither("asked_with", "answer_by"),
            models.CheckConstraint(
                name="subscription_is_asked_or_confirmed", condition=Q(confirmed_at=None) | Q(asked_with=None)
            ),
            # A box is written to at the address that the unit has.
            models.CheckConstraint(
                name="subscription_has_one_address",
                condition=Q(unit=None) | Q(address=""),
            ),
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk}"

    @property
    def goes_to(self) -> str:
        """The address, as it is now; empty when letters are not wanted."""
        if self.often == Often.NEVER:
            return ""
        if self.unit is not None:
            return self.unit.mailbox if self.unit.active else ""
        if self.person is None:
            return self.address
        return self.address if self.confirmed_at and self.person.is_active else ""

    def asks_at(self, now: datetime) -> str:
        """The address that is asked whether it is theirs; empty when nobody is asked any more."""
        asks = self.answer_by is not None and self.answer_by > now and self.often != Often.NEVER
        return self.address if asks and self.person is not None and self.person.is_active else ""


class LetterQuerySet(models.QuerySet["Letter"]):
    def unsent(self) -> Self:
        return self.filter(sent_at=None, given_up_at=None)

    def given_up(self) -> Self:
        """Those that did not get through, and that somebody may want to try again."""
        return self.filter(given_up_at__isnull=False).exclude(problem=Problem.UNWANTED)

    def due(self, at: datetime) -> Self:
        """Those to be sent by now, the oldest first."""
        return self.unsent().filter(next_try_at__lte=at).order_by("queued_at", "pk")

    def locked(self) -> Self:
        """Lock the letters that nobody else is sending."""
        return self.select_for_update(of=("self",), no_key=True, skip_locked=True)


class Letter(models.Model):
    """That somebody is told, once, that something waits in Kronobarn: never what, about whom or why.

    The key makes it once. It is a digest, so that the row says nothing about a child either. Only a call to a meeting
    has more: the time, for a calendar; and what is written to a function's box, where no child is near, which row it is of.
    """

    KINDS: ClassVar[dict[Kind, Any]] = {
        Kind.WAITING: _("Något väntar"),
        Kind.MEETING: _("Mötestid"),
        Kind.CONFIRM: _("Länk att bekräfta adressen med"),
        Kind.FUNCTION: _("Till en funktions brevlåda"),
    }
    PROBLEMS: ClassVar[dict[Problem, Any]] = {
        Problem.SERVER: _("E-postservern svarade inte, eller släppte inte in oss"),
        Problem.LATER: _("E-postservern bad att få det senare"),
        Problem.ADDRESS: _("Adressen finns inte"),
        Problem.LETTER: _("E-postservern tog inte emot mejlet"),
        Problem.UNWANTED: _("Mottagaren vill inte längre ha mejl"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.ForeignKey(Subscription, models.PROTECT, related_name="letters", db_index=False)
    kind = models.CharField(_("slag"), choices=choices(KINDS), max_length=10)
    key = models.CharField(_("nyckel"), max_length=64, unique=True)
    entry = models.JSONField(_("kalenderpost"), null=True)
    """Of a meeting, what the calendar is told; to a function, which feature writes the letter and of which row."""
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(_("hinder"), choices=choices(PROBLEMS), max_length=10, blank=True)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("mejl")
        verbose_name_plural = _("mejl")
        indexes = [
            models.Index(
                fields=["next_try_at"], name="letter_due", condition=Q(sent_at__isnull=True, given_up_at__isnull=True)
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="letter_waits_once_for_each",
                fields=["to"],
                condition=Q(kind=Kind.WAITING.value, sent_at__isnull=True, given_up_at__isnull=True),
            ),
            models.CheckConstraint(name="letter_ends_once", condition=Q(sent_at=None) | Q(given_up_at=None)),
            models.CheckConstraint(
                name="letter_that_is_given_up_says_why", condition=Q(given_up_at=None) | ~Q(problem="")
            ),
            models.CheckConstraint(
                name="letter_about_a_meeting_has_its_entry",
                condition=Q(kind__in=[Kind.WAITING.value, Kind.CONFIRM.value], entry=None)
                | Q(kind__in=[Kind.MEETING.value, Kind.FUNCTION.value], entry__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"
