"""Messages about one child between those who have a place with it. What is worth keeping is filed as a record."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment
from kronobarn.circles.models import Detail, LoggedPart, OfRecordQuerySet, Part, Seat
from kronobarn.circles.rules import Kind
from kronobarn.communication.rules import State, Subject
from kronobarn.core.actor import Actor
from kronobarn.core.choices import choices
from kronobarn.core.constraints import both_or_neither
from kronobarn.core.reasons import says_why


class InThreadQuerySet(OfRecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """To those who take part and still work with the child, or are its family; what is filed, as any record."""
        return super().visible_to(actor).filter(Q(record__kind=Kind.COMMUNICATION) | _takes_part(actor))


class MessageQuerySet(InThreadQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """From the moment one came in. What was written before is read by those it was written to."""
        seen = super().visible_to(actor)
        return seen.filter(
            Q(record__kind=Kind.COMMUNICATION) | _takes_part(actor, since__lte=OuterRef("sent_at")),
        )


def _takes_part(actor: Actor, **more: Any) -> Q:
    """Whether the actor is among those who write to each other, in the hat they have on."""
    here = Participant.objects.filter(
        child=OuterRef("child"),
        record=OuterRef("record"),
        person=actor.person_id,
        assignment=actor.assignment_id,
        until=None,
        **more,
    )
    seat = Seat.objects.held_by(actor).working().filter(child=OuterRef("child"))
    return Q(Exists(here), Exists(seat))


class Thread(Detail):
    """What some people write to each other about one thing. It is closed when it is filed, or when nothing is to be kept.

    A filed thread is a record of its own, of the service that filed it, with a copy of all that was said.
    """

    SUBJECTS: ClassVar[dict[Subject, Any]] = {
        Subject.PRACTICAL: _("Något praktiskt: tider, skjuts, lov"),
        Subject.MEETING: _("Ett möte"),
        Subject.PLAN: _("Planen och det vi har kommit överens om"),
        Subject.SCHOOL: _("Förskolan eller skolan"),
        Subject.HEALTH: _("Hälsa"),
        Subject.HOME: _("Hemma"),
        Subject.OTHER: _("Något annat"),
    }
    STATES: ClassVar[dict[State, Any]] = {
        State.OPEN: _("Pågår"),
        State.FILED: _("Sparad som handling"),
        State.CLOSED: _("Avslutad, inget att spara"),
    }

    subject = models.CharField(_("vad det gäller"), choices=choices(SUBJECTS), max_length=20)
    heading = models.CharField(_("rubrik"), max_length=120)
    began_at = models.DateTimeField(_("började"))
    state = models.CharField(_("läge"), choices=choices(STATES), default=State.OPEN.value, max_length=10)
    closed_at = models.DateTimeField(_("avslutad"), null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    closed_because = models.CharField(_("varför inget sparas"), max_length=300, blank=True)
    filed_from = models.UUIDField(null=True, editable=False)
    """Of which thread a filed one is the copy: each is removed by the rules of its own owner, whatever becomes of the
    other."""

    objects = InThreadQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("meddelandetråd")
        verbose_name_plural = _("meddelandetrådar")
        constraints = [
            both_or_neither("closed_at", "closed_by"),
            models.CheckConstraint(name="thread_has_a_heading", condition=~Q(heading="")),
            models.CheckConstraint(
                name="thread_is_in_one_state",
                condition=Q(state=State.OPEN.value, closed_at=None, closed_because="", filed_from=None)
                | Q(state=State.FILED.value, closed_at__isnull=False, closed_because="")
                | Q(state=State.CLOSED.value, closed_at__isnull=False, filed_from=None),
            ),
            says_why("closed_thread_says_why", "closed_because", unless=~Q(state=State.CLOSED.value)),
            models.UniqueConstraint(
                name="thread_is_filed_once", fields=["child", "filed_from"], condition=Q(filed_from__isnull=False)
            ),
        ]


class Participant(Part):
    """One who reads and writes in a thread, in an assignment or as family, from when they came in until they left."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    since = models.DateTimeField(_("från"))
    until = models.DateTimeField(_("till"), null=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    objects: ClassVar[Any] = InThreadQuerySet.as_manager()

    class Meta(Part.Meta):
        verbose_name = _("deltagare i en tråd")
        verbose_name_plural = _("deltagare i trådar")
        constraints = [
            models.UniqueConstraint(
                name="takes_part_once",
                fields=["child", "record", "person", "assignment"],
                condition=Q(until=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="participant_leaves_after_coming", condition=Q(until=None) | Q(until__gte=F("since"))
            ),
        ]


class Message(LoggedPart):
    """What somebody wrote. Never edited: it is struck with a reason, and a new one may say what is right."""

    LOGGED_AS = Kind.THREAD
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    text = models.TextField(_("meddelande"))
    sent_at = models.DateTimeField(_("skickat"))
    amends = models.ForeignKey("self", models.PROTECT, null=True, related_name="amended_by", db_index=False)
    struck_at = models.DateTimeField(_("struket"), null=True)
    struck_because = models.CharField(_("varför det ströks"), max_length=300, blank=True)

    objects: ClassVar[Any] = MessageQuerySet.as_manager()

    class Meta(LoggedPart.Meta):
        verbose_name = _("meddelande")
        verbose_name_plural = _("meddelanden")
        constraints = [
            models.CheckConstraint(name="message_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="message_has_a_reason_only_when_struck",
                condition=Q(struck_at__isnull=False) | Q(struck_because=""),
            ),
            says_why("struck_message_says_why", "struck_because", unless=Q(struck_at=None)),
            models.UniqueConstraint(
                name="message_is_amended_once", fields=["child", "amends"], condition=Q(amends__isnull=False)
            ),
        ]
