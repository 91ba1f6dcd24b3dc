"""Moving a meeting, putting right what is said of it, and calling it off."""

from datetime import datetime

from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.reasons import demand
from kronobarn.meetings import events, policy, telling
from kronobarn.meetings.actions.waiting import ask_to_call_again, sound, sound_details, stop_showing, wait_for_answers
from kronobarn.meetings.models import Invited, Meeting
from kronobarn.meetings.rules import Answer, State
from kronobarn.notices import actions as notices


@action
def move(*, meeting: Meeting, starts_at: datetime, minutes: int, place: str, by: Actor) -> Meeting:
    """Another time or place. Everyone is asked anew."""
    meeting = Meeting.objects.visible_to(by).locked().get(pk=meeting.pk)
    policy.may_move(by, meeting).enforce(child_id=meeting.child_id)
    sound(starts_at, minutes, place)
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
    sound_details(details)
    for name, said in details.items():
        setattr(meeting, name, said)
    meeting.save(update_fields=list(details))
    log(events.MeetingDescribed(), by=by, child_id=meeting.child_id, subject=meeting.log_name)
    return meeting


@action
def cancel(*, meeting: Meeting, because: str, by: Actor) -> Meeting:
    """Call it off, and say why to all who were called. The responsible is reminded to call again."""
    meeting = Meeting.objects.visible_to(by).locked().get(pk=meeting.pk)
    policy.may_change(by, meeting).enforce(child_id=meeting.child_id)
    demand("because", because, _("Skriv varför mötet ställs in."))
    assert by.person_id is not None
    was_called = meeting.state == State.CALLED
    meeting.state = State.CANCELLED
    meeting.cancelled_because = because.strip()
    meeting.cancelled_at, meeting.cancelled_by_id = clock.now(), by.person_id
    meeting.sequence += 1
    meeting.save(update_fields=["state", "cancelled_because", "cancelled_at", "cancelled_by", "sequence"])
    stop_showing(meeting, by)
    if was_called:
        telling.tell_calendars(meeting, by)
    notices.settle(child_id=meeting.child_id, subject=meeting.pk, by=by)
    ask_to_call_again(meeting, by)
    log(events.MeetingCancelled(), by=by, child_id=meeting.child_id, subject=meeting.log_name)
    return meeting
