"""Calling a group to a meeting, changing the call while what is changed is shown, and calling it off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.ahead import within_reach
from kronobarn.core.decisions import Stale
from kronobarn.core.reasons import demand
from kronobarn.group_meetings import events, policy, rules, telling
from kronobarn.group_meetings.models import Change, Decision, GroupMeeting, GroupTask, Item
from kronobarn.group_meetings.places import own_place
from kronobarn.group_meetings.rules import Changed, Purpose, State
from kronobarn.programme.models import Group, Mandate


@dataclass(frozen=True)
class Point:
    """One point of an agenda as it was typed; with its id when it stood there before."""

    title: str
    purpose: Purpose
    paper: str = ""
    address: str = ""
    id: UUID | None = None

    @property
    def words(self) -> str:
        purpose = str(Item.PURPOSES[self.purpose])
        return ", ".join(filter(None, [self.title, purpose, self.paper, self.address]))[:600]


def point(item: Item) -> Point:
    return Point(item.title, Purpose(item.purpose), item.paper, item.address, item.pk)


@action
def call(*, group: Group, agenda: Sequence[Point], by: Actor, **said: Any) -> GroupMeeting:
    """Call all who sit in the group on the day."""
    group = Group.objects.visible_to(by).get(pk=group.pk)
    day = timezone.localdate(said["starts_at"])
    mandate = Mandate.objects.visible_to(by).on(day).filter(group=group).first()
    policy.may_call(by, own_place(by, group.pk)).enforce()
    _ahead(said["starts_at"])
    if mandate is None:
        raise ValidationError({"day": _("Gruppen finns inte den dagen. Välj en annan dag.")})
    assert by.person_id is not None
    meeting = GroupMeeting(group=group, called_at=clock.now(), called_by_id=by.person_id, **said)
    meeting.save(force_insert=True)
    for number, one in enumerate(agenda, 1):
        _item(meeting, number, one).save(force_insert=True)
    record(events.MeetingCalled(on=day), by=by, subject=meeting.log_name)
    telling.tell_calendars(meeting, by)
    return meeting


@action
def change(*, meeting: GroupMeeting, agenda: Sequence[Point], seen: int, by: Actor, **said: Any) -> GroupMeeting:
    """Another time, place or agenda. What is changed is written beside, and told to those who are called."""
    meeting = locked(meeting, by)
    policy.may_change(by, meeting, own_place(by, meeting.group_id)).enforce()
    if meeting.sequence != seen:
        raise Stale(_("Någon annan har ändrat kallelsen. Läs hur den ser ut nu, och ändra igen."))
    if said["starts_at"] != meeting.starts_at:
        _ahead(said["starts_at"])
    before = _where_and_when(meeting)
    for name, value in said.items():
        setattr(meeting, name, value)
    changes = rules.call_changes(before, _where_and_when(meeting)) + _new_agenda(meeting, agenda, by)
    if not changes:
        return meeting
    meeting.sequence += 1
    meeting.save(update_fields=[*said, "sequence"])
    now = clock.now()
    Change.objects.bulk_create(
        Change(meeting=meeting, what=one.what, before=one.before, after=one.after, made_at=now) for one in changes
    )
    changed = tuple(sorted({one.what.value for one in changes}))
    record(events.CallChanged(changed=changed), by=by, subject=meeting.log_name)
    telling.tell_calendars(meeting, by)
    return meeting


@action
def cancel(*, meeting: GroupMeeting, because: str, by: Actor) -> None:
    """Call it off. The call stays, with why."""
    meeting = locked(meeting, by)
    policy.may_change(by, meeting, own_place(by, meeting.group_id)).enforce()
    demand("because", because, _("Skriv varför."))
    meeting.state, meeting.cancelled_because, meeting.sequence = State.CANCELLED, because, meeting.sequence + 1
    meeting.save(update_fields=["state", "cancelled_because", "sequence"])
    record(events.MeetingCancelled(), by=by, subject=meeting.log_name)
    telling.tell_calendars(meeting, by)


def locked(meeting: GroupMeeting, by: Actor) -> GroupMeeting:
    """The meeting as it is now, for nobody else to change until we are done."""
    rows = GroupMeeting.objects.visible_to(by).select_related("group", "approver").locked()
    found: GroupMeeting = rows.get(pk=meeting.pk)
    return found


def _ahead(starts_at: datetime) -> None:
    if starts_at <= clock.now():
        raise ValidationError({"day": _("Tiden har redan varit. Välj en tid som kommer.")})
    within_reach(day=timezone.localdate(starts_at))


def _where_and_when(meeting: GroupMeeting) -> Mapping[Changed, str]:
    return {
        Changed.TIME: timezone.localtime(meeting.starts_at).strftime("%Y-%m-%d %H:%M"),
        Changed.MINUTES: str(meeting.minutes),
        Changed.PLACE: meeting.place,
        Changed.VIDEO: meeting.video_link,
    }


SAID: Final = ("title", "purpose", "paper", "address")


def _item(meeting: GroupMeeting, number: int, one: Point) -> Item:
    return Item(meeting=meeting, number=number, **{name: getattr(one, name) for name in SAID})


def _new_agenda(meeting: GroupMeeting, agenda: Sequence[Point], by: Actor) -> list[rules.Change]:
    """Write the points as they are now. A point of which something is written stays."""
    items = {one.pk: one for one in Item.objects.visible_to(by).filter(meeting=meeting)}
    before = {str(pk): point(one).words for pk, one in items.items()}
    after: dict[str, str] = {}
    for number, one in enumerate(agenda, 1):
        item = items.pop(one.id, None) if one.id else None
        if item is None:
            item = _item(meeting, number, one)
            item.save(force_insert=True)
        else:
            item.number = number
            for name in SAID:
                setattr(item, name, getattr(one, name))
            item.save(update_fields=["number", *SAID])
        after[str(item.pk)] = one.words
    for gone in items.values():
        _remove(gone)
    return rules.agenda_changes(before, after)


def _remove(item: Item) -> None:
    written = item.notes or any(kind.objects.filter(item=item).exists() for kind in (Decision, GroupTask))
    if written:
        raise ValidationError(
            _("Det står redan något skrivet under punkten ”%(title)s”, så den kan inte strykas.")
            % {"title": item.title}
        )
    item.delete()
