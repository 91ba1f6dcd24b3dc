"""Saving and dropping drafts. Nothing else writes to them."""

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.http import QueryDict

from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.prepared import prepared
from kronobarn.drafts import windows
from kronobarn.drafts.models import Draft, Submission
from kronobarn.drafts.windows import Window

MACHINERY = frozenset({"csrfmiddlewaretoken", "once", "as", "seen"}) | windows.FIELDS
"""Fields that belong to the form's mechanics, not to what was typed."""
ROOM = 60_000


SENT: Final[ContextVar[Window | None]] = ContextVar("sent", default=None)
"""The window that the form under way comes from; none where no form is being handled."""


class Saved(NamedTuple):
    """When it was saved, and whether the writer has other words in the same form that the page does not show."""

    at: datetime
    elsewhere: bool


@action
def keep(*, child_id: UUID, form: str, typed: QueryDict, by: Actor) -> Saved | None:
    """Save what has been typed so far in one window. None when it is too much to be a form."""
    assert by.person_id is not None
    fields = {name: values for name, values in typed.lists() if name not in MACHINERY}
    if sum(len(value) for values in fields.values() for value in map(str, values)) > ROOM:
        return None
    window, now = windows.sent_from(typed), clock.now()
    whose: dict[str, Any] = {"child_id": child_id, "form": form[:120], "author_id": by.person_id}
    whose["assignment_id"] = by.assignment_id
    words: dict[str, Any] = {"typed": fields, "mark": windows.mark(fields), "saved_at": now}
    # Locked: of two windows that began from the same words, the second finds that they have been written on.
    kept = list(Draft.objects.visible_to(by).filter(child=child_id, form=form[:120]).select_for_update(of=("self",)))
    before = windows.replaced(kept, window, words["mark"])
    if before is None:
        Draft.objects.update_or_create(**whose, window=window.id, defaults=words)
    else:
        Draft.objects.filter(pk=before.pk).update(**words, window=window.id)
    same = [one.pk for one in kept if one is not before and one.mark == words["mark"]]
    Draft.objects.filter(pk__in=same, mark=words["mark"]).delete()  # the same words need no second place
    others = {one.mark for one in kept if one is not before and one.pk not in same}
    return Saved(now, elsewhere=not others <= window.beside)


@action
def drop(*, child_id: UUID, form: str, by: Actor, by_itself: bool = False) -> None:
    """The form has been sent: what it says now stands in a record. What was typed in another window is kept.

    `by_itself`: the page sent it in a pause. What is ticked to go waits until the writer sends the form.
    """
    window = SENT.get()
    if window is not None and by_itself:
        window = replace(window, away=frozenset())
    kept = [_Kept(*row) for row in _kept(by, child_id, form)]
    _remove(kept if window is None else windows.done_with(kept, window))


@action
def put_away(*, child_id: UUID, form: str, by: Actor) -> None:
    """The writer goes on writing here, and has ticked what was typed in another window: it goes."""
    if (window := SENT.get()) is not None and window.away:
        _remove(windows.put_away([_Kept(*row) for row in _kept(by, child_id, form)], window))


def _remove(versions: "Iterable[_Kept]") -> None:
    for one in versions:
        # By its mark too: what has been written on since it was read is not removed.
        Draft.objects.filter(pk=one.pk, mark=one.mark).delete()


class _Kept(NamedTuple):
    pk: UUID
    window: str
    mark: str


@prepared
def _kept(actor: Actor, child_id: UUID, form: str) -> QuerySet[Draft, tuple[UUID, str, str]]:
    rows = Draft.objects.visible_to(actor).filter(child=child_id, form=form)
    return rows.values_list("pk", "window", "mark")


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
