"""Asking for a document that takes long, making it, and forgetting it. The log tells when it is taken (`making`)."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Q
from procrastinate.contrib.django import app

from kronobarn.core import clock
from kronobarn.core.acting import acting, action
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.papers import reads
from kronobarn.papers.models import Order
from kronobarn.papers.rules import LIVES, State
from kronobarn.papers.sheets import Sheet, lock, sheet

TASK: Final = "kronobarn.papers.tasks.make_document"
SOON: Final = 10
"""Before the rounds of the queue: somebody waits."""


@action
def ask(*, child_id: UUID, address: str, back: str, of: Sheet, asked_at: datetime, by: Actor) -> Order:
    """Have the document made. A second press gets the first one's order; a text that has changed replaces it."""
    assert by.person_id is not None
    mine = Order.objects.visible_to(by).filter(child=child_id, address=address)
    mine.filter(~Q(fingerprint=of.fingerprint) | Q(asked_at__lte=clock.now() - LIVES)).delete()
    new = Order(
        child_id=child_id,
        person_id=by.person_id,
        assignment_id=by.assignment_id,
        address=address,
        back=back,
        fingerprint=of.fingerprint,
        asked_at=asked_at,
        sheet=of.locked(),
    )
    Order.objects.bulk_create([new], ignore_conflicts=True)  # a press at the same moment waits here for the other
    found = mine.light().get()
    if found.pk == new.pk:
        _queue(found)
    return found


@action
def ask_again(*, order: Order, by: Actor) -> None:
    """Try once more with what could not be made."""
    found = Order.objects.visible_to(by).light().select_for_update().get(pk=order.pk)
    if reads.state(found) == State.FAILED:
        _queue(found)


def _queue(order: Order) -> None:
    order.job = app.configure_task(TASK, priority=SOON).defer(order_id=str(order.pk))
    order.save(update_fields=["job"])


def make(*, order_id: UUID) -> None:
    """Make one, in the name of whoever asked: what they may no longer see is not there for the worker either.

    Laying out takes seconds, and holds neither a transaction nor a lock.
    """
    reader = _reader_of(order_id)
    if reader is None:
        return
    with acting(reader):
        waiting = Order.objects.visible_to(reader).fresh(clock.now()).filter(pk=order_id, made_at=None).first()
    if waiting is not None:
        _keep(order_id=order_id, made=sheet(waiting.sheet).pdf(), by=reader)


def _reader_of(order_id: UUID) -> Actor | None:
    with acting(SYSTEM), connection.cursor() as cursor:
        cursor.execute("SELECT person_id, assignment_id FROM papers_reader(%s)", [order_id])
        found = cursor.fetchone()
    return Actor(person_id=found[0], name="", assignment_id=found[1]) if found else None


@action
def _keep(*, order_id: UUID, made: bytes, by: Actor) -> None:
    Order.objects.visible_to(by).filter(pk=order_id, made_at=None).update(
        sheet=b"", made=lock(made), made_at=clock.now()
    )


def sweep() -> int:
    """Remove what was asked for too long ago, fetched or not. Returns how many."""
    with acting(SYSTEM), connection.cursor() as cursor:
        cursor.execute("SELECT papers_sweep(%s)", [clock.now() - LIVES])
        return int(cursor.fetchone()[0])
