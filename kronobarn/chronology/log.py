"""Who has looked: the log around one child, as staff and as family read it."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _

from kronobarn.audit import reads
from kronobarn.authorities.models import Unit
from kronobarn.circles import places
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Role
from kronobarn.core.actor import Actor
from kronobarn.grounds.reads import by_code
from kronobarn.people.models import Child, Person
from kronobarn.ui.signs import commas

OF_THE_OTHERS_CONSENT = frozenset(
    {
        "consent.answered",
        "consent.withdrawn",
        "disclosure.ended",
        "seat.ended",
        "information.asked",
        "information.withdrawn",
    }
)
"""What one guardian does about a consent, or asks to read, is not told to the other, nor to the child."""


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
    people = people_named({line.person_id for line in lines if line.person_id})
    units = units_named({line.unit_id for line in lines if line.unit_id}, child, actor)
    hide = child.is_protected and actor.is_family
    whys = reasons(actor)
    shown = [
        Look(
            id=line.id,
            at=line.at,
            what=line.sentence,
            who=who_it_was(line.person_id, line.unit_id, people, units, actor, hide=hide),
            why=whys.get(line.why, ""),
            is_look=line.is_look,
        )
        for line in lines[: reads.A_PAGE]
        if not is_of_anothers_consent(line, actor)
    ]
    return shown, len(lines) > reads.A_PAGE


def reasons(actor: Actor) -> dict[str, str]:
    """The codes of a line's why, in words.

    To the family whoever carries the plan takes part, as all do: a guardian may not know that there is one.
    """
    return roles(actor) | {str(code): ground.with_law for code, ground in by_code().items()}


def roles(actor: Actor) -> dict[str, str]:
    """The same of places around the child alone: as what somebody looked."""
    words = {str(key): str(label) for key, label in (Seat.ROLES | Seat.GROUNDS).items()}
    return words | dict.fromkeys((Role.LEAD, Role.CONTACT), words[Role.PARTICIPANT]) if actor.is_family else words


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


def is_of_anothers_consent(line: reads.Line, actor: Actor) -> bool:
    """What the other guardian, or the child, has answered: not the reader's to know."""
    others = actor.is_family and line.unit_id is None and line.person_id != actor.person_id
    return others and line.kind in OF_THE_OTHERS_CONSENT


def units_named(ids: set[int], child: Child, actor: Actor) -> dict[int, str]:
    """Workplaces, as far as the reader may know where the child is."""
    return {unit.pk: places.unit(child, actor, unit) for unit in Unit.objects.filter(pk__in=ids)}


def people_named(ids: set[int]) -> dict[int, str]:
    """Names, with whoever is protected left out."""
    return {
        person.pk: person.full_name
        for person in Person.objects.filter(pk__in=ids, protected=False).only("given_name", "family_name")
    }


def who_it_was(
    person_id: int | None,
    unit_id: int | None,
    people: dict[int, str],
    units: dict[int, str],
    actor: Actor,
    *,
    hide: bool,
) -> str:
    """As family read it, the workplace; as staff read it, also who."""
    if person_id == actor.person_id:
        return _("Du")
    if unit_id is None:
        return _("Någon i familjen")
    if hide or person_id not in people:
        return _("En verksamhet med skyddade uppgifter")
    unit = units.get(unit_id, "")
    return unit if actor.is_family else commas([people[person_id], unit])
