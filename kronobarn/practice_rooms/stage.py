"""Sets a case up in a database of its own, and lets what comes in come in. Everything by the features' own actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from kronobarn.authorities.models import Assignment
from kronobarn.authorities.rules import Role as Duty
from kronobarn.circles.rules import Ground
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.core.decisions import Denied
from kronobarn.demo.county.staff import Work
from kronobarn.demo.county.tale import Born, Expected, Tale
from kronobarn.demo.county.town import Town, as_actor
from kronobarn.people.models import Child, Person
from kronobarn.practice_rooms.schema import Case, ComesIn, Event, IsDone, OffersBaton, Signal

NOTHING_TO_GO_ON: Final = (LookupError, StopIteration, AttributeError, ObjectDoesNotExist, IntegrityError, DataError)
"""What a tale meets when something is told that does not follow from what was told before."""


class CannotHappen(Exception):
    """Something that a case tells is refused by the product itself. Says what, and why."""


@contextmanager
def _told(what: str) -> Iterator[None]:
    """A no that comes here is said together with what it was that the case wanted."""
    try:
        yield
    except ValidationError as no:
        raise CannotHappen(f"{what}: {' '.join(no.messages)}") from no
    except Denied as no:
        raise CannotHappen(f"{what}: {no.reason}") from no


@contextmanager
def _told_in_order(what: str) -> Iterator[None]:
    """The same for what is told of the past, where each thing goes on from the others."""
    try:
        with _told(what):
            yield
    except NOTHING_TO_GO_ON as nothing:
        why = _("Det går inte efter det som har hänt före. Se efter vad som behöver hända först, och vem som är med.")
        raise CannotHappen(f"{what}: {why}") from nothing


# Before the room begins -----------------------------------------------------------------------------


def set_up(case: Case) -> Child:
    """The case as it is when a room begins. What comes in later is tried, and taken away again."""
    with _told_in_order(_("Barnet och rollerna")):
        tale = _begun(case)
    for n, event in enumerate(case.past, 1):
        kind = event.event
        with _told_in_order(_("Händelse %(n)d (%(kind)s, dag %(day)d)") % {"n": n, "kind": kind, "day": event.day}):
            tale.on(event.day)
            _happens(tale, case, event)
    for n, following in enumerate(case.rounds, 1):
        for one in following.comes_in:
            with _told_in_order(_("Omgång %d") % n), transaction.atomic():
                let_in(case, n, one, child_id=str(tale.child.pk), holder=tale.holder.pk, seated=tale.seated)
                transaction.set_rollback(True)
    return tale.child


def _begun(case: Case) -> Tale:
    """The people of the case, where they work, and the child when it becomes known."""
    town = Town(by=SYSTEM)
    for role in case.roles:
        name = case.child.name if role.kind == "child" else role.name
        town.person(name, username=role.key)
        if role.unit and role.profession:
            duty = Duty.RESPONSIBLE if role.responsible else Duty.STAFF
            town.put_to_work(Work(role.name, role.unit, role.profession, duty))
    child = case.child
    return Tale.of(
        town,
        child.name,
        Expected(child.expected_in) if child.expected_in else Born(child.years, child.months, number="none"),
        at=child.at,
        known=child.known,
        guardians=[role.name for role in case.roles if role.kind == "guardian"],
        pronoun=child.pronoun,
        signs_in=child.played_as is not None,
    )


def _happens(tale: Tale, case: Case, event: Event) -> None:
    """One thing of what has been: the tale's verb of the same name."""
    said: dict[str, Any] = case.fields_of(event)
    for name in event.names:
        said[name] = _name(case, said[name])
    match event:
        case Signal():
            tale.signal(said.pop("what"), seen=event.day - 1, **said, ground=_ground(tale, said["by"]))
        case OffersBaton(to_unit=unit, because=because):
            tale.offers_baton(unit, because)
        case IsDone():
            tale.is_done(said["who"])
        case _:
            kind = event.event  # type: ignore[attr-defined]
            if kind == "asks":
                said["by_day"] = event.day + said.pop("answer_in")
            if kind == "happened":
                said["on"] = tale.past(event.day)
            getattr(tale, kind)(**said)


def _name(case: Case, key: str | None) -> str:
    """Whom a role's key means: the child by its own name, and the responsible when nobody is named."""
    if key is None:
        return ""
    role = case.role(key)
    return case.child.name if role.kind == "child" else role.name


def _ground(tale: Tale, who: str) -> Ground | None:
    return None if tale.works_here(who) else Ground.HARM_TEST


# While it is played ---------------------------------------------------------------------------------


def let_in(case: Case, number: int, one: ComesIn, *, child_id: str, holder: int, seated: set[str]) -> None:
    """A signal that comes in now, to whoever is responsible now, whatever the players have done."""
    town = Town(by=SYSTEM)
    for role in case.roles:
        person = Person.objects.get(username=role.key)
        town.people[person.full_name] = person
        works = Assignment.objects.standing().for_person(person.pk).select_related("unit__area", "person")
        if found := list(works):
            town.assignments[person.full_name] = found
    responsible = Assignment.objects.select_related("unit__area", "person").get(pk=holder)
    by: Actor = as_actor(responsible)
    with acting(by):
        child = Child.objects.visible_to(by).get(pk=child_id)
    tale = Tale(town, responsible, child, town.now)
    tale.seated |= seated
    said = one.model_dump(exclude={"event", "by", "what"})
    who = _name(case, one.by)
    with _told(_("Omgång %d") % number):
        tale.signal(one.what, by=who, seen=0, **said, ground=_ground(tale, who))
