"""Saving and dropping drafts. Nothing else writes to them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.http import QueryDict

from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.prepared import prepared
from kronobarn.drafts.models import Draft, Submission

MACHINERY = frozenset({"csrfmiddlewaretoken", "once", "as", "seen"})
"""Fields that belong to the form's mechanics, not to what was typed."""
ROOM = 60_000


@action
def keep(*, child_id: UUID, form: str, typed: QueryDict, by: Actor) -> datetime | None:
    """Save what has been typed so far. None when it is too much to be a form."""
    assert by.person_id is not None
    fields = {name: values for name, values in typed.lists() if name not in MACHINERY}
    if sum(len(value) for values in fields.values() for value in map(str, values)) > ROOM:
        return None
    now = clock.now()
    whose: dict[str, Any] = {"author_id": by.person_id, "assignment_id": by.assignment_id}
    Draft.objects.update_or_create(
        child_id=child_id, form=form[:120], **whose, defaults={"typed": fields, "saved_at": now}
    )
    return now


@action
def drop(*, child_id: UUID, form: str, by: Actor) -> None:
    """The form has been sent: what it says now stands in a record."""
    for (draft_id,) in _kept(by, child_id, form):
        Draft.objects.filter(pk=draft_id).delete()


@prepared
def _kept(actor: Actor, child_id: UUID, form: str) -> QuerySet[Draft, tuple[UUID]]:
    return Draft.objects.visible_to(actor).filter(child=child_id, form=form).values_list("pk")


_BEGIN = """
INSERT INTO drafts_submission (token, person_id, location, at) VALUES (%s, %s, '', %s) ON CONFLICT DO NOTHING
"""


def begin(*, token: UUID, person_id: int) -> str | None:
    """Note that a form is being handled. If it already has been: where its sender was taken.

    Waits for a copy that is being handled at this moment.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, [token, person_id, clock.now()])
        if cursor.rowcount == 1:
            return None
    # Another's token leads nowhere: where they were taken is theirs to know.
    own = Submission.objects.filter(pk=token, person=person_id).first()
    return own.location if own else ""


def finish(*, token: UUID, location: str) -> None:
    """The form is done; a copy of it will be sent to the same place."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE drafts_submission SET location = %s WHERE token = %s", [location[:500], token])


def forget(*, token: UUID) -> None:
    """The form was not accepted and may be sent again."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM drafts_submission WHERE token = %s", [token])


def sweep() -> int:
    """Remove submissions older than a day. Returns how many."""
    removed, _each = Submission.objects.filter(at__lt=clock.now() - timedelta(days=1)).delete()
    return removed
