"""Calling to a meeting: who is invited, and what is shared with them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.audit.events import Event
from kronobarn.authorities.models import Assignment
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Record
from kronobarn.circles.policy import may_let_family_know
from kronobarn.circles.reads import family, sitting
from kronobarn.circles.rules import Ground, Kind, Role, SeatGround
from kronobarn.concerns.models import Matter
from kronobarn.consents import actions as consents
from kronobarn.consents.rules import carries
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.drafts import actions as drafts
from kronobarn.meetings import events, policy, telling
from kronobarn.meetings.actions.waiting import ask_to_call_again, sound, sound_details, sound_proposed, wait_for_answers
from kronobarn.meetings.models import Invited, Meeting, ProposedTime
from kronobarn.meetings.rules import Answer, State
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Child

WORKING = (Role.RESPONSIBLE, Role.LEAD, Role.CONTACT, Role.PARTICIPANT)


def draft_of(matter_id: UUID) -> str:
    return f"call:{matter_id}"


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
    may_let_family_know(by, matter.record).enforce(child_id=matter.child_id)
    for each in proposed or (starts_at,):
        sound(each, minutes, place)
    sound_proposed(proposed)
    sound_details(details)
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
        ask_to_call_again(meeting, by)  # unless it waits already: somebody is to pick one
        what: Event = events.TimesProposed(times=len(proposed))
    else:
        now_called(meeting, by)
        what = events.MeetingCalled(invited=len(invited))
    log(what, by=by, child_id=matter.child_id, subject=meeting.log_name)
    return meeting


def now_called(meeting: Meeting, by: Actor) -> None:
    """There is a time: everyone is asked to come, calendars learn of it, and nobody need call any more."""
    wait_for_answers(meeting, by)
    telling.tell_calendars(meeting, by)
    notices.settle(child_id=meeting.child_id, subject=meeting.matter_id, kinds=[TaskKind.CALL_MEETING], by=by)


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
