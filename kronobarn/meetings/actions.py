"""Everything that changes a meeting. Nothing else writes to them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.audit.events import Event
from kronobarn.authorities.models import Assignment
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Record, Seat
from kronobarn.circles.reads import family, sitting
from kronobarn.circles.rules import Ground, Kind, Role, SeatGround
from kronobarn.concerns import actions as concerns
from kronobarn.concerns.models import Matter
from kronobarn.concerns.rules import Outcome
from kronobarn.consents import actions as consents
from kronobarn.consents.rules import carries
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.drafts import actions as drafts
from kronobarn.meetings import events, policy, rules, telling
from kronobarn.meetings.models import Invited, Meeting, MeetingDecision, ProposedTime
from kronobarn.meetings.rules import Answer, State
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Child

PLAN_WITHIN = timedelta(days=7)
WORKING = (Role.RESPONSIBLE, Role.LEAD, Role.CONTACT, Role.PARTICIPANT)


@dataclass(frozen=True)
class Decided:
    """One decision as it is written down: what, which of the invited does it, by when."""

    text: str
    by_whom: UUID | None = None
    due_on: date | None = None


def draft_of(matter_id: UUID) -> str:
    return f"call:{matter_id}"


def notes_of(meeting_id: UUID) -> str:
    return f"meeting:{meeting_id}"


@action
def call(
    *,
    matter: Matter,
    starts_at: datetime,
    minutes: int,
    place: str,
    invited: Collection[Assignment],
    child_wishes: str,
    by: Actor,
    child_comes: bool = True,
    proposed: Sequence[datetime] = (),
    **details: str,
) -> Meeting:
    """Call the child, the guardians and professionals whom consent lets in; or ask them first which time fits, when
    several are `proposed` (times/actions.py picks one).

    The guardians are always called; the child chooses whether to come and sees the meeting either way.
    """
    matter = Matter.objects.visible_to(by).select_related("record").get(pk=matter.pk)
    policy.may_call(by, matter).enforce(child_id=matter.child_id)
    for each in proposed or (starts_at,):
        _sound(each, minutes, place)
    _sound_proposed(proposed)
    _sound_details(details)
    others = {assignment.unit.area for assignment in invited if assignment.unit.area_id != by.area_id}
    if not others:
        raise ValidationError({"invited": _("Välj minst en person från en annan verksamhet.")})
    policy.may_let_in(by, matter, [area.pk for area in others]).enforce(child_id=matter.child_id)

    record = circles.write_record(
        child_id=matter.child_id,
        kind=Kind.MEETING,
        headline=_("Möte"),
        happened_on=timezone.localdate(min(proposed, default=starts_at)),
        practice_version=matter.record.practice_version,
        by=by,
    )
    meeting = Meeting(
        record=record,
        child_id=matter.child_id,
        matter=matter,
        starts_at=min(proposed, default=starts_at),
        minutes=minutes,
        place=place,
        state=State.PROPOSED if proposed else State.CALLED,
        child_wishes=child_wishes,
        **details,
    )
    meeting.save(force_insert=True)
    for area in sorted(others, key=lambda area: area.pk):
        consents.disclose(record=record, to_area=area, kinds=carries(Kind.MEETING), by=by)
    _invite_family(record, by, child_comes=child_comes)
    assert by.person_id is not None
    assert by.assignment_id is not None
    own = Assignment.objects.get(pk=by.assignment_id)
    _add(record, person_id=by.person_id, assignment=own, answer=Answer.YES)
    for assignment in invited:
        if assignment.pk != own.pk:
            _invite_professional(record, assignment, by)
    for number, each in enumerate(sorted(proposed), start=1):
        ProposedTime(record=record, child_id=matter.child_id, number=number, starts_at=each).save(force_insert=True)
    drafts.drop(child_id=matter.child_id, form=draft_of(matter.pk), by=by)
    if proposed:
        wait_for_answers(meeting, by)
        _ask_to_call_again(meeting, by)  # unless it waits already: somebody is to pick one
        what: Event = events.TimesProposed(times=len(proposed))
    else:
        now_called(meeting, by)
        what = events.MeetingCalled(invited=len(invited))
    log(what, by=by, child_id=matter.child_id, subject=meeting.log_name)
    return meeting


def _sound(starts_at: datetime, minutes: int, place: str) -> None:
    if starts_at <= clock.now():
        raise ValidationError({"day": _("Mötet skulle börja i det förflutna. Välj en senare tid.")})
    if not rules.SHORTEST <= minutes <= rules.LONGEST:
        raise ValidationError(
            {
                "minutes": _("Skriv mötets längd i minuter, mellan %(shortest)d och %(longest)d.")
                % {"shortest": rules.SHORTEST, "longest": rules.LONGEST}
            }
        )
    if not place.strip():
        raise ValidationError({"place": _("Skriv var mötet är.")})


def _sound_proposed(proposed: Sequence[datetime]) -> None:
    if proposed and not rules.FEWEST_TIMES <= len(set(proposed)) == len(proposed) <= rules.MOST_TIMES:
        raise ValidationError(_("Föreslå två till fem olika tider."))


def now_called(meeting: Meeting, by: Actor) -> None:
    """There is a time: everyone is asked to come, calendars learn of it, and nobody need call any more."""
    wait_for_answers(meeting, by)
    telling.tell_calendars(meeting, by)
    notices.settle(child_id=meeting.child_id, subject=meeting.matter_id, kinds=[TaskKind.CALL_MEETING], by=by)


def _sound_details(details: dict[str, str]) -> None:
    assert set(details) <= set(rules.DETAILS)
    link = details.get("video_link", "")
    if link and not link.startswith("https://"):
        raise ValidationError({"video_link": _("Länken ska börja med https://.")})


def _invite_family(record: Record, by: Actor, *, child_comes: bool) -> None:
    seats = sorted(family(record.child_id, by), key=lambda seat: seat.role)
    for seat in seats:
        circles.disclose(record=record, ground=Ground.CHILD_OR_GUARDIAN, to_person=seat.person, by=by)
        if seat.role == Role.GUARDIAN or child_comes:
            _add(record, person_id=seat.person_id)
    if child_comes and all(seat.role != Role.CHILD for seat in seats):
        child = Child.objects.visible_to(by).get(pk=record.child_id)
        if child.born_on is not None:
            _add(record, label=(not child.is_protected and child.given_name) or str(_("Barnet")))


def _invite_professional(record: Record, assignment: Assignment, by: Actor) -> None:
    working = {seat.assignment_id for seat in sitting(record.child_id, by) if seat.role in WORKING}
    if assignment.pk not in working:
        circles.grant_seat(
            child_id=record.child_id,
            role=Role.PARTICIPANT,
            ground=SeatGround.TASK if assignment.unit.area_id == by.area_id else SeatGround.CONSENT,
            assignment=assignment,
            by=by,
        )
    _add(record, person_id=assignment.person_id, assignment=assignment)


def _add(
    record: Record,
    *,
    person_id: int | None = None,
    assignment: Assignment | None = None,
    label: str = "",
    answer: Answer = Answer.NONE,
) -> None:
    Invited(
        record=record,
        child_id=record.child_id,
        person_id=person_id,
        assignment=assignment,
        label=label,
        answer=answer,
    ).save(force_insert=True)


def wait_for_answers(meeting: Meeting, by: Actor) -> None:
    """Everyone called is asked to answer; whoever called is reminded to hold the meeting, when it has a time."""
    day = timezone.localdate(meeting.starts_at)
    rows = Invited.objects.visible_to(by).filter(child=meeting.child_id, record=meeting.pk, person__isnull=False)
    for person_id, assignment_id in rows.filter(answer=Answer.NONE).values_list("person", "assignment"):
        notices.ask(
            child_id=meeting.child_id,
            kind=TaskKind.ATTEND_MEETING,
            subject=meeting.pk,
            due_on=min(day, clock.today() + rules.ANSWER_WITHIN),
            person_id=person_id,
            assignment_id=assignment_id,
            by=by,
        )
    if meeting.state == State.PROPOSED:
        return
    assert by.person_id is not None
    notices.ask(
        child_id=meeting.child_id,
        kind=TaskKind.HOLD_MEETING,
        subject=meeting.pk,
        due_on=day,
        person_id=by.person_id,
        assignment_id=by.assignment_id,
        by=by,
    )


def own_invitation(meeting: Meeting, by: Actor) -> Invited | None:
    """The row in which one answers, locked; None for who is not called as they are signed in now."""
    here = {"child": meeting.child_id, "record": meeting.pk}
    rows = Invited.objects.visible_to(by).filter(**here, person=by.person_id, assignment=by.assignment_id)
    found: Invited | None = rows.locked().first()
    return found


@action
def answer(*, meeting: Meeting, answer: Answer, by: Actor) -> Invited:
    """Say whether one comes. It may be changed until the meeting."""
    meeting = Meeting.objects.visible_to(by).get(pk=meeting.pk)
    invited = own_invitation(meeting, by)
    policy.may_answer(by, meeting, invited).enforce(child_id=meeting.child_id)
    assert isinstance(invited, Invited)
    invited.answer = answer
    invited.save(update_fields=["answer"])
    notices.settle_own(child_id=meeting.child_id, subject=meeting.pk, kind=TaskKind.ATTEND_MEETING, by=by)
    log(events.MeetingAnswered(answer=answer), by=by, child_id=meeting.child_id, subject=meeting.log_name)
    return invited


@action
def move(*, meeting: Meeting, starts_at: datetime, minutes: int, place: str, by: Actor) -> Meeting:
    """Another time or place. Everyone is asked anew."""
    meeting = Meeting.objects.visible_to(by).locked().get(pk=meeting.pk)
    policy.may_move(by, meeting).enforce(child_id=meeting.child_id)
    _sound(starts_at, minutes, place)
    meeting.starts_at, meeting.minutes, meeting.place = starts_at, minutes, place
    meeting.sequence += 1
    meeting.save(update_fields=["starts_at", "minutes", "place", "sequence"])
    rows = Invited.objects.visible_to(by).filter(child=meeting.child_id, record=meeting.pk)
    rows.exclude(person=by.person_id).update(answer=Answer.NONE)
    notices.settle(child_id=meeting.child_id, subject=meeting.pk, by=by)
    wait_for_answers(meeting, by)
    telling.tell_calendars(meeting, by)
    log(events.MeetingMoved(), by=by, child_id=meeting.child_id, subject=meeting.log_name)
    return meeting


@action
def describe(*, meeting: Meeting, by: Actor, **details: str) -> Meeting:
    """Put right what the child wishes, the interpreter or the link. Nobody is asked anew."""
    meeting = Meeting.objects.visible_to(by).locked().get(pk=meeting.pk)
    policy.may_change(by, meeting).enforce(child_id=meeting.child_id)
    _sound_details(details)
    for name, said in details.items():
        setattr(meeting, name, said)
    meeting.save(update_fields=list(details))
    log(events.MeetingDescribed(), by=by, child_id=meeting.child_id, subject=meeting.log_name)
    return meeting


@action
def remind(*, meeting_id: UUID, by: Actor) -> None:
    """Those who are called and have not said no are reminded of tomorrow's meeting. Reminded twice, the first stands."""
    meeting = Meeting.objects.visible_to(by).get(pk=meeting_id)
    for row in telling.still_here(meeting, by):
        if row.answer != Answer.NO:
            assert row.person_id is not None
            notices.ask(
                child_id=meeting.child_id,
                kind=TaskKind.REMEMBER_MEETING,
                subject=meeting.pk,
                due_on=timezone.localdate(meeting.starts_at),
                person_id=row.person_id,
                assignment_id=row.assignment_id,
                by=by,
            )


@action
def stop_reminding(*, meeting_id: UUID, child_id: UUID, by: Actor) -> None:
    """The day has been: nobody need remember it any more, also when what happened is not written down yet."""
    notices.settle(child_id=child_id, subject=meeting_id, kinds=[TaskKind.REMEMBER_MEETING], by=by)


@action
def cancel(*, meeting: Meeting, by: Actor, because: str = "") -> Meeting:
    """Call it off. The responsible is reminded to call again."""
    meeting = Meeting.objects.visible_to(by).locked().get(pk=meeting.pk)
    policy.may_change(by, meeting).enforce(child_id=meeting.child_id)
    assert by.person_id is not None
    was_called = meeting.state == State.CALLED
    meeting.state = State.CANCELLED
    meeting.cancelled_because = because
    meeting.cancelled_at, meeting.cancelled_by_id = clock.now(), by.person_id
    meeting.sequence += 1
    meeting.save(update_fields=["state", "cancelled_because", "cancelled_at", "cancelled_by", "sequence"])
    if was_called:
        telling.tell_calendars(meeting, by)
    notices.settle(child_id=meeting.child_id, subject=meeting.pk, by=by)
    _ask_to_call_again(meeting, by)
    log(events.MeetingCancelled(), by=by, child_id=meeting.child_id, subject=meeting.log_name)
    return meeting


@action
def hold(
    *,
    meeting: Meeting,
    came: Collection[UUID],
    notes: str,
    decisions: Sequence[Decided],
    disagreement: str,
    by: Actor,
) -> Meeting:
    """Write down who came, what was said, what was decided and what was not agreed on. Everyone called can read it."""
    meeting = Meeting.objects.visible_to(by).locked().get(pk=meeting.pk)
    policy.may_hold(by, meeting).enforce(child_id=meeting.child_id)
    rows = Invited.objects.visible_to(by).filter(child=meeting.child_id, record=meeting.pk)
    invited = {row.pk: row for row in rows}
    if not set(came) & set(invited):
        raise ValidationError({"came": _("Välj vilka som kom.")})
    for decided in decisions:
        if decided.due_on is not None and decided.due_on < timezone.localdate(meeting.starts_at):
            raise ValidationError(_("Ett beslut skulle vara klart före mötet. Välj en senare dag."))
    assert by.person_id is not None
    meeting.state = State.HELD
    meeting.notes, meeting.disagreement = notes, disagreement
    meeting.held_at, meeting.held_by_id = clock.now(), by.person_id
    meeting.save(update_fields=["state", "notes", "disagreement", "held_at", "held_by"])
    rows.filter(pk__in=list(came)).update(came=True)
    rows.exclude(pk__in=list(came)).update(came=False)
    for number, decided in enumerate(decisions, start=1):
        doer = invited.get(decided.by_whom) if decided.by_whom else None
        MeetingDecision(
            record_id=meeting.record_id,
            child_id=meeting.child_id,
            number=number,
            text=decided.text,
            person_id=doer.person_id if doer else None,
            assignment_id=doer.assignment_id if doer else None,
            due_on=decided.due_on,
        ).save(force_insert=True)
    notices.settle(child_id=meeting.child_id, subject=meeting.pk, by=by)
    if rules.family_came((row.assignment_id is None, row.pk in came) for row in invited.values()):
        _ask_for_a_plan(meeting, by)
    else:
        _ask_to_call_again(meeting, by)
    drafts.drop(child_id=meeting.child_id, form=notes_of(meeting.pk), by=by)
    log(
        events.MeetingHeld(came=len(set(came)), decisions=len(decisions), agreed=not disagreement.strip()),
        by=by,
        child_id=meeting.child_id,
        subject=meeting.log_name,
    )
    return meeting


def _ask_to_call_again(meeting: Meeting, by: Actor) -> None:
    assert by.person_id is not None
    notices.ask(
        child_id=meeting.child_id,
        kind=TaskKind.CALL_MEETING,
        subject=meeting.matter_id,
        due_on=clock.today() + rules.CALL_AGAIN_WITHIN,
        person_id=by.person_id,
        assignment_id=by.assignment_id,
        by=by,
    )


def _ask_for_a_plan(meeting: Meeting, by: Actor) -> None:
    """After the meeting somebody is to begin on the plan, or to end; unless there is a plan already."""
    assert by.person_id is not None
    since = meeting.matter.record.written_at
    if Record.objects.visible_to(by).filter(child=meeting.child_id, kind=Kind.PLAN, written_at__gte=since).exists():
        return
    notices.ask(
        child_id=meeting.child_id,
        kind=TaskKind.START_PLAN,
        subject=meeting.matter_id,
        due_on=clock.today() + PLAN_WITHIN,
        person_id=by.person_id,
        assignment_id=by.assignment_id,
        by=by,
    )


@action
def end_without_cooperation(*, meeting: Meeting, because: str, by: Actor) -> Matter:
    """Close the matter: it was decided together that cooperation is not needed. Those called leave the table."""
    meeting = Meeting.objects.visible_to(by).get(pk=meeting.pk)
    policy.may_end(by, meeting).enforce(child_id=meeting.child_id)
    matter = concerns.close(matter=meeting.matter, outcome=Outcome.NO_COOPERATION, because=because, by=by)
    leaving = (
        Seat.objects.visible_to(by)
        .standing()
        .filter(child=meeting.child_id, role=Role.PARTICIPANT, ground=SeatGround.CONSENT)
    )
    for seat in leaving:
        circles.close_seat(seat=seat, by=by)
    return matter
