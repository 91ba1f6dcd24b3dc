"""Everything that changes what is known of the groups of the process, and who sits in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record
from kronobarn.authorities.models import Organisation
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.ahead import within_reach
from kronobarn.programme import events, policy
from kronobarn.programme.kept_actions import put_right
from kronobarn.programme.models import Group, Mandate, Member
from kronobarn.programme.rules import GroupKind

if TYPE_CHECKING:
    from kronobarn.people.models import Person

Row = TypeVar("Row", Mandate, Member)


@action
def add_group(
    *,
    kind: GroupKind,
    organisation: Organisation | None,
    name: str,
    home: str,
    task: str,
    since: date,
    by: Actor,
) -> Group:
    """A new group, with its first mandate."""
    policy.may_lead(by).enforce()
    within_reach(since=since)
    group = Group(kind=kind, organisation=organisation)
    group.save(force_insert=True)
    _write(Mandate(group=group, name=name, home=home, task=task, since=since), by)
    record(events.GroupAdded(), by=by, subject=f"group:{group.pk}")
    return group


@action
def reorganise(*, group: Group, name: str, home: str, task: str, since: date, by: Actor) -> Mandate:
    """From a day the group is called, placed or charged otherwise. What was before stays, and ends the day before."""
    policy.may_lead(by).enforce()
    within_reach(since=since)
    last = Mandate.objects.visible_to(by).standing().locked().filter(group=group).order_by("since").last()
    if last is not None and since <= last.since:
        raise ValidationError(
            {"since": _("Gruppen har redan ett uppdrag från den dagen eller senare. Rätta det, om det är fel.")}
        )
    if last is not None and last.until is None:
        _end(last, since - timedelta(days=1))
    elif last is not None and last.until is not None and last.until >= since:
        raise ValidationError({"since": _("Uppdraget innan slutar senare. Välj en dag efter det.")})
    mandate = _write(Mandate(group=group, name=name, home=home, task=task, since=since), by)
    record(events.GroupReorganised(since=since), by=by, subject=f"group:{group.pk}")
    return mandate


@action
def end_group(*, group: Group, on: date, by: Actor) -> None:
    """The group's last day, and that of everybody who still sits in it."""
    mandate = Mandate.objects.visible_to(by).standing().locked().filter(group=group, until=None).first()
    policy.may_end_group(by, mandate).enforce()
    assert mandate is not None
    members = list(Member.objects.visible_to(by).standing().locked().filter(group=group, until=None))
    if any(one.since > on for one in (mandate, *members)):
        raise ValidationError({"on": _("Något i gruppen börjar senare än så. Välj en senare dag.")})
    for row in (mandate, *members):
        _end(row, on)
    record(events.GroupEnded(until=on), by=by, subject=f"group:{group.pk}")


@action
def correct_mandate(*, mandate: Mandate, because: str, by: Actor, **said: Any) -> Mandate:
    """Put right what was written down wrongly; it stays beside what is right."""
    mandate = Mandate.objects.visible_to(by).locked().get(pk=mandate.pk)
    policy.may_correct_row(by, mandate).enforce()
    within_reach(since=said["since"])
    _in_order(said["since"], said["until"])
    others = Mandate.objects.visible_to(by).filter(group=mandate.group_id).exclude(pk=mandate.pk)
    if others.overlapping(said["since"], said["until"]).exists():
        raise ValidationError({"since": _("Gruppen har ett annat uppdrag i den tiden. Välj dagar som inte krockar.")})
    right = _correct(mandate, Mandate(group_id=mandate.group_id, corrects=mandate, **said), because, by)
    record(events.MandateCorrected(), by=by, subject=f"group:{mandate.group_id}")
    return right


@action
def add_member(*, group: Group, by: Actor, **said: Any) -> Member:
    """Somebody, or a function that nobody is named for, takes a place in the group."""
    policy.may_lead(by).enforce()
    group = Group.objects.visible_to(by).get(pk=group.pk)
    member = Member(group=group, **said)
    _fits(member, by)
    _write(member, by)
    record(events.MemberAdded(), by=by, subject=f"group:{group.pk}")
    return member


@action
def end_member(*, member: Member, on: date, by: Actor) -> None:
    """The last day in the group."""
    member = Member.objects.visible_to(by).locked().get(pk=member.pk)
    policy.may_end_member(by, member).enforce()
    _in_order(member.since, on, field="on")
    _end(member, on)
    record(events.MemberEnded(until=on), by=by, subject=f"group:{member.group_id}")


@action
def link_account(*, member: Member, account: Person, by: Actor) -> Member:
    """Let the group's meetings and tasks wait for somebody who works here."""
    member = Member.objects.visible_to(by).locked().get(pk=member.pk)
    policy.may_link(by, member).enforce()
    member.account = account
    _one_place(member, by)
    member.save(update_fields=["account"])
    record(events.MemberLinked(), by=by, subject=f"group:{member.group_id}")
    return member


@action
def correct_member(*, member: Member, because: str, by: Actor, **said: Any) -> Member:
    """Put right what was written down wrongly; it stays beside what is right."""
    member = Member.objects.visible_to(by).locked().get(pk=member.pk)
    policy.may_correct_row(by, member).enforce()
    right = Member(group_id=member.group_id, corrects=member, **said)
    _fits(right, by)
    _correct(member, right, because, by)
    record(events.MemberCorrected(), by=by, subject=f"group:{member.group_id}")
    return right


@action
def bring_in_groups(
    *, groups: Iterable[Group], mandates: Iterable[Mandate], members: Iterable[Member], by: Actor
) -> None:
    """Bring in the groups as they have been so far, whole."""
    policy.may_lead(by).enforce()
    groups, mandates, members = list(groups), list(mandates), list(members)
    for mandate in mandates:
        _sign(mandate, by)
    for member in members:
        _sign(member, by)
    Group.objects.bulk_create(groups)
    Mandate.objects.bulk_create(mandates)
    Member.objects.bulk_create(members)
    for group in groups:
        record(events.GroupAdded(), by=by, subject=f"group:{group.pk}")


def _fits(member: Member, by: Actor) -> None:
    within_reach(since=member.since)
    _in_order(member.since, member.until)
    _one_place(member, by)
    if not member.is_chair:
        return
    chairs = Member.objects.visible_to(by).filter(group=member.group_id, is_chair=True).exclude(pk=member.corrects_id)
    if chairs.overlapping(member.since, member.until).exists():
        raise ValidationError({"is_chair": _("Gruppen har redan en ordförande då. Skriv först in hens sista dag.")})


def _one_place(member: Member, by: Actor) -> None:
    """Somebody has one place in a group at a time: what waits for them waits once."""
    if member.account_id is None:
        return
    theirs = Member.objects.visible_to(by).filter(group=member.group_id, account=member.account_id)
    others = theirs.exclude(pk__in=[one for one in (member.pk, member.corrects_id) if one])
    if others.overlapping(member.since, member.until).exists():
        raise ValidationError({"account": _("Kontot hör redan till en annan medlem i gruppen. Välj ett annat.")})


def _in_order(since: date, until: date | None, *, field: str = "until") -> None:
    if until is not None and until < since:
        raise ValidationError({field: _("Sista dagen är före den första. Välj en senare dag.")})


def _sign(row: Row, by: Actor) -> Row:
    assert by.person_id is not None
    row.written_at, row.written_by_id = clock.now(), by.person_id
    return row


def _write(row: Row, by: Actor) -> Row:
    _sign(row, by).save(force_insert=True)
    return row


def _end(row: Mandate | Member, on: date) -> None:
    row.until = on
    row.save(update_fields=["until"])


def _correct(wrong: Row, right: Row, because: str, by: Actor) -> Row:
    put_right(wrong, _sign(right, by), because)
    return right
