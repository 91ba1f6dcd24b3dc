"""What the worker does with documents that take long."""

from uuid import UUID

from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from kronobarn.papers import actions
from kronobarn.papers.rules import MOST_TRIES


@app.task(name=actions.TASK, pass_context=False)
def make_document(order_id: str) -> None:
    """Make one. That it went wrong is said by its job: to its reader on its page, and by the doctor."""
    actions.make(order_id=UUID(order_id))


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="take_up_documents", pass_context=False)
async def take_up_documents(timestamp: int) -> None:
    """Begin anew with what a worker was making when it ended; what has ended it before counts as failed."""
    for job in await app.job_manager.get_stalled_jobs(task_name=actions.TASK):
        if job.attempts + 1 < MOST_TRIES:
            await app.job_manager.retry_job(job)
        else:
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="sweep_documents", pass_context=False)
def sweep_documents(timestamp: int) -> None:
    """Remove what has been here for half an hour."""
    actions.sweep()
