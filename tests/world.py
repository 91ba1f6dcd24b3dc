"""The town the tests live in: a few people, two children, and who sits where.

Ängsby kommun
  Skolan               Ängsskolan          Rut (rektor, barnensbästa-ansvarig), Tage (lärare), Kim (kurator),
                                           Lova (loggranskare)
                       Ängsby KAA          Kaj (ansvarig)
  Elevhälsans medicin  Elevhälsan          Sanna (skolsköterska)
  Socialtjänsten       Socialkontoret      Sofia (socialsekreterare)
  Samordning           Kommunhuset         Cecilia (kommunal samordnare)
Region Norr
  Mödrahälsovård       MVC Norr            Mona (barnmorska, ansvarig)
  Barnhälsovård        BVC Norr            Birgit (sjuksköterska, ansvarig)
  BUP                  BUP Norr            Bo (psykolog)
Granby kommun
  Skolan               Granskolan          Gunnar (rektor; sits with nobody here)
Polisen                Lokalpolisen        Pelle
Ängsby IF              Fotbollen           Aino (ledare)

Elsa, 9 years, goes to Ängsskolan; Eva and Emil have joint custody. Elsa can sign in.
Noa is unborn and belongs to MVC Norr; Nora is the guardian.

In the database the keys of organisations, areas and units begin with `town-`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.utils import timezone

from kronobarn.accounts.reads import family_actor, staff_actor
from kronobarn.authorities.county import shipped
from kronobarn.authorities.models import Assignment, Organisation, SecrecyArea, Unit
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.people import actions as people
from kronobarn.people.models import Child, Guardianship, Person
from kronobarn.practice import actions as practice
from kronobarn.practice.reading import read
from kronobarn.responsibility import actions as responsibility

UNITS = {
    # key           organisation  area (regime)                       kind
    "angsskolan": ("angsby", "skolan", "school", "school", "Ängsskolan"),
    "kaa": ("angsby", "skolan", "school", "kaa", "Ängsby KAA"),
    "elevhalsan": ("angsby", "elevhalsa", "student_health_medical", "student_health", "Elevhälsan"),
    "socialkontoret": ("angsby", "social", "social_services", "social_office", "Socialkontoret"),
    "kommunhuset": ("angsby", "samordning", "school", "municipal_office", "Kommunhuset"),
    "mvc": ("region", "mhv", "health_care", "mvc", "MVC Norr"),
    "bvc": ("region", "bhv", "health_care", "bvc", "BVC Norr"),
    "bup": ("region", "bup", "health_care", "bup", "BUP Norr"),
    "granskolan": ("granby", "granskola", "school", "school", "Granskolan"),
    "polisen": ("polisen", "polisen", "police", "police_office", "Lokalpolisen"),
    "fotbollen": ("forening", "forening", "association", "association", "Fotbollen"),
}
ORGANISATIONS = {
    "angsby": ("Ängsby kommun", "municipality", "9901"),
    "granby": ("Granby kommun", "municipality", "9902"),
    "region": ("Region Norr", "region", None),
    "polisen": ("Polisen", "police", None),
    "forening": ("Ängsby IF", "association", None),
}
STAFF = {
    # name      unit              profession               role
    "rut": ("angsskolan", "head_teacher", "responsible"),
    "tage": ("angsskolan", "teacher", "staff"),
    "kim": ("angsskolan", "school_counsellor", "staff"),
    "lova": ("angsskolan", "log_reviewer", "log_reviewer"),
    "kaj": ("kaa", "kaa_officer", "responsible"),
    "sanna": ("elevhalsan", "school_nurse", "staff"),
    "sofia": ("socialkontoret", "social_secretary", "staff"),
    "cecilia": ("kommunhuset", "municipal_coordinator", "coordinator"),
    "mona": ("mvc", "midwife", "responsible"),
    "birgit": ("bvc", "child_health_nurse", "responsible"),
    "bo": ("bup", "psychologist", "staff"),
    "gunnar": ("granskolan", "head_teacher", "responsible"),
    "pelle": ("polisen", "police_officer", "staff"),
    "aino": ("fotbollen", "association_leader", "staff"),
}
FAMILY = ("eva", "emil", "elsa", "nora")


IN_FORCE_FROM = date(2026, 1, 1)
"""The town's practice model is Kronoberg's, since this day."""


@dataclass
class World:
    """The town's people by first name, and its children."""

    people: dict[str, Person] = field(default_factory=dict)
    assignments: dict[str, Assignment] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    areas: dict[str, SecrecyArea] = field(default_factory=dict)
    elsa: Child = field(init=False)
    noa: Child = field(init=False)
    told: tuple[Any, ...] = ()
    """The stories that have been told here, and nothing else (`tests.told`)."""
    written: int = 0
    """How much had been written then."""

    def actor(self, name: str) -> Actor:
        """Somebody of the town, at work or as family."""
        person = self.people[name]
        if name in self.assignments:
            return staff_actor(person, self.assignments[name])
        return family_actor(person)

    @contextmanager
    def as_(self, name: str) -> Iterator[Actor]:
        """The database answers as it would to this person, inside the block."""
        actor = self.actor(name)
        with acting(actor):
            yield actor


BEGUN: Final = timezone.localdate()
"""The day when these tests began; midnight may pass while they run."""


def born(age: int) -> date:
    """A birth date that makes a child this old, in the middle of the year of life. The same as long as the tests run."""
    return BEGUN - timedelta(days=int(age * 365.25) + 180)


def build() -> World:
    """The town with its people, and two children who are known and nothing more."""
    world = World()
    with acting(SYSTEM):
        practice.load(content=read(shipped("kronoberg")), adopt_from=IN_FORCE_FROM, by=SYSTEM)
    organisations = {
        key: Organisation.objects.create(key=f"town-{key}", name=name, kind=kind, municipality_code=code)
        for key, (name, kind, code) in ORGANISATIONS.items()
    }
    for key, (organisation, area, regime, kind, name) in UNITS.items():
        world.areas.setdefault(
            area,
            SecrecyArea.objects.get_or_create(
                key=f"town-{area}",
                defaults={"name": area, "organisation": organisations[organisation], "regime": regime},
            )[0],
        )
        world.units[key] = Unit.objects.create(
            key=f"town-{key}",
            area=world.areas[area],
            name=name,
            kind=kind,
            municipality_code=organisations[organisation].municipality_code or "",
        )
    for name, (unit, profession, role) in STAFF.items():
        world.people[name] = _person(name)
        assignment = Assignment.objects.create(
            person=world.people[name],
            unit=world.units[unit],
            profession=profession,
            role=role,
            since=date(2020, 1, 1),
        )
        world.assignments[name] = Assignment.objects.select_related("unit__area").get(pk=assignment.pk)
    for name in FAMILY:
        world.people[name] = _person(name)
    _children(world)
    return world


def _person(name: str) -> Person:
    return people.add_person(username=name, given_name=name.capitalize(), family_name="i Ängsby", by=SYSTEM)


def _children(world: World) -> None:
    rut, mona = world.actor("rut"), world.actor("mona")
    world.elsa = responsibility.register(
        unit=world.units["angsskolan"], given_name="Elsa", family_name="Ek", born_on=born(9), by=rut
    )
    for name in ("eva", "emil"):
        responsibility.add_guardian(
            child=world.elsa,
            guardian=world.people[name],
            custody=Guardianship.Custody.JOINT,
            source=Guardianship.Source.POPULATION_REGISTER,
            by=rut,
        )
    agreed = [world.people[name].pk for name in ("eva", "emil")]
    world.elsa = responsibility.let_child_in(child=world.elsa, person=world.people["elsa"], agreed=agreed, by=rut)
    world.noa = responsibility.register(
        unit=world.units["mvc"],
        given_name="",
        family_name="",
        expected_on=timezone.localdate() + timedelta(days=60),
        by=mona,
    )
    responsibility.add_guardian(
        child=world.noa,
        guardian=world.people["nora"],
        custody=Guardianship.Custody.SOLE,
        source=Guardianship.Source.STATED,
        by=mona,
    )
