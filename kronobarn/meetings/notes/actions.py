"""Showing the notes to the others while the meeting goes on."""

from collections.abc import Mapping

from kronobarn.audit.actions import record as log
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.merging import Merged, Shown, merged
from kronobarn.drafts import actions as drafts
from kronobarn.meetings import events, policy
from kronobarn.meetings.actions import notes_of, own_invitation
from kronobarn.meetings.models import Meeting, SharedNotes


@action
def show(
    *,
    meeting: Meeting,
    typed: Mapping[str, str],
    opened_with: Mapping[str, str],
    page: str,
    by: Actor,
    by_itself: bool = False,
) -> Merged:
    """Let the others see the notes as they stand now. Where somebody else has changed the same words nothing is shown: both
    are returned, and whoever writes chooses.

    `by_itself`: the page sent it in a pause (drafts.actions.drop). It is logged when somebody begins to show, not for every pause in the writing.
    """
    meeting = Meeting.objects.visible_to(by).select_related("record").locked().get(pk=meeting.pk)
    policy.may_write(by, meeting, own_invitation(meeting, by)).enforce(child_id=meeting.child_id)
    notes = _notes(meeting, by)
    shown: dict[str, Shown] = notes.shown
    outcome = merged(opened_with=opened_with, typed=typed, shown=shown, page=page, writer=by.person_id)
    if outcome.theirs:
        return outcome
    assert by.person_id is not None
    begins = not shown or notes.saved_by_id != by.person_id
    # What was emptied is kept as empty, with who emptied it.
    words = {**dict.fromkeys(shown, ""), **outcome.words}
    notes.shown = {place: _shown(shown, place, text, page, by) for place, text in words.items()}
    notes.revision += 1
    notes.saved_at, notes.saved_by_id = clock.now(), by.person_id
    if notes._state.adding:
        notes.save(force_insert=True)
    else:
        notes.save(update_fields=["shown", "revision", "saved_at", "saved_by"])
    drafts.drop(child_id=meeting.child_id, form=notes_of(meeting.pk), by=by, by_itself=by_itself)
    if begins:
        log(events.NotesShown(), by=by, child_id=meeting.child_id, subject=meeting.log_name)
    return outcome


def _notes(meeting: Meeting, by: Actor) -> SharedNotes:
    rows = SharedNotes.objects.visible_to(by).filter(child=meeting.child_id, record=meeting.pk)
    found: SharedNotes | None = rows.first()
    return found or SharedNotes(record_id=meeting.pk, child_id=meeting.child_id)


def _shown(shown: Mapping[str, Shown], place: str, text: str, page: str, by: Actor) -> Shown:
    before = shown.get(place)
    if before is not None and before["text"] == text:
        return before
    return Shown(text=text, page=page, by=by.person_id)
