"""A meeting at each of its stages, told through the actions."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import time_machine
from django.utils import timezone

from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import Actor
from kronobarn.group_meetings.actions import approving, calling, publishing, writing
from kronobarn.group_meetings.actions.calling import Point
from kronobarn.group_meetings.models import GroupMeeting, Item
from kronobarn.group_meetings.rules import Part, Purpose
from kronobarn.programme import group_actions
from kronobarn.programme.models import Group, Member
from kronobarn.programme.rules import AppliesTo, GroupKind
from tests.world import World

AGENDA = [
    Point("Läget i kommunerna", Purpose.INFORMATION),
    Point("Handlingsplan", Purpose.DECISION, paper="Förslag 3", address="https://example.org/plan"),
]


def called(group: Group, *, by: Actor, **said: Any) -> GroupMeeting:
    """In a week."""
    starts = clock.now().replace(microsecond=0) + timedelta(days=7)
    usual = {"starts_at": starts, "minutes": 90, "place": "Residenset", "video_link": ""}
    return calling.call(group=group, agenda=AGENDA, by=by, **(usual | said))


def item(meeting: GroupMeeting, title: str = "Handlingsplan") -> Item:
    return Item.objects.get(meeting=meeting, title=title)


def write(meeting: GroupMeeting, words: dict[str, str], *, by: Actor) -> Any:
    return writing.write(meeting=meeting, typed=words, opened_with={}, by=by)


def held(meeting: GroupMeeting, approver: Member, *, by: Actor) -> GroupMeeting:
    """It has been, a decision was made and a task given. Call it after the meeting has begun."""
    decided = item(meeting)
    write(meeting, {f"said-{decided.pk}": "Alla var eniga.", f"was-{approver.pk}": "present"}, by=by)
    writing.decide(item=decided, text="Planen antas.", applies_to=AppliesTo.ACTION_PLAN, by=by)
    writing.give(item=decided, text="Sprid planen.", member=approver, function="", until=None, by=by)
    writing.hold(meeting=meeting, approver=approver, by=by)
    meeting.refresh_from_db()
    return meeting


def approved(meeting: GroupMeeting, *, by: Actor) -> GroupMeeting:
    with acting(by):
        seen = approving.read_as(meeting, by)
    approving.approve(meeting=meeting, on=timezone.localdate(), seen=seen, by=by)
    meeting.refresh_from_db()
    return meeting


def after(meeting: GroupMeeting) -> Any:
    """The day after the meeting."""
    return time_machine.travel(meeting.starts_at + timedelta(days=1), tick=False)


def published(world: World) -> dict[str, UUID]:
    """A meeting of two days ago, approved and published by Petra: what the addresses about it are made of."""
    petra = world.actor("petra")
    since = clock.today() - timedelta(days=30)
    said: dict[str, Any] = {"name": "Styrgruppen", "home": "", "task": "", "since": since}
    group = group_actions.add_group(kind=GroupKind.STEERING, organisation=None, by=petra, **said)
    place: dict[str, Any] = {"name": "", "is_chair": False, "since": since, "until": None}
    member = group_actions.add_member(group=group, function="Socialchef", by=petra, **place)
    with clock.shifted(-timedelta(days=3)):
        meeting = called(group, by=petra, starts_at=clock.now() + timedelta(days=1))
    approved(held(meeting, member, by=petra), by=petra)
    with acting(petra):
        decided = item(meeting)
        made = publishing.publish(meeting=meeting, chosen={decided.pk: list(Part)}, present=True, names=False, by=petra)
        things = {"agenda_item": decided.pk, "group_decision": decided.decisions.get().pk}
        return things | {
            "group_meeting": meeting.pk,
            "group_task": decided.tasks.get().pk,
            "publication": made.pk,
        }
