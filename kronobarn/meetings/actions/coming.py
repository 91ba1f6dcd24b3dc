"""Saying whether one comes, and being reminded of it."""

from uuid import UUID

from django.utils import timezone

from kronobarn.audit.actions import record as log
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.meetings import events, policy, telling
from kronobarn.meetings.models import Invited, Meeting
from kronobarn.meetings.rules import Answer
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind


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
