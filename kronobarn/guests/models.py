"""One question to somebody who has no account: a coach, a leader in an association, a relative."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kronobarn.assessments.models import Observation
from kronobarn.authorities.models import Assignment
from kronobarn.circles.models import LoggedPart, OfRecordQuerySet
from kronobarn.circles.rules import Kind
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.constraints import both_or_neither
from kronobarn.guests.rules import TRIES, State


class GuestQuerySet(OfRecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """For those who work with the child in the area that asks. Others who are given the matter do not see it."""
        return super().visible_to(actor).filter(record__owner=actor.area_id)  # the family has no area


class Guest(LoggedPart):
    """Somebody outside who is asked one thing, through a link and a code. A part of the matter's record.

    Nothing secret is kept: the link is signed and the code worked out from the row's own id (kronobarn.guests.keys).
    What is answered becomes an observation like others, and the link is of no use any more.
    """

    LOGGED_AS = Kind.MATTER
    STATES: ClassVar[dict[State, Any]] = {
        State.WAITING: _("Väntar på svar"),
        State.ANSWERED: _("Besvarad"),
        State.WITHDRAWN: _("Återtagen"),
        State.LOCKED: _("Låst efter för många fel koder"),
        State.TOO_LATE: _("För gammal"),
    }

    label = models.CharField(_("vem som frågas"), max_length=120)
    area_key = models.CharField(_("område"), max_length=40)
    question = models.CharField(_("frågan"), max_length=500)
    purpose = models.CharField(_("varför vi frågar"), max_length=500)
    agreed = models.CharField(_("vem i familjen som har sagt ja"), max_length=300)
    until = models.DateField(_("svara senast"))
    asked_at = models.DateTimeField(editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    asked_for = models.ForeignKey(Assignment, models.PROTECT, related_name="+", db_index=False)
    tries = models.PositiveSmallIntegerField(_("fel koder"), default=0, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    answer = models.ForeignKey(Observation, models.PROTECT, null=True, related_name="+", db_index=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects: ClassVar[Any] = GuestQuerySet.as_manager()

    class Meta(LoggedPart.Meta):
        verbose_name = _("fråga utan konto")
        verbose_name_plural = _("frågor utan konto")
        constraints = [
            both_or_neither("answered_at", "answer"),
            both_or_neither("withdrawn_at", "withdrawn_by"),
            models.CheckConstraint(
                name="guest_answers_or_is_withdrawn", condition=Q(answered_at=None) | Q(withdrawn_at=None)
            ),
            models.CheckConstraint(name="guest_is_asked_something", condition=~Q(question="") & ~Q(agreed="")),
            models.CheckConstraint(name="guest_tries_are_counted", condition=Q(tries__lte=TRIES)),
        ]

    def state(self) -> State:
        """What has become of it."""
        if self.answered_at is not None:
            return State.ANSWERED
        if self.withdrawn_at is not None:
            return State.WITHDRAWN
        if self.tries >= TRIES:
            return State.LOCKED
        return State.TOO_LATE if self.until < clock.today() else State.WAITING
