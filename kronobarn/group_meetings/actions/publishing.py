"""Letting anybody read chosen points of approved notes, and taking them back."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.reasons import demand
from kronobarn.group_meetings import events, policy, rules
from kronobarn.group_meetings.actions.calling import locked
from kronobarn.group_meetings.models import Attendance, Decision, GroupMeeting, Item, Publication
from kronobarn.group_meetings.places import name, own_place, who
from kronobarn.group_meetings.rules import Part, Presence
from kronobarn.programme.models import Member


def standing(meeting: GroupMeeting, by: Actor) -> Publication | None:
    """What is published of the meeting now."""
    rows = Publication.objects.visible_to(by).filter(meeting=meeting, withdrawn_at=None)
    found: Publication | None = rows.first()
    return found


@action
def publish(
    *,
    meeting: GroupMeeting,
    chosen: Mapping[UUID, Collection[Part]],
    present: bool,
    names: bool,
    by: Actor,
) -> Publication:
    """A copy of what is chosen. No person is named in it, unless that is chosen, too."""
    meeting = locked(meeting, by)
    policy.may_publish(by, meeting, own_place(by, meeting.group_id), standing(meeting, by)).enforce()
    items = _chosen(meeting, chosen, by)
    if not items:
        raise ValidationError(_("Välj minst en punkt att publicera."))
    if not names:
        _names_nobody(meeting, items, by)
    assert by.person_id is not None
    made = Publication(
        meeting=meeting,
        group_kind=meeting.group.kind,
        group_name=name(by, meeting),
        day=timezone.localdate(meeting.starts_at),
        items=items,
        present=_present(meeting, by, names=names) if present else [],
        published_at=clock.now(),
        published_by_id=by.person_id,
    )
    made.save(force_insert=True)
    record(events.NotesPublished(items=len(items), with_names=names), by=by, subject=meeting.log_name)
    return made


@action
def withdraw(*, meeting: GroupMeeting, because: str, by: Actor) -> None:
    """Nobody outside reads it any more. That it was published stays said."""
    meeting = locked(meeting, by)
    published = standing(meeting, by)
    policy.may_withdraw(by, own_place(by, meeting.group_id), published).enforce()
    assert published is not None
    demand("because", because, _("Skriv varför."))
    published.withdrawn_at, published.withdrawn_because = clock.now(), because
    published.save(update_fields=["withdrawn_at", "withdrawn_because"])
    record(events.PublicationWithdrawn(), by=by, subject=meeting.log_name)


def _chosen(meeting: GroupMeeting, chosen: Mapping[UUID, Collection[Part]], by: Actor) -> list[dict[str, Any]]:
    decisions = list(Decision.objects.visible_to(by).filter(meeting=meeting).order_by("number"))
    items = []
    for item in Item.objects.visible_to(by).filter(meeting=meeting):
        parts = chosen.get(item.pk, ())
        made = [one for one in decisions if one.item_id == item.pk] if Part.DECISIONS in parts else []
        notes = item.notes if Part.NOTES in parts else ""
        if notes or made:
            items.append({"title": item.title, "notes": notes, "decisions": [_decision(one) for one in made]})
    return items


def _decision(one: Decision) -> dict[str, Any]:
    return {"number": one.number, "year": one.year, "text": one.text, "applies_to": one.applies_to}


def _present(meeting: GroupMeeting, by: Actor, *, names: bool) -> list[str]:
    rows = Attendance.objects.visible_to(by).filter(meeting=meeting, presence=Presence.PRESENT)
    members = [one.member for one in rows.select_related("member")]
    return sorted(who(one) if names else one.function for one in members)


def _names_nobody(meeting: GroupMeeting, items: list[dict[str, Any]], by: Actor) -> None:
    """The names of all who have sat in the group are looked for; a name that nobody there has is for whoever publishes to
    see."""
    known = Member.objects.visible_to(by).filter(group=meeting.group_id).exclude(name="").values_list("name", flat=True)
    for item in items:
        text = "\n".join([item["title"], item["notes"], *(one["text"] for one in item["decisions"])])
        if rules.named(text, known):
            raise ValidationError(
                _("Under punkten ”%(title)s” står ett namn. Välj bort den, eller välj att visa namn.")
                % {"title": item["title"]}
            )
