"""What the worker does about consents."""

from uuid import UUID

from procrastinate.contrib.django import app

from kronobarn.audit.actions import record as log
from kronobarn.consents import actions, events, reads
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.core.rounds import each
from kronobarn.post import actions as post


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="look_over_sharing", pass_context=False)
def look_over_sharing(timestamp: int) -> None:
    """See where somebody has come to decide, or a yes has run out, and let the responsible know.

    A machine sits at no child's table, so it looks with the responsible's eyes; the log says that it was a machine.
    """
    each(reads.to_look_over(), _look_over, called="look_over_sharing", key=lambda one: one[0])


def _look_over(found: tuple[UUID, Actor]) -> None:
    child_id, responsible = found
    actions.look_over(child_id=child_id, by=responsible)
    with acting(SYSTEM):
        log(events.NightlyLook(), by=SYSTEM, child_id=child_id)


@app.periodic(cron="23 6 * * *")
@app.task(queueing_lock="tell_of_endings", pass_context=False)
def tell_of_endings(timestamp: int) -> None:
    """Thirty days and seven days before a yes ends, tell the responsible's function box that something waits there."""
    with acting(SYSTEM):
        found = reads.boxes_to_tell(clock.today())
    each(found, _tell_box, called="tell_of_endings", key=lambda one: one[0])


def _tell_box(found: tuple[int, str]) -> None:
    unit_id, key = found
    with acting(SYSTEM):
        post.tell_box(unit_id=unit_id, key=key, by=SYSTEM)
