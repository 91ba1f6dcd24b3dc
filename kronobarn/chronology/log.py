"""Who has looked: the log around one child, as staff and as family read it."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _

from kronobarn.audit import reads
from kronobarn.authorities.models import Unit
from kronobarn.circles import places
from kronobarn.circles.models import Disclosure, Seat
from kronobarn.core.actor import Actor
from kronobarn.people.models import Child, Person

OF_THE_OTHERS_CONSENT = frozenset({"consent.answered", "consent.withdrawn", "disclosure.ended", "seat.ended"})
"""What one guardian does about a consent is not told to the other, nor to the child."""


@dataclass(frozen=True)
class Look:
    """One thing done or seen around the child."""

    id: int
    at: datetime
    what: str
    who: str
    why: str
    is_look: bool


def looks(child: Child, actor: Actor, *, before: int | None = None) -> tuple[list[Look], bool]:
    """The log for one child, newest first, and whether there is more.

    Family read which workplace it was and in what role; staff also who. Where somebody's data are
    protected, or the child's are and family read, neither name nor workplace is told.
    """
    lines = reads.about_child(child.pk, actor, before=before)
    people = _people({line.person_id for line in lines if line.person_id})
    found = Unit.objects.filter(pk__in={line.unit_id for line in lines if line.unit_id})
    units = {unit.pk: places.unit(child, actor, unit) for unit in found}
    hide = child.is_protected and actor.is_family
    whys = {str(key): str(label) for key, label in (Seat.ROLES | Seat.GROUNDS | Disclosure.GROUNDS).items()}
    shown = [
        Look(
            id=line.id,
            at=line.at,
            what=line.sentence,
            who=_who(line, people, units, actor, hide=hide),
            why=whys.get(line.why, ""),
            is_look=line.is_look,
        )
        for line in lines[: reads.A_PAGE]
        if not _is_of_anothers_consent(line, actor)
    ]
    return shown, len(lines) > reads.A_PAGE


def in_lines(looks: list[Look]) -> list[tuple[Look, int]]:
    """The log as it is read: a look that came again in the same minute stands once, with how many times.

    What somebody has done stands a line each.
    """
    found = groupby(looks, _same)
    return [(group[0], len(group)) for group in (list(same) for _key, same in found)]


def _same(look: Look) -> tuple[object, ...]:
    if not look.is_look:
        return (look.id,)
    return (look.at.replace(second=0, microsecond=0), look.who, look.what, look.why)


def _is_of_anothers_consent(line: reads.Line, actor: Actor) -> bool:
    others = actor.is_family and line.unit_id is None and line.person_id != actor.person_id
    return others and line.kind in OF_THE_OTHERS_CONSENT


def _people(ids: set[int]) -> dict[int, str]:
    """Names, with whoever is protected left out."""
    return {
        person.pk: person.full_name
        for person in Person.objects.filter(pk__in=ids, protected=False).only("given_name", "family_name")
    }


def _who(line: reads.Line, people: dict[int, str], units: dict[int, str], actor: Actor, *, hide: bool) -> str:
    if line.person_id == actor.person_id:
        return _("Du")
    if line.unit_id is None:
        return _("Någon i familjen")
    if hide or line.person_id not in people:
        return _("En verksamhet med skyddade uppgifter")
    unit = units.get(line.unit_id, "")
    return unit if actor.is_family else f"{people[line.person_id]}, {unit}"
