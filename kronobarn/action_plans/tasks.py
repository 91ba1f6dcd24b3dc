"""What the worker does with action plans: it reminds those who have not answered a round."""

from procrastinate.contrib.django import app

from kronobarn.action_plans import follow_actions
from kronobarn.action_plans.models import FollowUp
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.core.rounds import each


@app.periodic(cron="45 6 * * *")
@app.task(queueing_lock="remind_of_follow_ups", pass_context=False)
def remind_of_follow_ups(timestamp: int) -> None:
    """Before the morning's letters, so that what is due is told of today."""
    with acting(SYSTEM):
        going_on = list(FollowUp.objects.filter(closed_at=None))
    each(going_on, _remind, called="remind_of_follow_ups", key=lambda one: one.pk)


def _remind(asked: FollowUp) -> None:
    follow_actions.remind_in_time(follow_up=asked, by=SYSTEM)
