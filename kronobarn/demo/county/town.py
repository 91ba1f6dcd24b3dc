"""Everybody in the invented county, found by name: who works where, and the families."""

import unicodedata
from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Self

from kronobarn.accounts.reads import family_actor, staff_actor
from kronobarn.authorities import actions as authorities
from kronobarn.authorities.models import Assignment, Unit
from kronobarn.authorities.rules import Role
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.demo.cast import CAST
from kronobarn.demo.county.staff import Work, everybodys_work
from kronobarn.people import actions as people
from kronobarn.people.models import Person

EVERYONE_HAS_WORKED_FOR = timedelta(days=12 * 365)


class Town:
    """The people and the units, as the stories name them."""

    def __init__(self, *, by: Actor) -> None:
        self.by = by
        self.now: datetime = clock.now()
        self.today: date = clock.today()
        self.units = {unit.key: unit for unit in Unit.objects.select_related("area")}
        self.people: dict[str, Person] = {}
        self.assignments: dict[str, list[Assignment]] = defaultdict(list)
        self.responsible: dict[str, Assignment] = {}
        self.children = 0
        self._actors: dict[tuple[str, str], Actor] = {}

    @classmethod
    def moved_into(cls, *, by: Actor) -> Self:
        """The town with everybody who works there, and the families of the cast."""
        town = cls(by=by)
        for character in CAST:
            town.person(character.full_name, username=character.username)
            if character.unit and character.profession:
                town.put_to_work(Work(character.full_name, character.unit, character.profession, character.role))
        for work in everybodys_work():
            town.put_to_work(work)
        return town

    def person(self, name: str, *, username: str = "", language: str = "sv") -> Person:
        """Somebody by name, who comes to be when first named."""
        if name not in self.people:
            given_name, _, family_name = name.partition(" ")
            self.people[name] = people.add_person(
                username=username or _username(name),
                given_name=given_name,
                family_name=family_name,
                language=language,
                is_demo=True,
                by=self.by,
            )
        return self.people[name]

    def put_to_work(self, work: Work) -> None:
        """Give somebody an assignment that began some years ago."""
        assignment = authorities.assign(
            person=self.person(work.name),
            unit=self.units[work.unit],
            profession=work.profession,
            role=work.role,
            since=self.today - EVERYONE_HAS_WORKED_FOR,
            by=self.by,
        )
        self.assignments[work.name].append(assignment)
        if work.role is Role.RESPONSIBLE:
            self.responsible[work.unit] = assignment

    def assignment(self, name: str, *, near: str = "") -> Assignment:
        """Somebody's work: in the municipality where it is needed, when they work in several."""
        works = self.assignments[name]
        return next((work for work in works if work.unit.municipality_code == near), works[0])

    def actor(self, name: str, *, near: str = "") -> Actor:
        """Somebody at work, or as family."""
        who = (name, near)
        if who not in self._actors:
            person = self.people[name]
            works = name in self.assignments
            self._actors[who] = staff_actor(person, self.assignment(name, near=near)) if works else family_actor(person)
        return self._actors[who]


def as_actor(assignment: Assignment) -> Actor:
    """Whoever holds the assignment, at work."""
    return staff_actor(assignment.person, assignment)


def _username(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return plain.replace(" ", ".")
