"""Writing down a meeting that has been, and what follows of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Record, Seat
from kronobarn.circles.rules import Kind, Role, SeatGround
from kronobarn.concerns import actions as concerns
from kronobarn.concerns.models import Matter
from kronobarn.concerns.rules import Outcome
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.drafts import actions as drafts
from kronobarn.meetings import events, policy, rules, telling
from kronobarn.meetings.actions.coming import own_invitation
from kronobarn.meetings.actions.waiting import ask_to_call_again, stop_showing
from kronobarn.meetings.models import Invited, Meeting, MeetingDecision
from kronobarn.meetings.rules import State
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind

PLAN_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class Decided:
    """One decision as it is written down: what, which of the invited does it, by when."""

    text: str
    by_whom: UUID | None = None
    due_on: date | None = None


def notes_of(meeting_id: UUID | str) -> str:
    return f"meeting:{meeting_id}"


@action
def hold(
    *,
    meeting: Meeting,
    came: Collection[UUID],
    notes: str,
    decisions: Sequence[Decided],
    disagreement: str,
    by: Actor,
    said: Sequence[str] = (),
    seen: int | None = None,
) -> Meeting:
    """Write down who came, what was said, what was decided and what was not agreed on. Everyone called gets to read it.

    `seen` is the revision of the shared notes that the writer saw. Has somebody else shown more since, nothing is written.
    """
    meeting = Meeting.objects.visible_to(by).locked().get(pk=meeting.pk)
    policy.may_hold(by, meeting).enforce(child_id=meeting.child_id)
    rows = Invited.objects.visible_to(by).filter(child=meeting.child_id, record=meeting.pk)
    invited = {row.pk: row for row in rows}
    if not set(came) & set(invited):
        raise ValidationError({"came": _("Välj vilka som kom.")})
    for decided in decisions:
        if decided.due_on is not None and decided.due_on < timezone.localdate(meeting.starts_at):
            raise ValidationError(_("Ett beslut skulle vara klart före mötet. Välj en senare dag."))
    stop_showing(meeting, by, seen)
    assert by.person_id is not None
    meeting.state = State.HELD
    meeting.said, meeting.notes, meeting.disagreement = list(said), notes, disagreement
    meeting.held_at, meeting.held_by_id = clock.now(), by.person_id
    meeting.save(update_fields=["state", "said", "notes", "disagreement", "held_at", "held_by"])
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
    _give_copies(meeting, by)
    if rules.family_came((row.assignment_id is None, row.pk in came) for row in invited.values()):
        _ask_for_a_plan(meeting, by)
    else:
        ask_to_call_again(meeting, by)
    drafts.drop(child_id=meeting.child_id, form=notes_of(meeting.pk), by=by)
    log(
        events.MeetingHeld(came=len(set(came)), decisions=len(decisions), agreed=not disagreement.strip()),
        by=by,
        child_id=meeting.child_id,
        subject=meeting.log_name,
    )
    return meeting


def _give_copies(meeting: Meeting, by: Actor) -> None:
    """Everyone who was called is led to what the meeting came to, each to what they may see of it."""
    for row in telling.still_here(meeting, by):
        if row.person_id is not None and row.person_id != by.person_id:
            notices.ask(
                child_id=meeting.child_id,
                kind=TaskKind.READ_MEETING,
                subject=meeting.pk,
                due_on=clock.today() + rules.READ_WITHIN,
                person_id=row.person_id,
                assignment_id=row.assignment_id,
                by=by,
            )


@action
def read(*, meeting: Meeting, by: Actor) -> None:
    """Say that one has read what the meeting came to: it waits no more."""
    meeting = Meeting.objects.visible_to(by).get(pk=meeting.pk)
    policy.may_say_read(by, meeting, own_invitation(meeting, by)).enforce(child_id=meeting.child_id)
    notices.settle_own(child_id=meeting.child_id, subject=meeting.pk, kind=TaskKind.READ_MEETING, by=by)
    log(events.MeetingRead(), by=by, child_id=meeting.child_id, subject=meeting.log_name)


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
