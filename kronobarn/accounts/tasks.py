"""What the worker clears away."""

from procrastinate.contrib.django import app

from kronobarn.accounts import actions


@app.periodic(cron="52 * * * *")
@app.task(queueing_lock="sweep_counted", pass_context=False)
def sweep_counted(timestamp: int) -> None:
    """Forget what has been counted, every hour."""
    actions.sweep()


@app.periodic(cron="11 * * * *")
@app.task(queueing_lock="sweep_sessions", pass_context=False)
def sweep_sessions(timestamp: int) -> None:
    """Remove sessions that have run out: what somebody had typed when theirs ended is kept for half an hour."""
    actions.sweep_sessions()
