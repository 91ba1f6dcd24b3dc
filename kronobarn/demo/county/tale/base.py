"""One child's story: who the child is, where the story has come in time, and who does what."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self

from kronobarn.authorities.models import Assignment
from kronobarn.circles import actions as circles
from kronobarn.circles.doors import open_or_404
from kronobarn.circles.models import Record
from kronobarn.circles.rules import Ground, Kind
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import Actor
from kronobarn.demo.county import calendar
from kronobarn.demo.county.town import Town, as_actor
from kronobarn.people import identity
from kronobarn.people.models import Child, Guardianship, Person, Protection
from kronobarn.responsibility import actions as responsibility
from kronobarn.responsibility.models import Responsibility
from kronobarn.responsibility.rules import Follows

JOINT = Guardianship.Custody.JOINT
SOLE = Guardianship.Custody.SOLE
REGISTER = Guardianship.Source.POPULATION_REGISTER

TEST_SERIALS = (238, 239, 980, 981, 982, 983)


@dataclass(frozen=True, slots=True)
class Born:
    """How old a child is today, and what number it has."""

    years: int = 0
    months: int = 0
    number: str = "personal"
    """`personal`, `coordination` or `none`."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A child who is not born: how many days from today it is expected."""

    days: int


class Tale:
    """Verbs that let the right person do the next thing, on a day counted from today.

    Each verb returns the tale, so that a story reads from top to bottom.
    """

    def __init__(self, town: Town, holder: Assignment, child: Child, moment: datetime) -> None:
        self.town = town
        self.holder = holder
        self.child = child
        self.moment = moment
        self.seated: set[str] = {holder.person.full_name}

    @classmethod
    def of(
        cls,
        town: Town,
        name: str,
        age: Born | Expected,
        *,
        at: str,
        known: int,
        guardians: Sequence[str],
        custody: Guardianship.Custody | None = None,
        protection: Protection = Protection.NONE,
        pronoun: str = "",
        language: str = "sv",
        signs_in: bool = False,
    ) -> Self:
        """A child becomes known at a unit, so many days ago, with those who decide for it."""
        town.children += 1
        given_name, _, family_name = name.partition(" ")
        moment = calendar.morning(town.today + timedelta(days=known), now=town.now)
        moment += timedelta(minutes=7 * (town.children % 12))
        holder = town.responsible[at]
        by = as_actor(holder)
        born_on, number = _born(town, age)
        with clock.shifted(moment - clock.now()):
            child = responsibility.register(
                unit=town.units[at],
                given_name=given_name,
                family_name=family_name,
                born_on=born_on,
                expected_on=town.today + timedelta(days=age.days) if isinstance(age, Expected) else None,
                number=number,
                protection=protection,
                pronoun=pronoun,
                language=language,
                by=by,
            )
            for guardian in guardians:
                responsibility.add_guardian(
                    child=child,
                    guardian=town.person(guardian, language=language),
                    custody=custody or (JOINT if len(guardians) > 1 else SOLE),
                    source=REGISTER if number else Guardianship.Source.STATED,
                    by=by,
                )
            if signs_in:
                agreed = [town.person(guardian).pk for guardian in guardians]
                child = responsibility.let_child_in(child=child, person=town.person(name), agreed=agreed, by=by)
        return cls(town, holder, child, moment + calendar.BETWEEN_STEPS)

    # Time ---------------------------------------------------------------------------------------

    def on(self, day: int) -> Self:
        """Go on to a day, counted from today. Time never goes back."""
        morning = calendar.morning(self.town.today + timedelta(days=day), now=self.town.now)
        self.moment = max(self.moment, morning + timedelta(minutes=7 * (self.town.children % 12)))
        self.moment = min(self.moment, self.town.now - timedelta(minutes=2))
        return self

    def day(self, offset: int) -> date:
        """A date counted from today."""
        return self.town.today + timedelta(days=offset)

    def past(self, offset: int) -> date:
        """A date counted from today that has been, where the story stands."""
        return min(self.day(offset), calendar.local_day(self.moment))

    @contextmanager
    def then(self) -> Iterator[None]:
        """The present moment of the story. Afterwards a little time has passed."""
        with clock.shifted(self.moment - clock.now()):
            yield
        self.moment = min(self.moment + calendar.BETWEEN_STEPS, self.town.now - timedelta(minutes=1))

    # People -------------------------------------------------------------------------------------

    @property
    def responsible(self) -> Actor:
        """Whoever holds the baton now."""
        return as_actor(self.holder)

    def actor(self, name: str) -> Actor:
        """Somebody by name; the responsible when no name is given."""
        return self.town.actor(name, near=self.holder.unit.municipality_code) if name else self.responsible

    def assignment(self, name: str) -> Assignment:
        return self.town.assignment(name, near=self.holder.unit.municipality_code)

    def somebody(self, name: str) -> Person:
        return self.town.people[name]

    def areas(self, names: Sequence[str]) -> list[int]:
        """The services these people work in."""
        return [self.assignment(name).unit.area_id for name in names]

    def works_here(self, name: str) -> bool:
        """Whether somebody works in the same service as the responsible."""
        return self.assignment(name).unit.area_id == self.holder.unit.area_id

    def reads(self, row: Any, by: Actor) -> None:
        """Somebody opens what they are about to answer: the log has who has read."""
        with acting(by):
            open_or_404(type(row).objects, row.pk, by=by)

    # The table, and who holds the baton -------------------------------------------------------------

    def meets(self, name: str, why: str) -> Self:
        """Somebody who works with the child gets a place at the table."""
        self.seated.add(name)
        with self.then():
            circles.seat(child_id=self.child.pk, assignment=self.assignment(name), why=why, by=self.responsible)
        return self

    def is_born(self, family_name: str, given_name: str = "") -> Self:
        """The expected child is born on this day of the story."""
        with self.then():
            self.child = responsibility.write_birth(
                child=self.child,
                born_on=clock.today(),
                given_name=given_name,
                family_name=family_name,
                by=self.responsible,
            )
        return self

    def offers_baton(
        self,
        to_unit: str,
        because: str,
        *,
        follows: Collection[Kind] = (),
        ground: Ground | None = None,
        necessity: str = "",
    ) -> Self:
        """Ask somebody to take the baton; these kinds of records follow into another service."""
        by = self.responsible
        with self.then():
            with acting(by):
                own = Record.objects.visible_to(by).filter(child=self.child, owner=by.area_id, kind__in=list(follows))
                chosen = list(own.values_list("pk", flat=True))
            responsibility.offer(
                child=self.child,
                to=self.town.responsible[to_unit],
                because=because,
                follows=Follows(records=chosen, ground=ground, necessity=necessity),
                by=by,
            )
        return self

    def read_what_followed(self, *names: str) -> Self:
        """The family has read what was passed on."""
        with self.then():
            for name in names:
                responsibility.has_read(child=self.child, by=self.actor(name))
        return self

    def takes_baton(self, at: str) -> Self:
        holder = self.town.responsible[at]
        with self.then():
            responsibility.accept(responsibility=self._baton(), by=as_actor(holder))
        self.holder = holder
        self.seated = {holder.person.full_name}
        return self

    def declines_baton(self, at: str) -> Self:
        with self.then():
            responsibility.decline(responsibility=self._baton(), by=as_actor(self.town.responsible[at]))
        return self

    def _baton(self) -> Responsibility:
        with acting(self.responsible):
            return Responsibility.objects.current().get(child=self.child)


def _born(town: Town, age: Born | Expected) -> tuple[date | None, str]:
    if isinstance(age, Expected):
        return None, ""
    born_on = calendar.born(age.years, age.months, today=town.today, spread=town.children * 5)
    if age.number == "none":
        return born_on, ""
    serial = TEST_SERIALS[town.children % len(TEST_SERIALS)]
    return born_on, identity.made_up_number(born_on, serial, coordination=age.number == "coordination")
