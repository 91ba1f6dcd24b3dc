"""What the worker does about plans."""

from uuid import UUID

from procrastinate.contrib.django import app

from kronobarn.audit.actions import record as log
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.core.rounds import each
from kronobarn.plans import actions, chasing, events


@app.periodic(cron="13 5 * * *")
@app.task(queueing_lock="chase_plans", pass_context=False)
def chase_plans(timestamp: int) -> None:
    """Let a review that is late, and a question about who leads that nobody has answered, come up with somebody.

    A machine sits at no child's table, so it looks with the eyes of whoever leads or is responsible; the log says that
    it was a machine. A unit's manager is told by the day's list itself, in days alone.
    """
    with acting(SYSTEM):
        found = chasing.to_chase()
    each(found, _chase, called="chase_plans", key=lambda one: one[0])


def _chase(found: tuple[UUID, str, Actor]) -> None:
    plan_id, what, by = found
    chase = actions.chase_review if what == "review" else actions.chase_lead
    child_id = chase(plan_id=plan_id, by=by)
    if child_id is not None:
        with acting(SYSTEM):
            log(events.PlanChased(what=what), by=SYSTEM, child_id=child_id, subject=f"plan:{plan_id}")
