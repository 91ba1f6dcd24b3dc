"""The meetings of a group: when and where, the agenda with what was said, who came, what was decided, and who does what.

What has been approved is not rewritten, which the database holds (policies.sql): a correction stands beside it.
"""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Exists, OuterRef, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.rules import Profession
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.choices import choices
from kronobarn.core.constraints import both_or_neither
from kronobarn.core.reasons import says_why
from kronobarn.group_meetings.publications import Publication
from kronobarn.group_meetings.rules import LONGEST, SHORTEST, Changed, Presence, Purpose, State
from kronobarn.programme.kept import ForStaff
from kronobarn.programme.models import Group, Member, Question
from kronobarn.programme.rules import AppliesTo

__all__ = [
    "Attendance",
    "Change",
    "Correction",
    "Decision",
    "GroupMeeting",
    "GroupTask",
    "Item",
    "Publication",
]


class MeetingQuerySet(ForStaff):
    """Meetings: that they are, and their agendas, everybody who works in the county may know."""

    def with_notes_for(self, actor: Actor) -> Self:
        """Those whose notes the actor may read: approved, or of a group that they sit in today; or they lead the process."""
        rows = self.visible_to(actor)
        if actor.profession == Profession.PROCESS_LEADER:
            return rows
        sits = Member.objects.visible_to(actor).on(clock.today()).filter(account=actor.person_id)
        return rows.filter(Q(state=State.APPROVED) | Exists(sits.filter(group=OuterRef("group"))))


class GroupMeeting(models.Model):
    """A meeting that a group has been called to."""

    STATES = {
        State.CALLED: _("Kallat"),
        State.CANCELLED: _("Inställt"),
        State.HELD: _("Hållet, inte justerat"),
        State.APPROVED: _("Justerat"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="meetings", db_index=False)
    state = models.CharField(_("läge"), max_length=20, choices=choices(STATES), default=State.CALLED)
    starts_at = models.DateTimeField(_("börjar"))
    minutes = models.PositiveSmallIntegerField(_("minuter"))
    place = models.CharField(_("plats"), max_length=200, blank=True)
    video_link = models.URLField(_("länk till video"), max_length=500, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    others = models.CharField(_("andra som var med"), max_length=500, blank=True)
    writers = models.JSONField(_("vem som skrev sist, ställe för ställe"), default=dict, editable=False)
    """Until the notes are approved: so that whoever writes in two windows is not told that it was somebody else."""
    called_at = models.DateTimeField(editable=False)
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    cancelled_because = models.CharField(_("varför det ställdes in"), max_length=300, blank=True)
    approver = models.ForeignKey(
        Member, models.PROTECT, null=True, related_name="approves", verbose_name=_("justerare"), db_index=False
    )
    approved_on = models.DateField(_("justerat"), null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("gruppmöte")
        verbose_name_plural = _("gruppmöten")
        ordering = ["-starts_at"]
        indexes = [models.Index(fields=["group", "starts_at"], name="group_meeting_of_group")]
        constraints = [
            both_or_neither("approved_on", "approved_by"),
            CheckConstraint(name="group_meeting_state", condition=Q(state__in=[one.value for one in State])),
            CheckConstraint(name="group_meeting_is_somewhere", condition=~Q(place="") | ~Q(video_link="")),
            CheckConstraint(
                name="group_meeting_has_a_length", condition=Q(minutes__gte=SHORTEST, minutes__lte=LONGEST)
            ),
            CheckConstraint(
                name="group_meeting_has_a_reason_only_when_cancelled",
                condition=Q(state=State.CANCELLED.value) | Q(cancelled_because=""),
            ),
            says_why("cancelled_group_meeting_says_why", "cancelled_because", unless=~Q(state=State.CANCELLED.value)),
            CheckConstraint(
                name="group_meeting_is_approved_by_a_member",
                condition=~Q(state=State.APPROVED.value) & Q(approved_on=None)
                | Q(state=State.APPROVED.value, approver__isnull=False, approved_on__isnull=False),
            ),
            CheckConstraint(
                name="group_meeting_held_has_an_approver",
                condition=~Q(state=State.HELD.value) | Q(approver__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"meeting {self.pk}"

    @property
    def log_name(self) -> str:
        return f"group_meeting:{self.pk}"


class Item(models.Model):
    """A point of the agenda, and what was said of it."""

    PURPOSES = {
        Purpose.INFORMATION: _("Information"),
        Purpose.DISCUSSION: _("Diskussion"),
        Purpose.DECISION: _("Beslut"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(GroupMeeting, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField(_("ordning"))
    title = models.CharField(_("punkt"), max_length=200)
    purpose = models.CharField(_("syfte"), max_length=20, choices=choices(PURPOSES))
    paper = models.CharField(_("underlag"), max_length=200, blank=True)
    address = models.URLField(_("länk till underlaget"), max_length=500, blank=True)
    notes = models.TextField(_("anteckning"), blank=True)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("punkt på en dagordning")
        verbose_name_plural = _("punkter på dagordningar")
        ordering = ["number", "id"]
        constraints = [
            CheckConstraint(name="agenda_item_has_a_title", condition=~Q(title="")),
            CheckConstraint(name="agenda_item_purpose", condition=Q(purpose__in=[one.value for one in Purpose])),
        ]

    def __str__(self) -> str:
        return f"item {self.pk}"


class Change(models.Model):
    """What was changed in a call, and when: those who had read it see what is new."""

    WORDS = {
        Changed.ADDED: _("Ny punkt"),
        Changed.REMOVED: _("Struken punkt"),
        Changed.MOVED: _("Punkterna har fått en annan ordning"),
        Changed.REWRITTEN: _("Ändrad punkt"),
        Changed.TIME: _("Tid"),
        Changed.MINUTES: _("Längd i minuter"),
        Changed.PLACE: _("Plats"),
        Changed.VIDEO: _("Länk till video"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(GroupMeeting, models.PROTECT, related_name="changes")
    what = models.CharField(_("vad"), max_length=20, choices=choices(WORDS))
    before = models.CharField(_("var"), max_length=600, blank=True)
    after = models.CharField(_("är"), max_length=600, blank=True)
    made_at = models.DateTimeField(editable=False)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("ändring i en kallelse")
        verbose_name_plural = _("ändringar i kallelser")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"change {self.pk}"


class OfNotes(ForStaff):
    """What belongs to the notes: read by those who may read them."""

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(meeting__in=GroupMeeting.objects.with_notes_for(actor))


class Attendance(models.Model):
    """Whether a member who was called came."""

    PRESENCES = {Presence.PRESENT: _("Var med"), Presence.ABSENT: _("Var inte med")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(GroupMeeting, models.PROTECT, related_name="attendance", db_index=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    presence = models.CharField(_("närvaro"), max_length=20, choices=choices(PRESENCES))

    objects = OfNotes.as_manager()

    class Meta:
        verbose_name = _("närvaro vid ett gruppmöte")
        verbose_name_plural = _("närvaro vid gruppmöten")
        constraints = [UniqueConstraint(name="attends_once", fields=["meeting", "member"])]

    def __str__(self) -> str:
        return f"attendance {self.pk}"


class Decision(models.Model):
    """What a meeting decided. It gets its number, in the group and the year, when the notes are approved."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(GroupMeeting, models.PROTECT, related_name="decisions")
    item = models.ForeignKey(Item, models.PROTECT, related_name="decisions", db_index=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField(_("år"))
    number = models.PositiveSmallIntegerField(_("paragraf"), null=True)
    text = models.TextField(_("beslut"))
    applies_to = models.CharField(_("gäller"), max_length=20, choices=choices(Question.APPLIES_TO))
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    objects = OfNotes.as_manager()

    class Meta:
        verbose_name = _("beslut i en grupp")
        verbose_name_plural = _("beslut i grupper")
        ordering = ["item__number", "written_at"]
        constraints = [
            CheckConstraint(name="group_decision_says_what", condition=~Q(text="")),
            CheckConstraint(
                name="group_decision_applies_to_something",
                condition=Q(applies_to__in=[one.value for one in AppliesTo]),
            ),
            UniqueConstraint(name="group_decision_number_is_its_own", fields=["group", "year", "number"]),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"


class GroupTaskQuerySet(OfNotes):
    def visible_to(self, actor: Actor) -> Self:
        """With the notes; and one's own, also after one has left the group."""
        own: Any = Q(member__account=actor.person_id) if actor.assignment_id is not None else Q(pk__in=[])
        return self.filter(Q(meeting__in=GroupMeeting.objects.with_notes_for(actor)) | own)


class GroupTask(models.Model):
    """What somebody is to do after a meeting: a member, or a function that is named."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(GroupMeeting, models.PROTECT, related_name="tasks")
    item = models.ForeignKey(Item, models.PROTECT, related_name="tasks", db_index=False)
    text = models.CharField(_("uppgift"), max_length=500)
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+", verbose_name=_("medlem"))
    function = models.CharField(_("funktion"), max_length=200, blank=True)
    until = models.DateField(_("klart senast"), null=True)
    done_on = models.DateField(_("klart"), null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    objects = GroupTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("uppgift i en grupp")
        verbose_name_plural = _("uppgifter i grupper")
        ordering = [models.F("until").asc(nulls_last=True), "written_at"]
        constraints = [
            both_or_neither("done_on", "done_by"),
            CheckConstraint(name="group_task_says_what", condition=~Q(text="")),
            CheckConstraint(
                name="group_task_is_for_one", condition=Q(member=None) & ~Q(function="") | Q(member__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"task {self.pk}"


class Correction(models.Model):
    """What was wrong in notes that are approved, and what is right. The notes stay as they are."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(GroupMeeting, models.PROTECT, related_name="corrections")
    text = models.TextField(_("rättelse"))
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    objects = OfNotes.as_manager()

    class Meta:
        verbose_name = _("rättelse av ett gruppmötes anteckningar")
        verbose_name_plural = _("rättelser av gruppmötens anteckningar")
        ordering = ["written_at"]
        constraints = [CheckConstraint(name="group_correction_says_what", condition=~Q(text=""))]

    def __str__(self) -> str:
        return f"correction {self.pk}"
