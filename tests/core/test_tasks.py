"""The worker's queue does not only grow."""

from types import SimpleNamespace

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from kronobarn.core import tasks
from tests.papers.asking import by_the_worker
from tests.world import World


def ended(name: str, status: str, hours: int) -> None:
    """A job that began and ended some hours ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', %s, 'doing') RETURNING id",
            [name],
        )
        key = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status WHERE id = %s", [status, key]
        )
        cursor.execute(
            "UPDATE procrastinate_events SET at = now() - make_interval(hours => %s) WHERE job_id = %s", [hours, key]
        )


def test_what_was_done_days_ago_is_forgotten_and_what_failed_is_not(world: World) -> None:
    old = tasks.DONE_STAYS + 1
    ended("done", "succeeded", old)
    ended("lately", "succeeded", tasks.DONE_STAYS - 1)
    ended("failed", "failed", old)

    by_the_worker(tasks.remove_old_jobs.func, SimpleNamespace(app=app))

    assert set(ProcrastinateJob.objects.values_list("task_name", flat=True)) >= {"lately", "failed"}
    assert not ProcrastinateJob.objects.filter(task_name="done").exists()


def test_the_worker_does_it_each_night() -> None:
    assert tasks.__name__ in app.import_paths
    assert (f"{tasks.__name__}.remove_old_jobs", "") in app.periodic_registry.periodic_tasks
