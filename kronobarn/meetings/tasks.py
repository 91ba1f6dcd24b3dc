"""What the worker does about meetings."""

from uuid import UUID

from procrastinate.contrib.django import app

from kronobarn.audit.actions import record as log
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.core.rounds import each
from kronobarn.meetings import actions, events, telling
from kronobarn.post import actions as post
from kronobarn.post.calendar import Entry


@app.periodic(cron="7 5 * * *")
@app.task(queueing_lock="remind_of_meetings", pass_context=False)
def remind_of_meetings(timestamp: int) -> None:
    """The day before a meeting, let it wait on the day of those who are called; and no longer when it has been.

    A machine sits at no child's table, so it looks with the eyes of whoever carries the matter; the log says that it was a
    machine. The letter about it is the same as for all that waits.
    """
    with acting(SYSTEM):
        found = telling.to_remind(clock.today())
    each(found, _remind, called="remind_of_meetings", key=lambda one: one[0])


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="take_back_meetings", pass_context=False)
def take_back_meetings(timestamp: int) -> None:
    """When somebody's seat has ended, take the meetings to come out of their calendar. Each once: the letter has a key."""
    with acting(SYSTEM):
        found = telling.to_take_back(clock.now())
    each(found, _take_back, called="take_back_meetings", key=lambda one: one[0].uid)


def _take_back(found: tuple[Entry, int, bool]) -> None:
    entry, person_id, as_family = found
    post.take_back_meeting(person_id=person_id, as_family=as_family, entry=entry, by=SYSTEM)


def _remind(found: tuple[UUID, UUID, bool, Actor]) -> None:
    meeting_id, child_id, has_been, by = found
    if has_been:
        actions.stop_reminding(meeting_id=meeting_id, child_id=child_id, by=by)
        return
    actions.remind(meeting_id=meeting_id, by=by)
    with acting(SYSTEM):
        log(events.MeetingRemindedOf(), by=SYSTEM, child_id=child_id, subject=f"meeting:{meeting_id}")
