"""What several of the rooms ask first."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import IntegrityError
from django.db.models import QuerySet

from kronobarn.circles import policy
from kronobarn.circles.models import Record
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Denied
from kronobarn.core.prepared import prepared


@contextmanager
def on_an_open_card(child_id: UUID) -> Iterator[None]:
    """What the database says when the card is closed (merges/policies.sql), as a sentence: it is asked by it alone."""
    try:
        yield
    except IntegrityError as problem:
        if "a closed card takes nothing new" not in str(problem):
            raise
        raise Denied(policy.closed(), child_id) from problem


@prepared
def seen(record_id: UUID, by: Actor) -> QuerySet[Record]:
    """The record as it is now, if the actor sees it."""
    return Record.objects.visible_to(by).filter(pk=record_id)
