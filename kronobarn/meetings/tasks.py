"""What the worker does about meetings."""

from uuid import UUID

from procrastinate.contrib.django import app

from kronobarn.audit.actions import record as log
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.core.rounds import each
from kronobarn.meetings import actions, events, telling


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


def _remind(found: tuple[UUID, UUID, bool, Actor]) -> None:
    meeting_id, child_id, has_been, by = found
    if has_been:
        actions.stop_reminding(meeting_id=meeting_id, child_id=child_id, by=by)
        return
    actions.remind(meeting_id=meeting_id, by=by)
    with acting(SYSTEM):
        log(events.MeetingRemindedOf(), by=SYSTEM, child_id=child_id, subject=f"meeting:{meeting_id}")
