"""A long document that somebody has asked for and that waits for the worker."""

import asyncio
from collections.abc import Awaitable, Callable

from asgiref.sync import async_to_sync
from django.db import connection, connections
from django.urls import reverse

from kronobarn.core import clock
from kronobarn.papers import actions, tasks
from kronobarn.papers.making import STYLE
from kronobarn.papers.models import Order
from kronobarn.papers.sheets import Sheet
from kronobarn.people.models import Child
from tests.world import World


def ordered(world: World, child: Child, who: str) -> Order:
    """The child's story, as somebody who sits there asks for it."""
    page = reverse("chronology:events", args=[child.pk])
    return actions.ask(
        child_id=child.pk,
        address=reverse("chronology:events_paper", args=[child.pk]),
        back=page,
        of=Sheet("<!doctype html><html lang=sv><title>Händelser</title><h1>Händelser</h1></html>", STYLE, {}),
        asked_at=clock.now(),
        by=world.actor(who),
    )


def job_is(status: str) -> None:
    """What the queue says of every document that waits: first a worker begins with it."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE task_name = %s", [actions.TASK])
        if status != "doing":
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status WHERE task_name = %s",
                [status, actions.TASK],
            )


def take_up() -> None:
    """What the worker does each minute."""
    by_the_worker(tasks.take_up_documents.func)


def by_the_worker(task: Callable[..., Awaitable[None]], *given: object) -> None:
    """A task that waits for the queue, on the test's own connection.

    A process that has had a browser has a loop of the browser's: it is in the way, and has connections of its own.
    """
    of_the_browser, ours = asyncio._get_running_loop(), connections["default"]
    asyncio._set_running_loop(None)
    others, connections["default"] = connections["default"], ours
    try:
        async_to_sync(task)(*given, 0)
    finally:
        connections["default"] = others
        asyncio._set_running_loop(of_the_browser)
