"""Answering which of the proposed times fit, and picking one of them: then the meeting is called."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.meetings import events, policy
from kronobarn.meetings.actions import now_called, own_invitation
from kronobarn.meetings.models import Invited, Meeting, ProposedTime, TimeAnswer
from kronobarn.meetings.rules import AS_ANSWER, Fits, State
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind


@action
def answer(*, meeting: Meeting, fits: dict[int, Fits], by: Actor) -> None:
    """Say of each time whether it fits. It may be changed until one is picked; what one last said stands."""
    meeting = Meeting.objects.visible_to(by).get(pk=meeting.pk)
    policy.may_answer_times(by, meeting, own_invitation(meeting, by)).enforce(child_id=meeting.child_id)
    assert by.person_id is not None
    times = ProposedTime.objects.visible_to(by).filter(child=meeting.child_id, record=meeting.pk)
    if set(fits) != set(times.values_list("number", flat=True)):
        raise ValidationError(_("Svara på alla tider."))
    said = TimeAnswer.objects.visible_to(by).filter(child=meeting.child_id, record=meeting.pk, person=by.person_id)
    before = {row.number: row for row in said}
    for number, fit in fits.items():
        row = before.get(number)
        if row is None:
            new = TimeAnswer(record_id=meeting.record_id, child_id=meeting.child_id, number=number, fits=fit)
            new.person_id = by.person_id
            new.save(force_insert=True)
        elif row.fits != fit:
            row.fits = fit
            row.save(update_fields=["fits"])
    notices.settle_own(child_id=meeting.child_id, subject=meeting.pk, kind=TaskKind.ATTEND_MEETING, by=by)
    log(events.TimesAnswered(), by=by, child_id=meeting.child_id, subject=meeting.log_name)


@action
def pick(*, meeting: Meeting, number: int, by: Actor) -> Meeting:
    """Call to the meeting at one of the times. What each said of it is their answer; whoever could if needed is asked."""
    meeting = Meeting.objects.visible_to(by).locked().get(pk=meeting.pk)
    policy.may_pick(by, meeting).enforce(child_id=meeting.child_id)
    time = ProposedTime.objects.visible_to(by).filter(child=meeting.child_id, record=meeting.pk, number=number).first()
    if time is None or time.starts_at <= clock.now():
        raise ValidationError({"number": _("Den tiden har redan varit. Välj en annan, eller föreslå nya.")})
    meeting.state, meeting.starts_at = State.CALLED, time.starts_at
    meeting.save(update_fields=["state", "starts_at"])
    rows = Invited.objects.visible_to(by).filter(child=meeting.child_id, record=meeting.pk)
    said = TimeAnswer.objects.visible_to(by).filter(child=meeting.child_id, record=meeting.pk, number=number)
    for person, fits in said.values_list("person", "fits"):
        rows.filter(person=person).exclude(person=by.person_id).update(answer=AS_ANSWER[Fits(fits)])
    notices.settle(child_id=meeting.child_id, subject=meeting.pk, by=by)
    now_called(meeting, by)
    log(events.TimePicked(), by=by, child_id=meeting.child_id, subject=meeting.log_name)
    return meeting
