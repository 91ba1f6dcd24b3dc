"""Letting members know outside of the system. The meeting is about no child: its calendar entry says where and what about.

A letter says nothing but that something waits.
"""

from django.utils.translation import gettext as _

from kronobarn.core.actor import Actor
from kronobarn.group_meetings import places
from kronobarn.group_meetings.models import GroupMeeting, GroupTask, Item
from kronobarn.group_meetings.rules import State
from kronobarn.post import actions as post
from kronobarn.post.calendar import Entry, Open


def entry(actor: Actor, meeting: GroupMeeting) -> Entry:
    """The meeting as a calendar has it."""
    points = Item.objects.visible_to(actor).filter(meeting=meeting).values_list("title", flat=True)
    about = tuple(f"{number}. {title}" for number, title in enumerate(points, 1))
    where = ", ".join(filter(None, [meeting.place, meeting.video_link]))
    title = _("Möte: %(group)s") % {"group": places.name(actor, meeting)}
    return Entry(
        uid=meeting.pk,
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
        cancelled=meeting.state == State.CANCELLED,
        told=Open(title, where, about),
    )


def tell_calendars(meeting: GroupMeeting, by: Actor) -> None:
    """Send the time to each member who has an account and wants letters: called, moved or cancelled."""
    what = entry(by, meeting)
    for member in places.called(by, meeting):
        if member.account_id is not None:
            post.tell_of_meeting(person_id=member.account_id, as_family=False, entry=what, by=by)


def tell_of_task(task: GroupTask, by: Actor) -> None:
    """That something waits for whoever is to do it; not for whoever wrote it down themselves."""
    if task.member is not None and task.member.account_id not in {None, by.person_id}:
        assert task.member.account_id is not None
        post.tell_person(person_id=task.member.account_id, key=f"group_task:{task.pk}", by=by)


def tell_approver(meeting: GroupMeeting, by: Actor) -> None:
    """That notes wait to be approved."""
    approver = meeting.approver
    if approver is not None and approver.account_id not in {None, by.person_id}:
        assert approver.account_id is not None
        post.tell_person(person_id=approver.account_id, key=f"approve:{meeting.pk}:{approver.pk}", by=by)
