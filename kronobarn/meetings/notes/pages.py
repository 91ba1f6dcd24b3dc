"""What the pages with the notes show: the sheet of whoever writes, and the screen of those who follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from kronobarn.core import clock, merging
from kronobarn.core.actor import Actor, ActorRequest
from kronobarn.core.decisions import Decision as Allowed
from kronobarn.core.merging import Merged, Shown, merged, remembered
from kronobarn.drafts.reads import HalfWritten
from kronobarn.meetings import pages, policy, rules
from kronobarn.meetings.actions import notes_of
from kronobarn.meetings.models import Invited, Meeting, SharedNotes
from kronobarn.meetings.notes.merging import as_rows, typed_in, unrow
from kronobarn.practice import pack
from kronobarn.ui.dates import date_long
from kronobarn.ui.signs import commas


@dataclass(frozen=True)
class Sheet:
    """The meeting with what its notes are written beside: who is called, the agenda, and what is shown by now."""

    meeting: Meeting
    people: list[pages.Person]
    own: Invited | None
    agenda: Sequence[str]
    shown: Mapping[str, Shown]
    revision: int
    saved_at: datetime | None
    saved_by: str
    reader: int | None
    """Whoever the sheet is shown to: what they wrote in another window is their own."""

    @property
    def words(self) -> dict[str, str]:
        """What is shown, place by place."""
        return {place: one["text"] for place, one in self.shown.items() if one["text"]}


def agenda(meeting: Meeting) -> Sequence[str]:
    """The points that the meeting goes through, in the reader's language; the child's words come first."""
    return pack.told(meeting.record.practice_version).meeting_agenda


def sheet(meeting: Meeting, actor: Actor) -> Sheet:
    people, own = pages.invited(meeting, actor)
    rows = SharedNotes.objects.visible_to(actor).filter(child=meeting.child_id, record=meeting.pk)
    notes: SharedNotes | None = rows.select_related("saved_by").first()
    return Sheet(
        meeting=meeting,
        people=people,
        own=own,
        agenda=agenda(meeting),
        shown=notes.shown if notes else {},
        revision=notes.revision if notes else 0,
        saved_at=notes.saved_at if notes and notes.shown else None,
        saved_by=pages.name_to(notes.saved_by, meeting, actor) if notes else "",
        reader=actor.person_id,
    )


def may_write(of: Sheet, actor: Actor, holds: Allowed) -> Allowed:
    return policy.may_write(actor, of.meeting, of.own, holds=holds)


def so_far(of: Sheet, fields: Mapping[str, Sequence[str]]) -> Merged:
    """What is typed, together with what is shown by now."""
    return merged(
        opened_with=remembered(next(iter(fields.get("opened_with", ())), "")),
        typed=typed_in(fields, len(of.agenda)),
        shown=of.shown,
        page=next(iter(fields.get("page", ())), ""),
        writer=of.reader,
    )


def half_written(request: ActorRequest, meeting: Meeting) -> HalfWritten:
    """What one has typed and not shown, in this window and in others."""
    return HalfWritten(request, child_id=meeting.child_id, form=notes_of(meeting.pk))


def begun(of: Sheet, draft: HalfWritten) -> Merged:
    """What one has typed before and not shown, together with what is shown; or only that. Whoever writes is there."""
    words = draft.words
    if not words:
        nothing = {"came": str(of.own.pk)} if of.own else {}
        return Merged(of.words or nothing, {}, frozenset())
    return so_far(of, {name: value if isinstance(value, list) else [value] for name, value in words.items()})


def both(of: Sheet, outcome: Merged, labels: Mapping[str, str]) -> list[merging.Both]:
    """Where two have changed the same words, each with both."""
    return merging.both(outcome, labels, partial(_in_words, of))


def _in_words(of: Sheet, place: str, words: str) -> str:
    names = {str(one.pk): one.name for one in of.people}
    if place == "came":
        return commas(names[pk] for pk in words.split() if pk in names)
    if not place.startswith("decision-"):
        return words
    row = unrow(words)
    return commas(filter(None, [row["text"], names.get(row["by_whom"], ""), _day(row["due_on"])]))


def _day(text: str) -> str:
    found = _as_day(text)
    return date_long(found) if found else text


def _as_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@dataclass(frozen=True)
class Screen:
    """What those who follow see, and whether the page renews itself now."""

    points: list[tuple[str, str]]
    decisions: list[pages.Decision]
    notes: str
    disagreement: str
    here: list[str]
    away: list[str]
    saved_at: datetime | None
    saved_by: str
    renews: bool

    @property
    def is_empty(self) -> bool:
        return self.saved_at is None


def screen(of: Sheet) -> Screen:
    """The notes as they are shown, with names as on the page of the meeting."""
    words = of.words
    here = set(words.get("came", "").split())
    names = {str(one.pk): one.name for one in of.people}
    return Screen(
        points=list(zip(of.agenda, (words.get(f"said-{number}", "") for number in range(len(of.agenda))), strict=True)),
        decisions=[
            pages.Decision(row["text"], names.get(row["by_whom"], ""), _as_day(row["due_on"]))
            for row in as_rows(words)
            if row["text"]
        ],
        notes=words.get("notes", ""),
        disagreement=words.get("disagreement", ""),
        here=[one.name for one in of.people if str(one.pk) in here],
        away=[one.name for one in of.people if here and str(one.pk) not in here],
        saved_at=of.saved_at,
        saved_by=of.saved_by,
        renews=rules.goes_on(of.meeting.starts_at, of.meeting.minutes, of.saved_at, now=clock.now()),
    )


def said(meeting: Meeting) -> list[tuple[str, str]]:
    """What was said of each point of the agenda, where anything was."""
    return [(point, words) for point, words in zip(agenda(meeting), meeting.said, strict=False) if words]
