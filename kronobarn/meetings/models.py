"""Step three: the meeting around the child, who is invited and what is decided there."""

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment
from kronobarn.circles.models import Detail, OfRecordQuerySet, Part, Seat
from kronobarn.concerns.models import Matter
from kronobarn.core.actor import Actor
from kronobarn.core.choices import choices
from kronobarn.core.constraints import both_or_neither
from kronobarn.core.reasons import says_why
from kronobarn.meetings.rules import CARRY, LONGEST, SHORTEST, Answer, Fits, State


class Meeting(Detail):
    """A meeting of the child, the guardians and the services that have been let in.

    The child's wishes about the meeting come first, and a disagreement has a place of its own.
    """

    STATES: ClassVar[dict[State, Any]] = {
        State.PROPOSED: _("Tider är föreslagna"),
        State.CALLED: _("Kallat"),
        State.HELD: _("Hållet"),
        State.CANCELLED: _("Inställt"),
    }

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="meetings", db_index=False)
    starts_at = models.DateTimeField(_("börjar"))
    minutes = models.PositiveSmallIntegerField(_("minuter"))
    place = models.CharField(_("plats"), max_length=200)
    child_wishes = models.TextField(_("barnets önskemål om mötet"), blank=True)
    wish_who = models.TextField(_("vilka barnet vill ha med"), blank=True)
    wish_where = models.TextField(_("var barnet vill vara"), blank=True)
    wish_avoid = models.TextField(_("det barnet inte vill prata om"), blank=True)
    interpreter = models.CharField(_("tolk, på vilket språk"), max_length=60, blank=True)
    video_link = models.URLField(_("länk till videomötet"), max_length=500, blank=True)
    calendar_uid = models.UUIDField(default=uuid.uuid4, editable=False)
    """What calendars know the meeting by: nothing in the system is found with it."""
    sequence = models.PositiveSmallIntegerField(_("ändrat, antal gånger"), default=0, editable=False)
    state = models.CharField(_("läge"), choices=choices(STATES), default=State.CALLED.value, max_length=20)
    said = models.JSONField(_("det som sades, punkt för punkt"), default=list)
    """In the order of the agenda, whose words stand in the practice model that the record is of."""
    notes = models.TextField(_("annat som sades"), blank=True)
    disagreement = models.TextField(_("det ni inte är överens om"), blank=True)
    held_at = models.DateTimeField(null=True)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = models.TextField(_("varför mötet är inställt"), blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("möte")
        verbose_name_plural = _("möten")
        indexes = [models.Index(fields=["child", "starts_at"], name="meeting_child_starts")]
        constraints = [
            both_or_neither("held_at", "held_by"),
            both_or_neither("cancelled_at", "cancelled_by"),
            models.CheckConstraint(
                name="meeting_is_in_one_state",
                condition=Q(state=State.PROPOSED.value, held_at=None, cancelled_at=None)
                | Q(state=State.CALLED.value, held_at=None, cancelled_at=None)
                | Q(state=State.HELD.value, held_at__isnull=False, cancelled_at=None)
                | Q(state=State.CANCELLED.value, held_at=None, cancelled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_link_is_encrypted", condition=Q(video_link="") | Q(video_link__startswith="https://")
            ),
            models.CheckConstraint(
                name="meeting_has_a_reason_only_when_cancelled",
                condition=Q(state=State.CANCELLED.value) | Q(cancelled_because=""),
            ),
            says_why("cancelled_meeting_says_why", "cancelled_because", unless=Q(cancelled_at=None)),
            models.CheckConstraint(
                name="meeting_has_a_sensible_length",
                condition=Q(minutes__gte=SHORTEST, minutes__lte=LONGEST),
            ),
        ]


class Invited(Part):
    """One person who is called: family as themselves, a professional in an assignment."""

    ANSWERS: ClassVar[dict[Answer, Any]] = {
        Answer.NONE: _("Har inte svarat"),
        Answer.YES: _("Kommer"),
        Answer.NO: _("Kan inte komma"),
    }

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    label = models.CharField(_("vem"), max_length=150, blank=True)
    answer = models.CharField(_("svar"), choices=choices(ANSWERS), default=Answer.NONE.value, max_length=10)
    came = models.BooleanField(_("kom"), null=True)

    class Meta(Part.Meta):
        verbose_name = _("kallad")
        verbose_name_plural = _("kallade")
        constraints = [
            models.UniqueConstraint(name="invited_once_to_a_meeting", fields=["child", "record", "person"]),
            models.CheckConstraint(name="invited_is_somebody", condition=Q(person__isnull=False) | ~Q(label="")),
            models.CheckConstraint(
                name="invited_assignment_has_its_person", condition=Q(assignment=None) | Q(person__isnull=False)
            ),
        ]


class ProposedTime(Part):
    """One time that is proposed, before the meeting is called."""

    number = models.PositiveSmallIntegerField(_("nummer"))
    starts_at = models.DateTimeField(_("börjar"))

    class Meta(Part.Meta):
        verbose_name = _("föreslagen tid")
        verbose_name_plural = _("föreslagna tider")
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(name="proposed_times_are_numbered", fields=["child", "record", "number"]),
            models.UniqueConstraint(name="time_is_proposed_once", fields=["child", "record", "starts_at"]),
        ]


class TimeAnswer(Part):
    """What one who is invited says of one proposed time."""

    FITS: ClassVar[dict[Fits, Any]] = {
        Fits.YES: _("Kan"),
        Fits.IF_NEEDED: _("Kan om det behövs"),
        Fits.NO: _("Kan inte"),
    }

    number = models.PositiveSmallIntegerField(_("nummer"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    fits = models.CharField(_("svar"), choices=choices(FITS), max_length=10)

    class Meta(Part.Meta):
        verbose_name = _("svar om en tid")
        verbose_name_plural = _("svar om tider")
        constraints = [
            models.UniqueConstraint(name="time_is_answered_once", fields=["child", "record", "number", "person"]),
        ]


class SharedNotesQuerySet(OfRecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """For those who are called, and whoever carries the matter in the service that called; not for others who may
        read about the meeting."""
        called = Invited.objects.filter(
            child=OuterRef("child"), record=OuterRef("record"), person=actor.person_id, assignment=actor.assignment_id
        )
        carries = Seat.objects.held_by(actor, *CARRY).filter(area=OuterRef("record__owner"), child=OuterRef("child"))
        return super().visible_to(actor).filter(Q(Exists(called)) | Q(Exists(carries)))


class SharedNotes(Part):
    """What whoever keeps the notes shows to the others while the meeting goes on. Emptied when it is over: then the
    meeting itself says it.

    `shown` is what stands in each place (`notes/merging.py`), and which opened page put it there.
    """

    shown = models.JSONField(_("det som visas"), default=dict)
    revision = models.PositiveIntegerField(_("ändrat, antal gånger"), default=0, editable=False)
    saved_at = models.DateTimeField(_("visat"))
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    objects = SharedNotesQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Part.Meta):
        verbose_name = _("delade anteckningar")
        verbose_name_plural = _("delade anteckningar")
        constraints = [models.UniqueConstraint(name="notes_are_shared_once_a_meeting", fields=["child", "record"])]


class MeetingDecision(Part):
    """One thing that was decided: what, who does it, by when.

    What is not needed in the child's plan is laid aside, for a reason that everyone who reads the meeting reads.
    """

    number = models.PositiveSmallIntegerField(_("nummer"))
    text = models.TextField(_("beslut"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    due_on = models.DateField(_("senast"), null=True)
    laid_aside_at = models.DateTimeField(_("lagt åt sidan"), null=True)
    laid_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    laid_aside_because = models.CharField(_("varför det inte behövs i planen"), max_length=500, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("beslut")
        verbose_name_plural = _("beslut")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="decisions_are_numbered", fields=["child", "record", "number"]),
            models.CheckConstraint(name="decision_says_what", condition=~Q(text="")),
            both_or_neither("laid_aside_at", "laid_aside_by"),
            says_why("decision_laid_aside_says_why", "laid_aside_because", unless=Q(laid_aside_at=None)),
            models.CheckConstraint(
                name="decision_has_a_reason_only_when_laid_aside",
                condition=Q(laid_aside_at__isnull=False) | Q(laid_aside_because=""),
            ),
        ]
