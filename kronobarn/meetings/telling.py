"""Letting those who are called know outside of the system: the time, for their calendars. Nothing else leaves it."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection

from kronobarn.core.acting import acting
from kronobarn.core.actor import Actor
from kronobarn.meetings.models import Invited, Meeting
from kronobarn.meetings.rules import State
from kronobarn.post import actions as post
from kronobarn.post.calendar import Entry


def entry(meeting: Meeting) -> Entry:
    """The meeting as a calendar has it."""
    return Entry(
        uid=meeting.calendar_uid,
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
        cancelled=meeting.state == State.CANCELLED,
    )


def tell_calendars(meeting: Meeting, by: Actor) -> None:
    """Send the time to each of those who are called and want letters: called, moved or cancelled."""
    for row in still_here(meeting, by):
        assert row.person_id is not None
        post.tell_of_meeting(person_id=row.person_id, as_family=row.assignment_id is None, entry=entry(meeting), by=by)


def still_here(meeting: Meeting, by: Actor) -> list[Invited]:
    """Those who are called and may still read about the meeting, each asked with their own eyes: a yes may have been
    withdrawn since, and what is withheld from a guardian is not told by a calendar either."""
    rows = Invited.objects.visible_to(by).filter(child=meeting.child_id, record=meeting.pk, person__isnull=False)
    return [row for row in rows.select_related("assignment__unit") if _sees(row, meeting)]


def _sees(row: Invited, meeting: Meeting) -> bool:
    unit = row.assignment.unit if row.assignment else None
    who = Actor(
        row.person_id,
        "",
        assignment_id=row.assignment_id,
        unit_id=unit.pk if unit else None,
        area_id=unit.area_id if unit else None,
    )
    with acting(who):
        return bool(Meeting.objects.visible_to(who).filter(pk=meeting.pk).exists())


def to_take_back(now: datetime) -> list[tuple[Entry, int, bool]]:
    """Meetings to come that are in the calendar of somebody who no longer sits with the child: called off, for them.

    With whom they were sent to, and whether as family. One step further on than what they have: a calendar that gets
    less does nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM meetings_to_take_back(%s)", [now])
        return [
            (
                Entry(uid=uid, sequence=sequence + 1, starts_at=starts_at, minutes=minutes, cancelled=True),
                person,
                family,
            )
            for uid, sequence, starts_at, minutes, person, family in cursor.fetchall()
        ]


def to_remind(on: date) -> list[tuple[UUID, UUID, bool, Actor]]:
    """Meetings the day after, and those that have been, where somebody is still reminded: the meeting, the child,
    whether it has been, and with whose eyes the machine looks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM meetings_to_remind(%s, %s)", [on, on + timedelta(days=1)])
        return [
            (meeting, child, has_been, Actor(person, "", assignment_id=assignment, unit_id=unit, area_id=area))
            for meeting, child, has_been, person, assignment, unit, area in cursor.fetchall()
        ]
