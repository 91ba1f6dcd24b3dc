"""Keeping a thread as a record, or closing it because there is nothing to keep."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Record
from kronobarn.circles.rules import Kind
from kronobarn.communication import events, policy
from kronobarn.communication.actions import locked, take_in
from kronobarn.communication.models import Message, Participant, Thread
from kronobarn.communication.rules import FILE_WITHIN, State, draft_key
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Denied
from kronobarn.core.reasons import demand
from kronobarn.drafts import actions as drafts
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind


@action
def file(*, thread: Thread, by: Actor) -> Thread:
    """Keep the thread as a record of one's own service, with all that was said. Nothing more is written in it."""
    thread, own = locked(thread, by)
    policy.may_file(by, thread, own).enforce(child_id=thread.child_id)
    assert by.person_id is not None
    record = circles.write_record(
        child_id=thread.child_id,
        kind=Kind.COMMUNICATION,
        headline=thread.heading,
        happened_on=timezone.localdate(thread.began_at),
        practice_version=thread.record.practice_version,
        by=by,
    )
    here = {"child": thread.child_id, "record": thread.pk}
    people = list(Participant.objects.visible_to(by).filter(**here).order_by("since", "pk"))
    said = list(Message.objects.visible_to(by).filter(**here).order_by("sent_at", "pk"))
    kept = Thread(
        record=record,
        child_id=thread.child_id,
        subject=thread.subject,
        heading=thread.heading,
        began_at=thread.began_at,
        state=State.FILED,
        closed_at=clock.now(),
        closed_by_id=by.person_id,
        filed_from=thread.pk,
    )
    kept.save(force_insert=True)
    for one in people:
        _copy_participant(one, record, by)
    copies: dict[UUID, Message] = {}
    for message in said:
        copies[message.pk] = _copy_message(
            message, record, copies.get(message.amends_id) if message.amends_id else None
        )
    _close(thread, State.FILED, by)
    log(events.ThreadFiled(messages=len(said)), by=by, child_id=thread.child_id, subject=kept.log_name)
    return kept


def _copy_participant(one: Participant, record: Record, by: Actor) -> None:
    assert by.person_id is not None
    Participant(
        record=record,
        child_id=one.child_id,
        person_id=one.person_id,
        assignment_id=one.assignment_id,
        since=one.since,
        until=one.until,
        added_by_id=by.person_id,
    ).save(force_insert=True)


def _copy_message(one: Message, record: Record, amends: Message | None) -> Message:
    copy = Message(
        record=record,
        child_id=one.child_id,
        person_id=one.person_id,
        assignment_id=one.assignment_id,
        text=one.text,
        sent_at=one.sent_at,
        amends=amends,
        struck_at=one.struck_at,
        struck_because=one.struck_because,
    )
    copy.save(force_insert=True)
    return copy


@action
def close(*, thread: Thread, because: str, by: Actor) -> Thread:
    """Close the thread, because nothing in it is to be kept. It says why."""
    thread, own = locked(thread, by)
    policy.may_close(by, thread, own).enforce(child_id=thread.child_id)
    demand("because", because, _("Skriv varför inget behöver sparas, till exempel att det bara gällde en tid."))
    thread.closed_because = because.strip()
    _close(thread, State.CLOSED, by)
    log(events.ThreadClosed(), by=by, child_id=thread.child_id, subject=thread.log_name)
    return thread


def _close(thread: Thread, state: State, by: Actor) -> None:
    assert by.person_id is not None
    thread.state, thread.closed_at, thread.closed_by_id = state, clock.now(), by.person_id
    thread.save(update_fields=["state", "closed_at", "closed_by", "closed_because"])
    kinds = [TaskKind.FILE_THREAD] if state is State.FILED else [TaskKind.FILE_THREAD, TaskKind.READ_MESSAGE]
    notices.settle(child_id=thread.child_id, subject=thread.pk, kinds=kinds, by=by)
    drafts.drop(child_id=thread.child_id, form=draft_key(thread.pk), by=by)


@action
def ask_to_file(*, thread_id: UUID, child_id: UUID, is_heir: bool, by: Actor) -> None:
    """Nobody has written for long: somebody is asked to keep it, or to say that there is nothing to keep.

    Where nobody of the service that it belongs to has read it all any more, the responsible there comes in, from the
    beginning; or once more, where they came in later.
    """
    assert by.person_id is not None
    if is_heir:
        record = Record.objects.visible_to(by).filter(pk=thread_id, child=child_id, kind=Kind.THREAD).first()
        if record is None:  # it is withheld from them, or blocked for their unit
            raise Denied(_("Tråden finns inte för dig."), child_id)
        late = Participant.objects.visible_to(by).filter(child=child_id, record=thread_id, until=None)
        for one in late.filter(person=by.person_id, assignment=by.assignment_id):
            one.until = max(clock.now(), one.since)
            one.save(update_fields=["until"])
        take_in(record, by.person_id, by.assignment_id, record.written_at, by)
        log(events.ParticipantAdded(person=by.person_id), by=by, child_id=child_id, subject=record.log_name)
    notices.ask(
        child_id=child_id,
        kind=TaskKind.FILE_THREAD,
        subject=thread_id,
        due_on=clock.today() + FILE_WITHIN,
        person_id=by.person_id,
        assignment_id=by.assignment_id,
        by=by,
    )
