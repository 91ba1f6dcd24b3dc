"""Who reads a record because they sit with the child: as what, since when, on what ground, and who let them in."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from kronobarn.authorities.models import Assignment
from kronobarn.chronology.log import roles
from kronobarn.circles import places
from kronobarn.circles.models import NEEDED_IN_AN_EMERGENCY, Block, Record, Seat
from kronobarn.circles.rules import BLOCKABLE, FAMILY, IN_AN_EMERGENCY, Kind, Role
from kronobarn.core.actor import Actor
from kronobarn.people.models import Child
from kronobarn.ui.dates import date_long, moment
from kronobarn.ui.signs import commas


@dataclass(frozen=True)
class Sits:
    """Somebody of a service: to family a workplace, to staff the name as well."""

    who: str
    places: list[str] = field(default_factory=list)
    """As what; for staff also since when, why, and who gave the place."""


def seats(child: Child, actor: Actor) -> list[Seat]:
    """Those who work with the child, and who has it open in an emergency."""
    found = Seat.objects.visible_to(actor).standing().filter(child=child).exclude(role__in=[*FAMILY, Role.NOTIFIER])
    return list(found.select_related("person", "assignment__unit", "granted_by").order_by("since", "pk"))


def blocked(record: Record, actor: Actor) -> Block | None:
    """What the child has had closed of what was written in that unit, for those who may read that it has."""
    if record.author_assignment_id is None or record.owner.regime not in BLOCKABLE:
        return None
    wrote = Assignment.objects.filter(pk=record.author_assignment_id).values("unit")
    found = Block.objects.visible_to(actor).standing().filter(child=record.child_id, unit__in=wrote)
    return found.select_related("unit", "area").first()


def who_sits(
    record: Record, sitting: Iterable[Seat], areas: Collection[int], block: Block | None, child: Child, actor: Actor
) -> dict[int, list[Sits]]:
    """Those who read the record, for each service that may."""
    opened = [seat for seat in sitting if seat.role == Role.EMERGENCY]
    needed = bool(opened) and _is_needed(record, child)
    words = roles(actor)
    found: dict[int, dict[str, Sits]] = defaultdict(dict)
    for seat in sitting:
        assert seat.area_id is not None  # all but the family sit for an area
        in_an_emergency = seat.role == Role.EMERGENCY
        if seat.area_id not in areas or (not needed if in_an_emergency else _is_closed(record, seat, block)):
            continue
        who = _who(seat, child, actor)
        place = words[seat.role] if actor.is_family else _place(seat, child)
        someone = found[seat.area_id].setdefault(who, Sits(who))
        if place not in someone.places:
            someone.places.append(place)
    return {area: list(people.values()) for area, people in found.items()}


def _is_needed(record: Record, child: Child) -> bool:
    """What an emergency opens, as the database says it; nothing of a child whose data are protected."""
    if child.is_protected or Kind(record.kind) not in IN_AN_EMERGENCY:
        return False
    return Record.objects.filter(NEEDED_IN_AN_EMERGENCY, pk=record.pk).exists()


def _is_closed(record: Record, seat: Seat, block: Block | None) -> bool:
    """Another unit of the service does not read what is blocked; whoever wrote it does."""
    if block is None or seat.area_id != record.owner_id or seat.person_id == record.author_id:
        return False
    assert seat.assignment is not None
    return seat.assignment.unit_id != block.unit_id


def _who(seat: Seat, child: Child, actor: Actor) -> str:
    if seat.person.protected:
        return _("Någon med skyddade uppgifter")
    assert seat.assignment is not None
    unit = places.unit(child, actor, seat.assignment.unit)
    return unit if actor.is_family else commas([seat.person.full_name, unit])


def _place(seat: Seat, child: Child) -> str:
    said = _("%(role)s sedan %(since)s (%(ground)s)") % {
        "role": seat.get_role_display(),
        "since": date_long(seat.since),
        "ground": seat.get_ground_display(),
    }
    if seat.until:
        said = _("%(place)s, till %(until)s") % {"place": said, "until": moment(seat.until)}
    hidden = child.is_protected or seat.granted_by.protected or seat.granted_by_id == seat.person_id
    return said if hidden else _("%(place)s, platsen gav %(who)s") % {"place": said, "who": seat.granted_by.full_name}
