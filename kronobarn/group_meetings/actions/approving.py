"""Approving the notes of a meeting, which freezes them, and writing beside them what was wrong."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Stale
from kronobarn.core.merging import fingerprint
from kronobarn.group_meetings import events, policy, telling
from kronobarn.group_meetings.actions.calling import locked
from kronobarn.group_meetings.actions.writing import shown
from kronobarn.group_meetings.models import Correction, Decision, GroupMeeting, GroupTask
from kronobarn.group_meetings.places import called, own_place
from kronobarn.group_meetings.rules import State
from kronobarn.programme.models import Member


def read_as(meeting: GroupMeeting, by: Actor) -> str:
    """A fingerprint of all that is approved, for whoever approves to have read just that."""
    words = [f"{place} {one['text']}" for place, one in sorted(shown(meeting, by).items())]
    decisions = Decision.objects.visible_to(by).filter(meeting=meeting).order_by("pk")
    words += [f"{one.pk} {one.text} {one.applies_to}" for one in decisions]
    tasks = GroupTask.objects.visible_to(by).filter(meeting=meeting).order_by("pk")
    words += [f"{one.pk} {one.text} {one.member_id} {one.function} {one.until}" for one in tasks]
    return fingerprint("\n".join(words))


@action
def choose_approver(*, meeting: GroupMeeting, approver: Member, by: Actor) -> None:
    """Another member, when whoever was chosen cannot."""
    meeting = locked(meeting, by)
    policy.may_choose_approver(by, meeting, own_place(by, meeting.group_id)).enforce()
    if approver not in called(by, meeting):
        raise ValidationError({"approver": _("Justeraren sitter inte i gruppen. Välj någon som är kallad.")})
    meeting.approver = approver
    meeting.save(update_fields=["approver"])
    record(events.ApproverChosen(), by=by, subject=meeting.log_name)
    telling.tell_approver(meeting, by)


@action
def approve(*, meeting: GroupMeeting, on: date, seen: str, by: Actor) -> None:
    """Nothing of it changes any more, and each decision has its number in the group and the year."""
    meeting = locked(meeting, by)
    policy.may_approve(by, meeting, own_place(by, meeting.group_id)).enforce()
    if seen != read_as(meeting, by):
        raise Stale(_("Anteckningarna ändrades medan du läste. Läs igenom dem igen, och justera sedan."))
    if not timezone.localdate(meeting.starts_at) <= on <= clock.today():
        raise ValidationError({"on": _("Välj en dag från mötet till och med i dag.")})
    numbered = _number(meeting, by)
    meeting.state, meeting.approved_on, meeting.approved_by_id = State.APPROVED, on, by.person_id
    meeting.writers = {}
    meeting.save(update_fields=["state", "approved_on", "approved_by", "writers"])
    assert meeting.approver is not None
    themselves = meeting.approver.account_id == by.person_id
    record(events.NotesApproved(decisions=numbered, by_themselves=themselves), by=by, subject=meeting.log_name)


def _number(meeting: GroupMeeting, by: Actor) -> int:
    """One meeting of the group at a time, so that no number is given twice and none is left out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"§ {meeting.group_id}"])
    decisions = list(Decision.objects.visible_to(by).filter(meeting=meeting).select_related("item"))
    year = timezone.localdate(meeting.starts_at).year
    before = Decision.objects.filter(group=meeting.group_id, year=year).aggregate(last=Max("number"))["last"] or 0
    for number, one in enumerate(decisions, before + 1):
        one.number, one.year = number, year
        one.save(update_fields=["number", "year"])
    return len(decisions)


@action
def correct(*, meeting: GroupMeeting, text: str, by: Actor) -> Correction:
    """What was wrong, and what is right, beside notes that stay as they are."""
    meeting = locked(meeting, by)
    policy.may_correct(by, meeting, own_place(by, meeting.group_id)).enforce()
    assert by.person_id is not None
    made = Correction(meeting=meeting, text=text, written_at=clock.now(), written_by_id=by.person_id)
    made.save(force_insert=True)
    record(events.NotesCorrected(), by=by, subject=meeting.log_name)
    return made
