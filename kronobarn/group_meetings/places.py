"""Who sits in a group: whom a meeting is for, and the actor's own place."""

from datetime import date
from uuid import UUID

from django.utils import timezone

from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.group_meetings.models import GroupMeeting
from kronobarn.programme.models import Mandate, Member


def own_place(actor: Actor, group_id: UUID) -> Member | None:
    """Where the actor sits in the group today."""
    rows = Member.objects.visible_to(actor).on(clock.today())
    found: Member | None = rows.filter(group=group_id, account=actor.person_id).first()
    return found


def called(actor: Actor, meeting: GroupMeeting) -> list[Member]:
    """Those who sit in the group on the day of the meeting."""
    day = timezone.localdate(meeting.starts_at)
    return list(Member.objects.visible_to(actor).on(day).filter(group=meeting.group_id))


def seated(actor: Actor, meeting: GroupMeeting) -> tuple[list[Member], Member | None]:
    """Both, in one question: whom the meeting is for, and where the actor sits today."""
    rows = list(Member.objects.visible_to(actor).standing().filter(group=meeting.group_id))
    day = timezone.localdate(meeting.starts_at)
    own = [one for one in rows if one.account_id == actor.person_id and _sits(one, clock.today())]
    return [one for one in rows if _sits(one, day)], next(iter(own), None)


def _sits(member: Member, day: date) -> bool:
    return member.since <= day and (member.until is None or day <= member.until)


def mandate(actor: Actor, meeting: GroupMeeting) -> Mandate | None:
    """What the group is called on the day of the meeting."""
    day = timezone.localdate(meeting.starts_at)
    found: Mandate | None = Mandate.objects.visible_to(actor).on(day).filter(group=meeting.group_id).first()
    return found


def name(actor: Actor, meeting: GroupMeeting) -> str:
    """The group's name on the day, or what sort of group it is."""
    found = mandate(actor, meeting)
    return found.name if found else str(meeting.group.get_kind_display())


def who(member: Member) -> str:
    """A member in words: what they do, and their name where there is one."""
    return f"{member.function}: {member.name}" if member.name else member.function
