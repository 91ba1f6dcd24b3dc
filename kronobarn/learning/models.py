"""Events, and what happens during them with places of its own.

How many places are taken is counted by the database, from the registrations (policies.sql): no event is overbooked,
whatever the application does.
"""

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kronobarn.core import clock
from kronobarn.core.choices import choices
from kronobarn.core.reasons import says_why_once_done
from kronobarn.learning import rules
from kronobarn.learning.evaluation_models import Evaluation, Ticket
from kronobarn.learning.kept import Events, OfAnEvent
from kronobarn.learning.registration_models import Choice, Letter, Registration
from kronobarn.learning.rules import EventKind, Left

__all__ = ["Choice", "Evaluation", "Event", "Letter", "Registration", "Session", "Ticket"]


class Event(models.Model):
    """A seminar, a conference or a workshop, that anybody may read about and register for once it is published."""

    KINDS: ClassVar[dict[EventKind, object]] = {
        EventKind.SEMINAR: _("Dialogseminarium"),
        EventKind.CONFERENCE: _("Konferens"),
        EventKind.WORKSHOP: _("Workshop"),
    }
    LEFT: ClassVar[dict[Left, object]] = {
        Left.MANY: _("Platser finns"),
        Left.FEW: _("Få platser kvar"),
        Left.NONE: _("Fullt, men du kan ställa dig i kön"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("slag"), max_length=20, choices=choices(KINDS))
    series = models.CharField(_("serie"), max_length=120, blank=True)
    title = models.CharField(_("rubrik"), max_length=200)
    text = models.TextField(_("om evenemanget"))
    place = models.CharField(_("plats"), max_length=200)
    starts_at = models.DateTimeField(_("börjar"))
    ends_at = models.DateTimeField(_("slutar"))
    closes_at = models.DateTimeField(_("sista tid för anmälan"))
    places = models.PositiveIntegerField(_("platser"))
    taken = models.PositiveIntegerField(_("tagna platser"), default=0, editable=False)
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)
    """How many times those who come have been told of a change of time or place."""
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    organiser = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("arrangör")
    )
    """Who plans it and follows who comes, beside those who lead the process. Only they name somebody."""
    published_at = models.DateTimeField(_("publicerat"), null=True)
    closed_at = models.DateTimeField(_("anmälan stängd"), null=True)
    cancelled_at = models.DateTimeField(_("inställt"), null=True)
    cancelled_because = models.CharField(_("varför det ställdes in"), max_length=300, blank=True)
    evaluated_at = models.DateTimeField(_("utvärdering sänd"), null=True)
    forgotten_at = models.DateTimeField(_("anmälningar gallrade"), null=True)
    had_place = models.PositiveIntegerField(_("anmälda då"), null=True)
    came = models.PositiveIntegerField(_("deltog"), null=True)

    objects = Events.as_manager()

    class Meta:
        verbose_name = _("evenemang")
        verbose_name_plural = _("evenemang")
        ordering = ["starts_at", "title"]
        constraints = [
            CheckConstraint(name="event_says_what_and_where", condition=~Q(title="") & ~Q(text="") & ~Q(place="")),
            CheckConstraint(name="event_is_of_a_kind", condition=Q(kind__in=[one.value for one in EventKind])),
            CheckConstraint(name="event_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
            CheckConstraint(name="event_closes_before_it_ends", condition=Q(closes_at__lte=F("ends_at"))),
            CheckConstraint(name="event_has_a_place", condition=Q(places__gte=1)),
            CheckConstraint(name="event_is_not_overbooked", condition=Q(taken__lte=F("places"))),
            says_why_once_done("event_is_cancelled_with_a_reason", "cancelled_at", "cancelled_because"),
            CheckConstraint(
                name="event_that_is_forgotten_is_counted",
                condition=Q(forgotten_at=None, had_place=None, came=None)
                | Q(forgotten_at__isnull=False, had_place__isnull=False, came__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def log_name(self) -> str:
        return f"event:{self.pk}"

    @property
    def left(self) -> Left:
        return rules.left(self.places, self.taken)

    @property
    def is_full(self) -> bool:
        return self.taken >= self.places

    def is_open(self, at: datetime | None = None) -> bool:
        """Whether anybody may register now."""
        at = at or clock.now()
        return (
            self.published_at is not None
            and self.cancelled_at is None
            and self.closed_at is None
            and at < self.closes_at
            and at < self.ends_at
        )

    def is_over(self, at: datetime | None = None) -> bool:
        return self.ends_at <= (at or clock.now())


class Session(models.Model):
    """A point of the programme that one chooses, with places of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="sessions")
    title = models.CharField(_("rubrik"), max_length=200)
    place = models.CharField(_("lokal"), max_length=120, blank=True)
    starts_at = models.DateTimeField(_("börjar"))
    ends_at = models.DateTimeField(_("slutar"))
    places = models.PositiveIntegerField(_("platser"))
    taken = models.PositiveIntegerField(_("tagna platser"), default=0, editable=False)

    objects = OfAnEvent.as_manager()

    class Meta:
        verbose_name = _("programpunkt")
        verbose_name_plural = _("programpunkter")
        ordering = ["starts_at", "title"]
        constraints = [
            CheckConstraint(name="session_has_a_title", condition=~Q(title="")),
            CheckConstraint(name="session_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
            CheckConstraint(name="session_has_a_place", condition=Q(places__gte=1)),
            CheckConstraint(name="session_is_not_overbooked", condition=Q(taken__lte=F("places"))),
            UniqueConstraint(name="session_is_there_once", fields=["event", "title", "starts_at"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_full(self) -> bool:
        return self.taken >= self.places
