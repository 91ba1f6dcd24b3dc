"""The notes of a meeting, by several at once; the decisions and tasks in them; and that it has been held."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.ahead import within_reach
from kronobarn.core.merging import Merged, Shown, merged
from kronobarn.group_meetings import events, policy, telling
from kronobarn.group_meetings.actions.calling import locked
from kronobarn.group_meetings.models import Attendance, Decision, GroupMeeting, GroupTask, Item
from kronobarn.group_meetings.places import called, own_place
from kronobarn.group_meetings.rules import Presence, State
from kronobarn.programme.models import Member
from kronobarn.programme.rules import AppliesTo

SAID, WAS, OTHERS = "said-", "was-", "others"


@dataclass(frozen=True)
class Written:
    """The notes with what several have written; and words for a point that somebody struck out meanwhile."""

    merged: Merged
    lost: tuple[str, ...] = ()


def shown(meeting: GroupMeeting, by: Actor) -> dict[str, Shown]:
    """What stands in the notes, by place: of each point, each member who came, and the others. Who emptied a place is known."""
    words = {f"{SAID}{one.pk}": one.notes for one in Item.objects.visible_to(by).filter(meeting=meeting)}
    here = Attendance.objects.visible_to(by).filter(meeting=meeting, presence=Presence.PRESENT)
    words |= {f"{WAS}{one.member_id}": Presence.PRESENT.value for one in here}
    words[OTHERS] = meeting.others
    writers: dict[str, int] = meeting.writers
    return {
        place: Shown(text=words.get(place, ""), page="", by=writers.get(place))
        for place in {*words, *writers}
        if words.get(place) or place in writers
    }


@action
def write(*, meeting: GroupMeeting, typed: Mapping[str, str], opened_with: Mapping[str, str], by: Actor) -> Written:
    """Keep what is typed. Where somebody else has changed the same words they stay, and both are returned."""
    meeting = locked(meeting, by)
    policy.may_write(by, meeting, own_place(by, meeting.group_id)).enforce()
    items = {f"{SAID}{one.pk}": one for one in Item.objects.visible_to(by).filter(meeting=meeting)}
    lost = tuple(text for place, text in typed.items() if place.startswith(SAID) and place not in items and text)
    members = {f"{WAS}{one.pk}": one for one in called(by, meeting)}
    known = {place: text for place, text in typed.items() if place in items or place in members or place == OTHERS}
    before = shown(meeting, by)
    outcome = merged(opened_with=opened_with, typed=known, shown=before, writer=by.person_id)
    kept = {place: outcome.words.get(place, "") for place in {*known, *before} if place not in outcome.theirs}
    changed = {
        place: text for place, text in kept.items() if text != before.get(place, Shown(text="", page=""))["text"]
    }
    for place, text in changed.items():
        if place in items:
            items[place].notes = text
            items[place].save(update_fields=["notes"])
        elif place in members:
            _attends(meeting, members[place], came=bool(text))
        else:
            meeting.others = text[:500]
    if changed:
        meeting.writers = {**meeting.writers, **dict.fromkeys(changed, by.person_id)}
        meeting.save(update_fields=["others", "writers"])
        record(events.NotesWritten(), by=by, subject=meeting.log_name)
    return Written(outcome, lost)


def _attends(meeting: GroupMeeting, member: Member, *, came: bool) -> None:
    presence = Presence.PRESENT if came else Presence.ABSENT
    Attendance.objects.update_or_create(meeting=meeting, member=member, defaults={"presence": presence})


@action
def decide(*, item: Item, text: str, applies_to: AppliesTo, by: Actor) -> Decision:
    """A decision, under its point. It gets its number when the notes are approved."""
    meeting = _open(item.meeting, by)
    assert by.person_id is not None
    made = Decision(
        meeting=meeting,
        item=item,
        group=meeting.group,
        year=timezone.localdate(meeting.starts_at).year,
        text=text,
        applies_to=applies_to,
        written_at=clock.now(),
        written_by_id=by.person_id,
    )
    made.save(force_insert=True)
    record(events.DecisionWritten(applies_to=applies_to.value), by=by, subject=meeting.log_name)
    return made


@action
def remove_decision(*, decision: Decision, by: Actor) -> None:
    """Take away what was not decided, before the notes are approved."""
    meeting = _open(decision.meeting, by)
    Decision.objects.visible_to(by).filter(pk=decision.pk).delete()
    record(events.DecisionRemoved(), by=by, subject=meeting.log_name)


@action
def give(*, item: Item, text: str, member: Member | None, function: str, until: date | None, by: Actor) -> GroupTask:
    """Something to do: for a member, or for a function that is named."""
    meeting = _open(item.meeting, by)
    assert by.person_id is not None
    if until is not None:
        within_reach(until=until)
    task = GroupTask(meeting=meeting, item=item, text=text, member=member, function=function, until=until)
    task.written_at, task.written_by_id = clock.now(), by.person_id
    task.save(force_insert=True)
    record(events.TaskWritten(), by=by, subject=meeting.log_name)
    if meeting.state == State.HELD:
        telling.tell_of_task(task, by)
    return task


@action
def remove_task(*, task: GroupTask, by: Actor) -> None:
    """Take away what nobody is to do, before the notes are approved."""
    meeting = _open(task.meeting, by)
    GroupTask.objects.visible_to(by).filter(pk=task.pk).delete()
    record(events.TaskRemoved(), by=by, subject=meeting.log_name)


@action
def finish(*, task: GroupTask, done: bool, by: Actor) -> None:
    """Say that it is done, or that it was not."""
    rows = GroupTask.objects.visible_to(by).select_related("meeting", "member").locked()
    task = rows.get(pk=task.pk)
    policy.may_finish(by, task, own_place(by, task.meeting.group_id)).enforce()
    if (task.done_on is not None) == done:
        return
    task.done_on, task.done_by_id = (clock.today(), by.person_id) if done else (None, None)
    task.save(update_fields=["done_on", "done_by"])
    event = events.TaskFinished() if done else events.TaskReopened()
    record(event, by=by, subject=task.meeting.log_name)


@action
def hold(*, meeting: GroupMeeting, approver: Member, by: Actor) -> None:
    """Say that it has been. Whoever is not marked as there was not; the notes wait for the member who approves them."""
    meeting = locked(meeting, by)
    policy.may_hold(by, meeting, own_place(by, meeting.group_id), now=clock.now()).enforce()
    here = called(by, meeting)
    if approver not in here:
        raise ValidationError({"approver": _("Justeraren sitter inte i gruppen. Välj någon som är kallad.")})
    marked: set[UUID] = set(Attendance.objects.filter(meeting=meeting).values_list("member", flat=True))
    for member in here:
        if member.pk not in marked:
            _attends(meeting, member, came=False)
    meeting.state, meeting.approver = State.HELD, approver
    meeting.save(update_fields=["state", "approver"])
    record(events.MeetingHeld(), by=by, subject=meeting.log_name)
    telling.tell_approver(meeting, by)
    for task in GroupTask.objects.visible_to(by).select_related("member").filter(meeting=meeting):
        telling.tell_of_task(task, by)


def _open(meeting: GroupMeeting, by: Actor) -> GroupMeeting:
    found = locked(meeting, by)
    policy.may_write(by, found, own_place(by, found.group_id)).enforce()
    return found
