"""Everything that changes messages. Nothing else writes to them."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import SecrecyArea
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Record, Seat
from kronobarn.circles.rules import Ground, Kind
from kronobarn.communication import events, policy, reads
from kronobarn.communication.models import Message, Participant, Thread
from kronobarn.communication.rules import CARRIES, MOST, READ_WITHIN, Subject, draft_key
from kronobarn.consents import actions as consents
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.reasons import demand
from kronobarn.drafts import actions as drafts
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Child
from kronobarn.practice import pack


@action
def start(*, child: Child, subject: Subject, heading: str, text: str, readers: Collection[UUID], by: Actor) -> Thread:
    """Begin to write, to some of those who have a place with the child. It leaves the service as any disclosure does."""
    policy.may_start(by, child).enforce(child_id=child.pk)
    chosen = _chosen(child, readers, by)
    _sound(heading=heading, text=text)
    areas = {seat.area_id for seat in chosen if seat.area_id is not None}
    if not (reach := policy.may_reach(by, child, areas, subject)):
        raise ValidationError({"readers": str(reach.reason)})
    owner = reads.home(chosen, by)
    record = circles.write_record(
        child_id=child.pk,
        kind=Kind.THREAD,
        headline=reads.headline(subject),
        happened_on=clock.today(),
        practice_version=pack.current().version,
        owner_id=owner,
        by=by,
    )
    thread = Thread(record=record, child_id=child.pk, subject=subject, heading=heading.strip(), began_at=clock.now())
    thread.save(force_insert=True)
    assert by.person_id is not None
    take_in(record, by.person_id, by.assignment_id, thread.began_at, by)
    for seat in chosen:
        take_in(record, seat.person_id, seat.assignment_id, thread.began_at, by)
    _let_read(record, chosen, subject, by)
    _send(thread, text, by)
    drafts.drop(child_id=child.pk, form=draft_key(child.pk), by=by)
    log(events.ThreadBegun(subject=subject, readers=len(chosen)), by=by, child_id=child.pk, subject=thread.log_name)
    return thread


def _chosen(child: Child, readers: Collection[UUID], by: Actor) -> list[Seat]:
    chosen = [seat for seat in reads.candidates(child, by) if seat.pk in set(readers)]
    if not chosen or len(chosen) != len(set(readers)):
        raise ValidationError({"readers": _("Välj vem du vill skriva till, bland dem som har en plats kring barnet.")})
    return chosen


def _sound(**words: str) -> None:
    wrong = {}
    if "heading" in words and not words["heading"].strip():
        wrong["heading"] = _("Skriv en kort rubrik.")
    if "text" in words and not words["text"].strip():
        wrong["text"] = _("Skriv ditt meddelande.")
    if len(words.get("text", "")) > MOST:
        wrong["text"] = _("Meddelandet är för långt. Dela det, eller föreslå ett möte.")
    if wrong:
        raise ValidationError(wrong)


def take_in(record: Record, person_id: int, assignment_id: int | None, since: datetime, by: Actor) -> None:
    assert by.person_id is not None
    Participant(
        record=record,
        child_id=record.child_id,
        person_id=person_id,
        assignment_id=assignment_id,
        since=since,
        added_by_id=by.person_id,
    ).save(force_insert=True)


def _let_read(record: Record, chosen: Collection[Seat], subject: Subject, by: Actor) -> None:
    """The same ways by which anything leaves a service: to another on the family's yes, to the family as its own."""
    areas = {seat.area_id for seat in chosen if seat.area_id is not None} - {record.owner_id}
    for area in SecrecyArea.objects.filter(pk__in=areas).order_by("pk"):
        consents.disclose(record=record, to_area=area, kinds=CARRIES[subject], by=by)
    for seat in chosen:
        if seat.assignment_id is None:
            circles.disclose(record=record, ground=Ground.CHILD_OR_GUARDIAN, to_person=seat.person, by=by)


def _send(thread: Thread, text: str, by: Actor, amends: Message | None = None) -> Message:
    assert by.person_id is not None
    message = Message(
        record_id=thread.pk,
        child_id=thread.child_id,
        person_id=by.person_id,
        assignment_id=by.assignment_id,
        text=text.strip(),
        sent_at=clock.now(),
        amends=amends,
    )
    message.save(force_insert=True)
    for one in reads.taking_part(thread, by):
        if (one.person_id, one.assignment_id) != (by.person_id, by.assignment_id):
            notices.ask(
                child_id=thread.child_id,
                kind=TaskKind.READ_MESSAGE,
                subject=thread.pk,
                due_on=clock.today() + READ_WITHIN,
                person_id=one.person_id,
                assignment_id=one.assignment_id,
                by=by,
            )
    return message


def locked(thread: Thread, by: Actor) -> tuple[Thread, Participant | None]:
    """The thread, for nobody else to write in meanwhile, and one's own part in it."""
    found: Thread = Thread.objects.visible_to(by).locked().select_related("record", "child").get(pk=thread.pk)
    return found, reads.own(found, by)


@action
def say(*, thread: Thread, text: str, by: Actor) -> Message:
    """Write one more message. Two who write at once come after each other."""
    thread, own = locked(thread, by)
    policy.may_say(by, thread, own).enforce(child_id=thread.child_id)
    _sound(text=text)
    here = reads.taking_part(thread, by)
    _reaching(thread, here, "text", by)
    message = _send(thread, text, by)
    notices.settle_own(child_id=thread.child_id, subject=thread.pk, kind=TaskKind.READ_MESSAGE, by=by)
    if not by.is_family:
        notices.settle(child_id=thread.child_id, subject=thread.pk, kinds=[TaskKind.FILE_THREAD], by=by)
    drafts.drop(child_id=thread.child_id, form=draft_key(thread.pk), by=by)
    log(events.MessageSent(readers=len(here) - 1), by=by, child_id=thread.child_id, subject=thread.log_name)
    return message


def _reaching(thread: Thread, here: Collection[Participant], field: str, by: Actor) -> None:
    """What is written now may go to everyone who reads it now, whatever was so when they came in."""
    areas = {one.assignment.unit.area_id for one in here if one.assignment is not None}
    if not (reach := policy.may_reach(by, thread.child, areas, Subject(thread.subject))):
        raise ValidationError({field: str(reach.reason)})


@action
def read(*, thread: Thread, by: Actor) -> None:
    """One has read it: it waits no more on one's own day. Nobody is told."""
    notices.settle_own(child_id=thread.child_id, subject=thread.pk, kind=TaskKind.READ_MESSAGE, by=by)


@action
def strike(*, message: Message, because: str, by: Actor, instead: str = "") -> Message:
    """Strike what one wrote, and say why; and write what is right instead. Those who read it still see that it stood."""
    thread, _own = locked(Thread(pk=message.record_id), by)
    message = Message.objects.visible_to(by).get(pk=message.pk)
    policy.may_strike(by, message, thread).enforce(child_id=thread.child_id)
    demand("because", because, _("Skriv varför det stryks, till exempel att dagen blev fel."))
    if instead.strip():
        _reaching(thread, reads.taking_part(thread, by), "instead", by)
    message.struck_at, message.struck_because = clock.now(), because.strip()
    message.save(update_fields=["struck_at", "struck_because"])
    if instead.strip():
        _sound(text=instead)
        _send(thread, instead, by, amends=message)
    log(
        events.MessageStruck(corrected=bool(instead.strip())),
        by=by,
        child_id=thread.child_id,
        subject=thread.log_name,
    )
    return message


@action
def add(*, thread: Thread, readers: Collection[UUID], by: Actor) -> None:
    """Take in more of those around the child. They read what is written from now on, and nothing before."""
    thread, own = locked(thread, by)
    policy.may_add(by, thread, own).enforce(child_id=thread.child_id)
    chosen = _chosen(thread.child, readers, by)
    here = {one.person_id for one in reads.taking_part(thread, by)}
    chosen = [seat for seat in chosen if seat.person_id not in here]
    subject = Subject(thread.subject)
    areas = {seat.area_id for seat in chosen if seat.area_id is not None}
    if not (reach := policy.may_reach(by, thread.child, areas, subject)):
        raise ValidationError({"readers": str(reach.reason)})
    _let_read(thread.record, chosen, subject, by)
    for seat in chosen:
        take_in(thread.record, seat.person_id, seat.assignment_id, clock.now(), by)
        joined = events.ParticipantAdded(person=seat.person_id)
        log(joined, by=by, child_id=thread.child_id, subject=thread.log_name)


@action
def end(*, participant: Participant, by: Actor) -> Participant:
    """Leave a thread, or end somebody's part in it. They read nothing of it any more."""
    thread, _own = locked(Thread(pk=participant.record_id), by)
    participant = Participant.objects.visible_to(by).get(pk=participant.pk)
    others = [
        one for one in reads.taking_part(thread, by) if one.assignment_id is not None and one.pk != participant.pk
    ]
    policy.may_end(by, thread, participant, len(others)).enforce(child_id=thread.child_id)
    log(
        events.ParticipantLeft(person=participant.person_id),
        by=by,
        child_id=thread.child_id,
        subject=thread.log_name,
    )
    if participant.person_id == by.person_id:
        for kind in (TaskKind.READ_MESSAGE, TaskKind.FILE_THREAD):
            notices.settle_own(child_id=thread.child_id, subject=thread.pk, kind=kind, by=by)
    else:
        notices.settle(child_id=thread.child_id, subject=thread.pk, person_id=participant.person_id, by=by)
    participant.until = max(clock.now(), participant.since)
    participant.save(update_fields=["until"])
    return participant
