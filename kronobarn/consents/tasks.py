"""What the worker does about consents."""

from procrastinate.contrib.django import app

from kronobarn.audit.actions import record as log
from kronobarn.consents import actions, events, reads
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.post import actions as post


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="look_over_sharing", pass_context=False)
def look_over_sharing(timestamp: int) -> None:
    """See where somebody has come to decide, or a yes has run out, and let the responsible know.

    A machine sits at no child's table, so it looks with the responsible's eyes; the log says that it was a machine.
    """
    for child_id, responsible in reads.to_look_over():
        actions.look_over(child_id=child_id, by=responsible)
        with acting(SYSTEM):
            log(events.NightlyLook(), by=SYSTEM, child_id=child_id)


@app.periodic(cron="23 6 * * *")
@app.task(queueing_lock="tell_of_endings", pass_context=False)
def tell_of_endings(timestamp: int) -> None:
    """Thirty days and seven days before a yes ends, tell the responsible's function box that something waits there."""
    with acting(SYSTEM):
        for unit_id, key in reads.boxes_to_tell(clock.today()):
            post.tell_box(unit_id=unit_id, key=key, by=SYSTEM)
