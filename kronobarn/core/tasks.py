"""What the worker clears away of its own queue."""

from typing import Final

from procrastinate import JobContext, builtin_tasks
from procrastinate.contrib.django import app

DONE_STAYS: Final = 72
"""Hours. Some of the worker's rounds are made each minute: without this the queue would only grow."""


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="remove_old_jobs", pass_context=True)
async def remove_old_jobs(context: JobContext, timestamp: int) -> None:
    """Forget what was done days ago. What has failed stays, to be seen and found out about."""
    await builtin_tasks.remove_old_jobs(context, max_hours=DONE_STAYS)
