"""The log in plain words: one line a day, a person and a kind of thing, newest first."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from kronobarn.audit.events import KINDS
from kronobarn.audit.models import LogEntry
from kronobarn.core.actor import Actor

A_PAGE = 100


@dataclass(frozen=True)
class Line:
    """One entry as it is read."""

    id: int
    at: datetime
    kind: str
    sentence: str
    is_look: bool
    person_id: int | None
    unit_id: int | None
    why: str
    child_id: UUID | None


def about_child(child_id: UUID, actor: Actor, *, before: int | None = None) -> list[Line]:
    """Everything done and seen around one child, for those who sit with it."""
    rows = LogEntry.objects.visible_to(actor).filter(child_id=child_id)
    return _lines(rows.filter(id__lt=before) if before else rows)


def by_oneself(actor: Actor, *, before: int | None = None) -> list[Line]:
    """What the log holds about the reader's own doings."""
    rows = LogEntry.objects.visible_to(actor).filter(person_id=actor.person_id)
    return _lines(rows.filter(id__lt=before) if before else rows)


def has_looked(kind: str, subject: str, *, by: Actor, since: datetime) -> bool:
    """Whether the actor has already been written down with this, in the assignment they act in."""
    rows = LogEntry.objects.filter(person_id=by.person_id, assignment_id=by.assignment_id, at__gte=since)
    return rows.filter(kind=kind, subject=subject).exists()


def _lines(rows: QuerySet[LogEntry]) -> list[Line]:
    return [
        Line(
            id=entry.id,
            at=entry.at,
            kind=entry.kind,
            sentence=str(KINDS[entry.kind].sentence) if entry.kind in KINDS else entry.kind,
            is_look=entry.kind in KINDS and KINDS[entry.kind].is_look,
            person_id=entry.person_id,
            unit_id=entry.unit_id,
            why=entry.why,
            child_id=entry.child_id,
        )
        for entry in rows[: A_PAGE + 1]
    ]
