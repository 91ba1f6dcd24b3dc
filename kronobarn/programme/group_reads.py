"""What the pages about groups show, as of any day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch

from kronobarn.core.actor import Actor
from kronobarn.programme.models import Group, Mandate, Member
from kronobarn.programme.rules import GroupKind

ORDER = {kind: number for number, kind in enumerate(GroupKind)}


@dataclass(frozen=True)
class Row:
    """A group in the list, as it was on the day."""

    group: Group
    mandate: Mandate
    members: int
    chair: Member | None


@dataclass(frozen=True)
class Shown:
    """A group on a day, and all that has been written about it."""

    group: Group
    day: date
    mandate: Mandate | None
    """What held on the day; none before it began and after it ended."""
    members: list[Member]
    mandates: list[Mandate]
    all_members: list[Member]

    @property
    def name(self) -> str:
        """What it was called on the day, or else last."""
        if self.mandate is not None:
            return self.mandate.name
        standing = [one for one in self.mandates if one.corrected_at is None]
        return standing[0].name if standing else str(self.group.get_kind_display())

    @property
    def begins(self) -> date | None:
        """When it is to begin, or begin again, after the day."""
        later = [one.since for one in self.mandates if one.corrected_at is None and one.since > self.day]
        return min(later, default=None)

    @property
    def last(self) -> Mandate | None:
        return next((one for one in self.mandates if one.corrected_at is None), None)


def groups(actor: Actor, day: date) -> list[Row]:
    """The groups that there were on a day: the county's first, then each principal's."""
    rows = (
        Group.objects.visible_to(actor)
        .filter(mandates__in=Mandate.objects.visible_to(actor).on(day))
        .select_related("organisation")
        .prefetch_related(
            Prefetch("mandates", Mandate.objects.visible_to(actor).on(day), "held"),
            Prefetch("members", Member.objects.visible_to(actor).on(day), "sat"),
        )
    )
    found = [Row(one, one.held[0], len(one.sat), next((m for m in one.sat if m.is_chair), None)) for one in rows]
    return sorted(found, key=_place)


def _place(row: Row) -> tuple[int, str, str]:
    organisation = row.group.organisation
    return ORDER[GroupKind(row.group.kind)], organisation.name if organisation else "", row.mandate.name


def group(actor: Actor, group_id: UUID, day: date) -> Shown | None:
    """One group, as of a day, with its history."""
    found = Group.objects.visible_to(actor).select_related("organisation").filter(pk=group_id).first()
    if found is None:
        return None
    mandates = list(Mandate.objects.visible_to(actor).filter(group=found))
    members = list(Member.objects.visible_to(actor).filter(group=found))
    held = [one for one in mandates if _on(one, day)]
    sat = [one for one in members if _on(one, day)]
    return Shown(found, day, held[0] if held else None, sat, mandates, members)


def _on(row: Mandate | Member, day: date) -> bool:
    return row.corrected_at is None and row.since <= day and (row.until is None or day <= row.until)
