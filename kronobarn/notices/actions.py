"""Everything that changes what waits for whom. Nothing else writes to it."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind


@action
def ask(
    *,
    child_id: UUID,
    kind: TaskKind,
    subject: UUID,
    due_on: date,
    person_id: int,
    assignment_id: int | None,
    by: Actor,
) -> None:
    """Let something wait for a person. Asked twice, the first task stands."""
    assert by.person_id is not None
    Task.objects.bulk_create(
        [
            Task(
                child_id=child_id,
                kind=kind,
                subject=subject,
                due_on=due_on,
                person_id=person_id,
                assignment_id=assignment_id,
                asked_at=clock.now(),
                asked_by_id=by.person_id,
            )
        ],
        ignore_conflicts=True,
    )


@action
def settle(
    *,
    child_id: UUID,
    by: Actor,
    subject: UUID | None = None,
    kinds: Iterable[TaskKind] = (),
    person_id: int | None = None,
) -> None:
    """What waited because of a record, or around the child at all, waits no more: for anybody, or for one person."""
    assert by.person_id is not None
    tasks = Task.objects.filter(child=child_id, done_at=None)
    if subject is not None:
        tasks = tasks.filter(subject=subject)
    if person_id is not None:
        tasks = tasks.filter(person=person_id)
    if kinds:
        tasks = tasks.filter(kind__in=[kind.value for kind in kinds])
    tasks.update(done_at=clock.now(), done_by=by.person_id)


@action
def hand_on(
    *,
    child_id: UUID,
    kinds: Collection[TaskKind],
    subjects: Collection[UUID],
    from_assignment_id: int,
    to_person_id: int,
    to_assignment_id: int,
    by: Actor,
) -> None:
    """What waited for one assignment waits for another instead, by the same day: these kinds, about these records."""
    waiting = Task.objects.filter(
        child=child_id,
        done_at=None,
        assignment=from_assignment_id,
        kind__in=[kind.value for kind in kinds],
        subject__in=list(subjects),
    )
    for task in list(waiting):
        ask(
            child_id=child_id,
            kind=TaskKind(task.kind),
            subject=task.subject,
            due_on=task.due_on,
            person_id=to_person_id,
            assignment_id=to_assignment_id,
            by=by,
        )
    waiting.exclude(person=to_person_id).update(done_at=clock.now(), done_by=by.person_id)


@action
def settle_own(*, child_id: UUID, subject: UUID, kind: TaskKind, by: Actor) -> None:
    """The actor's own task about this record is done; others' remain."""
    assert by.person_id is not None
    Task.objects.visible_to(by).about(subject).filter(kind=kind, done_at=None).update(
        done_at=clock.now(), done_by=by.person_id
    )
