"""What waits for whom because of a meeting, and what its time and place must be."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Stale
from kronobarn.meetings import rules
from kronobarn.meetings.models import Invited, Meeting, SharedNotes
from kronobarn.meetings.rules import Answer, State
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind


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


def stop_showing(meeting: Meeting, by: Actor, seen: int | None = None) -> None:
    """What was shown while it went on is shown no more. `Stale` when there is something there that nobody here has seen."""
    rows = SharedNotes.objects.visible_to(by).filter(child=meeting.child_id, record=meeting.pk)
    notes: SharedNotes | None = rows.first()
    if seen is not None and (notes.revision if notes else 0) != seen:
        if notes is not None and notes.saved_by_id == by.person_id:
            raise Stale(_("Du har skrivit i anteckningarna i ett annat fönster. Ingenting är överskrivet."))
        raise Stale(_("Någon annan har skrivit i anteckningarna medan du skrev. Ingenting är överskrivet."))
    rows.update(shown={})


def ask_to_call_again(meeting: Meeting, by: Actor) -> None:
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


def sound(starts_at: datetime, minutes: int, place: str) -> None:
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


def sound_proposed(proposed: Sequence[datetime]) -> None:
    if proposed and not rules.FEWEST_TIMES <= len(set(proposed)) == len(proposed) <= rules.MOST_TIMES:
        raise ValidationError(_("Föreslå två till fem olika tider."))


def sound_details(details: dict[str, str]) -> None:
    assert set(details) <= set(rules.DETAILS)
    link = details.get("video_link", "")
    if link and not link.startswith("https://"):
        raise ValidationError({"video_link": _("Länken ska börja med https://.")})
