"""What the pages about meetings show."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.group_meetings.actions.publishing import standing
from kronobarn.group_meetings.models import (
    Attendance,
    Change,
    Correction,
    Decision,
    GroupMeeting,
    GroupTask,
    Item,
    Publication,
)
from kronobarn.group_meetings.places import mandate, seated
from kronobarn.group_meetings.rules import Presence, Said, extracted
from kronobarn.programme.models import Group, Mandate, Member
from kronobarn.programme.rules import GroupKind

MOST_DECISIONS: Final = 200
TONES: Final = {"called": "info", "cancelled": "neutral", "held": "warning", "approved": "success"}


@dataclass(frozen=True)
class Point:
    """A point of the agenda with what came of it."""

    item: Item
    decisions: list[Decision]
    tasks: list[GroupTask]

    @property
    def extracted(self) -> list[tuple[int, Said]]:
        """What the notes mark as decided or to be done, that is not written in: with its place in the notes."""
        written = {one.text.strip() for one in self.decisions} | {one.text.strip() for one in self.tasks}
        return [(place, one) for place, one in enumerate(extracted(self.item.notes)) if one.text not in written]


@dataclass(frozen=True)
class Shown:
    """One meeting, for one reader."""

    meeting: GroupMeeting
    name: str
    mandate: Mandate | None
    own: Member | None
    called: list[Member]
    points: list[Point]
    came: dict[UUID, Presence]
    changes: list[Change]
    corrections: list[Correction]
    published: Publication | None
    reads_notes: bool
    """Whether the reader may read what was said; the agenda is for everybody who works here."""

    @property
    def decisions(self) -> list[Decision]:
        return [one for point in self.points for one in point.decisions]

    @property
    def tasks(self) -> list[GroupTask]:
        return [one for point in self.points for one in point.tasks]

    @property
    def present(self) -> list[Member]:
        return [one for one in self.called if self.came.get(one.pk) == Presence.PRESENT]

    @property
    def absent(self) -> list[Member]:
        return [one for one in self.called if self.came.get(one.pk) == Presence.ABSENT]

    @property
    def tone(self) -> str:
        return TONES[self.meeting.state]


def meeting(actor: Actor, meeting_id: UUID) -> Shown | None:
    """One meeting, with as much of its notes as the reader may have."""
    rows = GroupMeeting.objects.visible_to(actor).select_related("group__organisation", "approver")
    may_read = Exists(GroupMeeting.objects.with_notes_for(actor).filter(pk=OuterRef("pk")))
    found = rows.filter(pk=meeting_id).annotate(may_read=may_read).first()
    if found is None:
        return None
    reads_notes: bool = found.may_read
    of = {"meeting": found}
    held = mandate(actor, found)
    those, own = seated(actor, found)
    return Shown(
        meeting=found,
        name=held.name if held else str(found.group.get_kind_display()),
        mandate=held,
        own=own,
        called=those,
        points=_points(actor, found, reads_notes=reads_notes),
        came={one.member_id: Presence(one.presence) for one in Attendance.objects.visible_to(actor).filter(**of)},
        changes=list(Change.objects.visible_to(actor).filter(**of)),
        corrections=list(Correction.objects.visible_to(actor).filter(**of)),
        published=standing(found, actor),
        reads_notes=reads_notes,
    )


def _points(actor: Actor, found: GroupMeeting, *, reads_notes: bool) -> list[Point]:
    items = list(Item.objects.visible_to(actor).filter(meeting=found))
    for item in items:
        item.notes = item.notes if reads_notes else ""
    decisions = list(Decision.objects.visible_to(actor).filter(meeting=found))
    decisions.sort(key=lambda one: (one.number or 0, one.written_at))
    tasks = list(GroupTask.objects.visible_to(actor).filter(meeting=found).select_related("member"))
    for one in tasks:
        one.meeting = found
    return [
        Point(
            item,
            [one for one in decisions if one.item_id == item.pk],
            [one for one in tasks if one.item_id == item.pk],
        )
        for item in items
    ]


@dataclass(frozen=True)
class Row:
    """A meeting in a list."""

    meeting: GroupMeeting
    name: str
    is_published: bool

    @property
    def tone(self) -> str:
        return TONES[self.meeting.state]


def meetings(actor: Actor, year: int, group: UUID | None = None) -> list[Row]:
    """The meetings of a year, the latest first."""
    rows = GroupMeeting.objects.visible_to(actor).filter(starts_at__year=year).select_related("group")
    found = list(rows.filter(group=group) if group else rows)
    public = set(
        Publication.objects.visible_to(actor)
        .filter(meeting__in=found, withdrawn_at=None)
        .values_list("meeting", flat=True)
    )
    held = _mandates(actor, {one.group_id for one in found})
    return [Row(one, _name(held, one.group, timezone.localdate(one.starts_at)), one.pk in public) for one in found]


def years(actor: Actor) -> list[int]:
    """The years in which there are meetings, and this one."""
    known = GroupMeeting.objects.visible_to(actor).order_by().dates("starts_at", "year")
    return sorted({clock.today().year, *(one.year for one in known)}, reverse=True)


def groups(actor: Actor) -> list[tuple[UUID, str]]:
    """The groups that there are today, or that have met, by their names."""
    found = list(Group.objects.visible_to(actor).filter(mandates__corrected_at=None).distinct())
    held = _mandates(actor, {one.pk for one in found})
    return sorted(((one.pk, _name(held, one, clock.today())) for one in found), key=lambda one: one[1])


def can_call(actor: Actor, *, leads: bool) -> list[tuple[UUID, str]]:
    """The groups that the actor may call: all that there are, or those they chair."""
    rows = Mandate.objects.visible_to(actor).on(clock.today())
    if not leads:
        chairs = Member.objects.visible_to(actor).on(clock.today()).filter(account=actor.person_id, is_chair=True)
        rows = rows.filter(group__in=chairs.values("group"))
    return [(one.group_id, one.name) for one in rows.order_by("name")]


@dataclass(frozen=True)
class Decided:
    """A decision in a list, with the group that made it."""

    decision: Decision
    name: str


def decisions(actor: Actor, *, words: str = "", year: int | None = None, group: UUID | None = None) -> list[Decided]:
    """Decisions of approved notes, the latest first; all the words stand in each."""
    rows = Decision.objects.visible_to(actor).filter(number__isnull=False).select_related("meeting", "group", "item")
    for word in words.split()[:10]:
        rows = rows.filter(Q(text__icontains=word) | Q(item__title__icontains=word))
    if year is not None:
        rows = rows.filter(year=year)
    if group is not None:
        rows = rows.filter(group=group)
    found = list(rows.order_by("-year", "-meeting__starts_at", "-number")[:MOST_DECISIONS])
    held = _mandates(actor, {one.group_id for one in found})
    return [Decided(one, _name(held, one.group, timezone.localdate(one.meeting.starts_at))) for one in found]


def published(actor: Actor, *, year: int, words: str = "", kind: str = GroupKind.STEERING) -> list[Publication]:
    """What anybody may read of the steering group's meetings in a year."""
    rows = Publication.objects.visible_to(actor).filter(withdrawn_at=None, group_kind=kind, day__year=year)
    return [one for one in rows if _said(one, words.lower().split())]


def _said(one: Publication, words: list[str]) -> bool:
    parts: list[str] = [one.group_name]
    for item in one.items:
        parts += [item["title"], item["notes"], *(decision["text"] for decision in item["decisions"])]
    text = "\n".join(parts).lower()
    return all(word in text for word in words)


def published_years(actor: Actor, kind: str = GroupKind.STEERING) -> list[int]:
    """The years of which something is published."""
    rows = Publication.objects.visible_to(actor).filter(withdrawn_at=None, group_kind=kind).order_by()
    return sorted({one.year for one in rows.dates("day", "year")}, reverse=True)


def _mandates(actor: Actor, of: set[Any]) -> dict[UUID, list[Mandate]]:
    held: dict[UUID, list[Mandate]] = {}
    for one in Mandate.objects.visible_to(actor).standing().filter(group__in=of).order_by("-since"):
        held.setdefault(one.group_id, []).append(one)
    return held


def _name(held: dict[UUID, list[Mandate]], group: Group, day: date) -> str:
    """What the group was called on the day; or last."""
    rows = held.get(group.pk, [])
    then = [one for one in rows if one.since <= day and (one.until is None or day <= one.until)]
    return next((one.name for one in (*then, *rows)), str(group.get_kind_display()))
