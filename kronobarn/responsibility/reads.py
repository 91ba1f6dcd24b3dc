"""What the pages about a child's responsible show."""

from dataclasses import dataclass
from datetime import datetime

from kronobarn.core.actor import Actor
from kronobarn.people.models import Child
from kronobarn.responsibility.models import Responsibility


@dataclass(frozen=True)
class Stretch:
    """One who has or has had the baton."""

    function: str
    who: str
    unit: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class Baton:
    current: Responsibility | None
    holder: Stretch | None
    earlier: list[Stretch]
    asked: str


def baton(child: Child, *, by: Actor) -> Baton:
    """Who holds the baton, who has held it, and who has been asked to take it."""
    hides = by.is_family and child.is_protected
    stretches = list(
        Responsibility.objects.visible_to(by)
        .filter(child=child)
        .select_related("unit", "holder__person", "offered_to__person", "offered_to__unit")
        .order_by("-since")
    )
    current = next((each for each in stretches if each.until is None), None)
    asked = current.offered_to if current else None
    return Baton(
        current=current,
        holder=_stretch(current, hides) if current else None,
        earlier=[_stretch(each, hides) for each in stretches if each.until is not None],
        asked="" if asked is None or by.is_family else f"{asked.person.full_name}, {asked.unit.name}",
    )


def _stretch(responsibility: Responsibility, hides: bool) -> Stretch:
    """Without the unit's name where it would tell a protected child's family where the child is."""
    return Stretch(
        function=str(responsibility.get_function_display()),
        who=responsibility.holder.person.full_name,
        unit="" if hides else responsibility.unit.name,
        since=responsibility.since,
        until=responsibility.until,
    )
