"""What the worker clears away."""

from procrastinate.contrib.django import app

from kronobarn.drafts import actions


@app.periodic(cron="23 3 * * *")
@app.task(queueing_lock="sweep_submissions", pass_context=False)
def sweep_submissions(timestamp: int) -> None:
    """Forget forms that were sent more than a day ago."""
    actions.sweep()
