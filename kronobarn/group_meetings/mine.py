"""What waits for somebody who sits in a group: meetings to come, what they are to do, and notes to approve."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.core.others import Line
from kronobarn.core.prepared import prepared
from kronobarn.group_meetings.models import GroupMeeting, GroupTask
from kronobarn.group_meetings.rules import AHEAD, State
from kronobarn.programme.models import Mandate, Member

APPROVE_WITHIN: Final = timedelta(days=14)
MOST: Final = 50


@dataclass(frozen=True)
class Mine:
    """All that waits for one member, and what they have done lately."""

    meetings: list[GroupMeeting]
    tasks: list[GroupTask]
    to_approve: list[GroupMeeting]
    done: list[GroupTask]
    names: dict[UUID, str]
    """What each group is called today."""

    @property
    def is_empty(self) -> bool:
        return not (self.meetings or self.tasks or self.to_approve or self.done)


NOTHING: Final = Mine([], [], [], [], {})


@prepared
def _places(actor: Actor) -> QuerySet[Member, tuple[UUID, UUID]]:
    rows: QuerySet[Member] = Member.objects.visible_to(actor).standing().filter(account=actor.person_id)
    return rows.values_list("pk", "group")


def mine(actor: Actor, *, also_done: bool = False) -> Mine:
    """What waits, soonest first."""
    if actor.assignment_id is None or not (places := list(_places(actor))):
        return NOTHING
    members, groups = [pk for pk, _group in places], [group for _pk, group in places]
    now = clock.now()
    coming = GroupMeeting.objects.visible_to(actor).filter(state=State.CALLED, starts_at__gte=now)
    sitting = Member.objects.visible_to(actor).on(clock.today()).filter(account=actor.person_id).values("group")
    meetings = list(coming.filter(group__in=sitting, starts_at__lte=now + AHEAD).order_by("starts_at")[:MOST])
    given = GroupTask.objects.visible_to(actor).filter(member__in=members).select_related("meeting")
    given = given.filter(meeting__state__in=[State.HELD, State.APPROVED])
    tasks = list(given.filter(done_on=None)[:MOST])
    held = GroupMeeting.objects.visible_to(actor).filter(state=State.HELD, approver__in=members)
    done = list(given.filter(done_on__isnull=False).order_by("-done_on")[:MOST]) if also_done else []
    return Mine(meetings, tasks, list(held.order_by("starts_at")[:MOST]), done, _names(actor, groups))


def _names(actor: Actor, groups: Iterable[UUID]) -> dict[UUID, str]:
    """What each group is called now, or was called last."""
    rows = Mandate.objects.visible_to(actor).standing().filter(group__in=groups).order_by("since")
    return dict(rows.values_list("group", "name"))


def waiting_for_a_member(actor: Actor) -> list[Line]:
    """The same, as lines of My day."""
    own = mine(actor)
    lines = [
        Line(
            _("Möte: %(group)s") % {"group": own.names.get(one.group_id, "")},
            address("group_meetings:meeting", one.pk),
            timezone.localdate(one.starts_at),
        )
        for one in own.meetings
    ]
    lines += [
        Line(
            _("Justera anteckningar: %(group)s") % {"group": own.names.get(one.group_id, "")},
            address("group_meetings:meeting", one.pk),
            timezone.localdate(one.starts_at) + APPROVE_WITHIN,
        )
        for one in own.to_approve
    ]
    return lines + [
        Line(
            _("Gör det du har tagit på dig: %(group)s") % {"group": own.names.get(one.meeting.group_id, "")},
            address("group_meetings:mine"),
            one.until or timezone.localdate(one.written_at) + AHEAD,
        )
        for one in own.tasks
    ]
