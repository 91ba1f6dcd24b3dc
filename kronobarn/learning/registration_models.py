"""Those who come to an event, what they have chosen, and what they are written. All of it is removed by rule."""

import uuid
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kronobarn.core.choices import choices
from kronobarn.learning.kept import ForOrganisers, OfARegistration
from kronobarn.learning.rules import LIVE, LetterKind, Standing
from kronobarn.post.models import Letter as PostLetter


class Registrations(ForOrganisers):
    def live(self) -> Self:
        """Those who come, wait or are asked."""
        return self.filter(standing__in=LIVE)

    def coming(self) -> Self:
        """Those who have a place and have confirmed their address."""
        return self.filter(standing=Standing.PLACE, confirmed_at__isnull=False)

    def overdue(self, at: datetime) -> Self:
        """Those whose time to confirm, or to say yes, has passed."""
        return self.filter(answer_by__lte=at)


class Registration(models.Model):
    """Somebody who has registered for an event. Needs no account; the address is confirmed by a letter."""

    STANDINGS: ClassVar[dict[Standing, Any]] = {
        Standing.PLACE: _("Har en plats"),
        Standing.WAITING: _("Står i kö"),
        Standing.OFFERED: _("Har erbjudits en plats"),
        Standing.CANCELLED: _("Avbokad"),
        Standing.LAPSED: _("Svarade inte på erbjudandet"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey("learning.Event", models.PROTECT, related_name="registrations", db_index=False)
    email = models.EmailField(_("e-postadress"))
    name = models.CharField(_("namn"), max_length=120)
    workplace = models.CharField(_("arbetsplats eller förening"), max_length=200, blank=True)
    wheelchair = models.BooleanField(_("kommer med rullstol"), default=False)
    interpreter = models.CharField(_("tolk"), max_length=120, blank=True)
    diet = models.CharField(_("mat och allergier"), max_length=300, blank=True)
    language = models.CharField(_("brevens språk"), max_length=5)
    standing = models.CharField(_("läge"), max_length=10, choices=choices(STANDINGS))
    asked_at = models.DateTimeField(_("anmäld"), editable=False)
    confirmed_at = models.DateTimeField(_("bekräftad"), null=True, editable=False)
    answer_by = models.DateTimeField(_("svara senast"), null=True, editable=False)
    came_at = models.DateTimeField(_("deltog"), null=True, editable=False)

    objects = Registrations.as_manager()

    class Meta:
        verbose_name = _("anmälan")
        verbose_name_plural = _("anmälningar")
        ordering = ["asked_at", "pk"]
        indexes = [
            models.Index(fields=["event", "standing", "asked_at"], name="registration_in_turn"),
            models.Index(fields=["answer_by"], name="registration_overdue", condition=Q(answer_by__isnull=False)),
            models.Index(fields=["email"], name="registration_of_an_address"),
        ]
        constraints = [
            UniqueConstraint(
                name="registered_once",
                fields=["event", "email"],
                condition=Q(standing__in=[one.value for one in LIVE]),
            ),
            CheckConstraint(name="registration_has_a_name", condition=~Q(name="") & ~Q(email="")),
            CheckConstraint(name="registration_stands", condition=Q(standing__in=[one.value for one in Standing])),
            CheckConstraint(
                name="registration_is_answered_in_time",
                condition=Q(standing=Standing.OFFERED.value, answer_by__isnull=False)
                | Q(standing=Standing.PLACE.value, confirmed_at=None, answer_by__isnull=False)
                | Q(standing=Standing.WAITING.value, confirmed_at=None, answer_by__isnull=False)
                | Q(standing=Standing.PLACE.value, confirmed_at__isnull=False, answer_by=None)
                | Q(standing=Standing.WAITING.value, confirmed_at__isnull=False, answer_by=None)
                | Q(standing__in=[Standing.CANCELLED.value, Standing.LAPSED.value], answer_by=None),
            ),
            CheckConstraint(
                name="registration_comes_with_a_place",
                condition=Q(came_at=None) | Q(standing=Standing.PLACE.value, confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"registration {self.pk}"

    @property
    def log_name(self) -> str:
        return f"registration:{self.pk}"

    @property
    def is_live(self) -> bool:
        return self.standing in LIVE

    @property
    def needs(self) -> list[str]:
        """What is needed for them to take part, in words."""
        said = [str(_("Rullstol"))] if self.wheelchair else []
        said += [f"{_('Tolk')}: {self.interpreter}"] if self.interpreter else []
        return said + ([f"{_('Mat')}: {self.diet}"] if self.diet else [])


class Choice(models.Model):
    """That somebody has a place at a point of the programme."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="chosen", db_index=False)
    session = models.ForeignKey("learning.Session", models.PROTECT, related_name="chosen")

    objects = OfARegistration.as_manager()

    class Meta:
        verbose_name = _("val av programpunkt")
        verbose_name_plural = _("val av programpunkter")
        constraints = [UniqueConstraint(name="chosen_once", fields=["registration", "session"])]

    def __str__(self) -> str:
        return f"choice {self.pk}"


class Letters(OfARegistration):
    def unsent(self) -> Self:
        return self.filter(sent_at=None, given_up_at=None)

    def due(self, at: datetime) -> Self:
        """Those to be sent by now, the oldest first."""
        return self.unsent().filter(next_try_at__lte=at).order_by("queued_at", "pk")

    def locked(self) -> Self:
        """Lock the letters that nobody else is sending."""
        return self.select_for_update(of=("self",), no_key=True, skip_locked=True)


class Letter(models.Model):
    """That somebody is to be written to, once. What it says is made when it is sent, from what holds then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="letters", db_index=False)
    kind = models.CharField(_("slag"), max_length=12)
    key = models.CharField(_("nyckel"), max_length=40)
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(_("hinder"), choices=choices(PostLetter.PROBLEMS), max_length=10, blank=True)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    objects = Letters.as_manager()

    class Meta:
        verbose_name = _("brev om ett evenemang")
        verbose_name_plural = _("brev om evenemang")
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="event_letter_due",
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
            )
        ]
        constraints = [
            UniqueConstraint(name="event_letter_once", fields=["registration", "key"]),
            CheckConstraint(name="event_letter_is_of_a_kind", condition=Q(kind__in=[one.value for one in LetterKind])),
            CheckConstraint(name="event_letter_ends_once", condition=Q(sent_at=None) | Q(given_up_at=None)),
            CheckConstraint(
                name="event_letter_that_is_given_up_says_why", condition=Q(given_up_at=None) | ~Q(problem="")
            ),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"
