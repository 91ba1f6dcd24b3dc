"""What the functions behind the policies answer, and to whom: asked of the database alone."""

from datetime import date, timedelta
from typing import Any, Final

import pytest
from django.db import connection, transaction

from kronobarn.authorities.models import Assignment, Unit
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Record
from kronobarn.circles.rules import Kind
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.people.models import Child, Person
from tests.circles.test_writes import BLOCK, IDENTITY, a_disclosure, a_seat, opens, people_come_and_go, write
from tests.world import World

pytestmark = pytest.mark.django_db

A_DAY: Final = timedelta(days=1)
IN_OFFICE: Final[list[tuple[str, dict[str, Any], bool]]] = [
    ("today", {}, True),
    ("to its last day", {"until": 0}, True),
    ("and no longer", {"until": -1}, False),
    ("from its first day", {"since": 0}, True),
    ("and no sooner", {"since": 1}, False),
    ("in that office", {"role": "staff"}, False),
]


def unit_of(person: int, assignment: int) -> int | None:
    with acting(Actor(person, "p", assignment_id=assignment)), connection.cursor() as cursor:
        cursor.execute("SELECT circles_my_unit('manager')")
        found: int | None = cursor.fetchone()[0]
        return found


def test_one_has_a_role_in_a_unit_while_the_assignment_stands_and_one_acts_in_it(world: World) -> None:
    kaj, school = world.people["kaj"], world.units["angsskolan"]
    otherwise = []
    for what, other, has in IN_OFFICE:
        days = {name: clock.today() + A_DAY * by for name, by in other.items() if isinstance(by, int)}
        place = transaction.savepoint()
        with acting(SYSTEM):
            office = Assignment.objects.create(
                **({"person": kaj, "unit": school, "profession": "head_teacher", "since": date(2020, 1, 1)} | days),
                role=other.get("role", "manager"),
            )
        if unit_of(kaj.pk, office.pk) != (school.pk if has else None):
            otherwise.append(what)
        if unit_of(kaj.pk, world.assignments["kaj"].pk) or unit_of(world.people["rut"].pk, office.pk):
            otherwise.append(f"{what}, in another assignment, or another in it")
        transaction.savepoint_rollback(place)

    assert otherwise == []


def answered(world: World, question: str) -> set[str]:
    """Who is told anything, of those who sit with Elsa or did, or sit with Noa."""
    told = set()
    for who in ("rut", "kim", "mona", "tage", "gunnar", "sanna", "bo", "eva", "emil", "elsa", "nora", "pelle"):
        with world.as_(who), connection.cursor() as cursor:
            cursor.execute(question)
            if cursor.fetchone():
                told.add(who)
    return told


def a_record(world: World, kind: Kind, by: str = "rut", about: Child | None = None) -> Record:
    return circles.write_record(
        child_id=(about or world.elsa).pk,
        kind=kind,
        headline="h",
        happened_on=clock.today(),
        practice_version="1",
        by=world.actor(by),
    )


def kept_from(person: Person, record: Record, *, by: Actor) -> None:
    circles.withhold(record=record, guardians=[person], reason="Hon är rädd.", review_on=clock.today() + A_DAY, by=by)


def test_what_is_withheld_is_told_to_whom_it_is_withheld_from_and_to_those_who_work_with_the_child(
    world: World,
) -> None:
    people_come_and_go(world)
    circles.come_forward(child_id=world.elsa.pk, by=world.actor("tage"))
    emil = world.people["emil"]
    kept_from(emil, a_record(world, Kind.OBSERVATION), by=world.actor("rut"))

    assert answered(world, f"SELECT 1 FROM circles_withheld_from({emil.pk})") == {"rut", "kim", "mona", "emil"}


def test_nothing_is_told_of_who_sits_there_for_what_is_withheld_and_nothing_else(world: World) -> None:
    at_mvc = people_come_and_go(world)
    kept_from(world.people["emil"], a_record(world, Kind.PLAN), by=world.actor("rut"))
    names = {"elsa": f"'{world.elsa.pk}'", "kim": at_mvc.person_id, "kim_mvc_at": at_mvc.pk}
    names |= {"area_mhv": world.areas["mhv"].pk, "rut": world.people["rut"].pk}
    kept = []
    for role in ("contact", "participant"):  # who carries the plan, and who was asked for something else as well
        assert write(world, "rut", a_seat("kim", role, by="rut", area="area_mhv", at="kim_mvc").format(**names))
        with world.as_("emil") as emil, connection.cursor() as cursor:
            cursor.execute("SELECT circles_lines_withheld_from(%s)", [emil.person_id])
            kept.append((f"{world.elsa.pk}:{at_mvc.pk}",) in cursor.fetchall())

    assert kept == [True, False]


GIVEN: Final = """
    INSERT INTO circles_disclosure (id, child_id, record_id, owner_id, to_area_id, to_person_id, granted, ground, kinds,
        necessity, since, until, decided_by_id)
    VALUES (gen_random_uuid(), '{child}', '{record}', {owner}, {area}, {person}, {granted}, 'harm_test', '{{}}', 'de ska veta',
        now() - interval '2 days', {until}, {by})
"""
HELD: Final[dict[Kind, tuple[dict[str, Any], str | None]]] = {
    Kind.OBSERVATION: ({"area": "social"}, "social"),
    Kind.ANALYSIS: ({"area": "polisen", "granted": "false"}, None),
    Kind.MATTER: ({"area": "bup", "until": "now() - interval '1 day'"}, None),
    Kind.MEETING: ({"person": "emil"}, None),
    Kind.PLAN: ({"area": "elevhalsa"}, "elevhalsa"),
}
"""What the school has written, to whom it was given, and which service reads it."""


def test_the_family_alone_is_told_what_is_held_and_who_reads_it_but_what_is_withheld(world: World) -> None:
    areas, rut = {name: area.pk for name, area in world.areas.items()}, world.people["rut"].pk
    people_come_and_go(world)
    a_record(world, Kind.REVIEW, by="mona", about=world.noa)
    for kind in (Kind.SIGNAL, Kind.CONSENT):
        a_record(world, kind)
    for kind, (given, _reader) in HELD.items():
        record = a_record(world, kind)
        keys = {"area": areas, "person": {name: person.pk for name, person in world.people.items()}}
        words = {"area": "NULL", "person": "NULL", "granted": "true", "until": "NULL"} | given
        words |= {what: keys[what][given[what]] for what in keys.keys() & given.keys()}
        sql = GIVEN.format(child=world.elsa.pk, record=record.pk, owner=areas["skolan"], by=rut, **words)
        assert write(world, "rut", sql)
    kept_from(world.people["emil"], record, by=world.actor("rut"))

    held = {}
    for who in ("eva", "emil", "elsa", "rut", "nora", "mona"):
        with world.as_(who), connection.cursor() as cursor:
            cursor.execute("SELECT kind, owner, reader, ground FROM circles_held_about(%s)", [world.elsa.pk])
            held[who] = set(cursor.fetchall())

    told = {
        (kind.value, areas["skolan"], reader and areas[reader], reader and "harm_test")
        for kind, (_given, reader) in HELD.items()
    }
    assert held == {
        "eva": told,
        "elsa": told,
        "emil": {one for one in told if one[0] != Kind.PLAN},
        **{who: set() for who in ("rut", "nora", "mona")},
    }


def test_a_mark_from_the_register_is_for_one_child_and_in_nobodys_name(world: World) -> None:
    numbers = {"elsa": "201509042389", "noa": "201509052388"}
    for child, who in (("elsa", "rut"), ("noa", "mona")):
        assert write(world, who, IDENTITY.format(child=f"'{getattr(world, child).pk}'", number=numbers[child]))
    marked = []
    for actor in (world.actor("rut"), SYSTEM):
        with acting(actor), connection.cursor() as cursor:
            cursor.execute("SELECT people_mark(%s, 'secrecy_mark')", [numbers["elsa"]])
            marked.append(cursor.fetchone()[0])

    assert marked == [None, world.elsa.pk]
    for child, who, mark in (("elsa", "rut", "secrecy_mark"), ("noa", "mona", "none")):
        with world.as_(who):
            assert Child.objects.get(pk=getattr(world, child).pk).protection == mark


def test_an_opening_that_is_not_yet_told_is_nothing_to_those_who_sit_elsewhere(world: World) -> None:
    people_come_and_go(world)
    opens(world, "cecilia")
    assert write(world, "rut", "UPDATE circles_seat SET told_from = now() + interval '1 day' WHERE role = 'emergency'")

    told = answered(world, "SELECT 1 FROM circles_untold()")

    assert "rut" in told
    assert told.isdisjoint({"sanna", "bo", "nora", "pelle"})


def block(world: World, child: Child, by: str) -> str:
    at = world.assignments[by]
    words = {"by": at.person_id, "at": at.pk, "area": at.unit.area_id, "unit": at.unit_id, "ended": "NULL, NULL"}
    return BLOCK.format(elsa=f"'{child.pk}'", **words)


def blocks_near(world: World) -> dict[str, str]:
    """What each is told of blocks for Elsa, of those who are told anything."""
    found = {}
    for who in ("mona", "sanna", "lova", "cecilia", "pelle", "rut", "bo", "birgit", "eva", "elsa", "nora"):
        with world.as_(who), connection.cursor() as cursor:
            cursor.execute("SELECT circles_blocks_near(%s)", [world.elsa.pk])
            if told := cursor.fetchone()[0]:
                found[who] = " ".join(told)
    return found


@pytest.fixture
def two_units(world: World) -> World:
    """MVC and MVC Syd, in one area. Elsa has had the one closed, where Mona and Pelle work; Noa the other."""
    people_come_and_go(world)
    south = Unit.objects.create(key="town-mvc-syd", area=world.areas["mhv"], name="MVC Syd", kind="mvc")
    for who, unit in (("sanna", south), ("lova", south), ("cecilia", south), ("birgit", south), ("pelle", None)):
        with acting(SYSTEM):
            made = Assignment.objects.create(
                person=world.people[who],
                unit=unit or world.units["mvc"],
                profession="midwife",
                role="staff",
                since=date(2020, 1, 1),
            )
        world.assignments[who] = Assignment.objects.select_related("unit__area").get(pk=made.pk)
    circles.seat(child_id=world.elsa.pk, assignment=world.assignments["sanna"], why="Behövs", by=world.actor("rut"))
    circles.seat(child_id=world.noa.pk, assignment=world.assignments["birgit"], why="Behövs", by=world.actor("mona"))
    circles.come_forward(child_id=world.elsa.pk, by=world.actor("lova"))
    opens(world, "cecilia")
    opens(world, "pelle")
    for who, child in (("mona", world.elsa), ("birgit", world.noa)):  # in two units, and Mona works with both children
        assert write(world, who, block(world, child, who))
    return world


def test_who_is_told_that_something_is_blocked(two_units: World) -> None:
    world = two_units
    assert blocks_near(world) == dict.fromkeys(("sanna", "cecilia", "eva"), "closed") | dict.fromkeys(
        ("mona", "elsa"), "own"
    )

    assert write(world, "sanna", block(world, world.elsa, "sanna"))
    lifted = (
        "UPDATE circles_block SET ended_at = now(), ended_by_id = {by}, ended_because = 'Det behövs inte.'"
        " WHERE unit_id = {unit} AND child_id = '{child}'"
    )
    mona = world.assignments["mona"]
    assert write(world, "mona", lifted.format(by=mona.person_id, unit=mona.unit_id, child=world.elsa.pk))
    assert blocks_near(world) == dict.fromkeys(("mona", "pelle", "eva"), "closed") | dict.fromkeys(
        ("sanna", "elsa"), "own"
    )


def test_what_is_blocked_is_passed_on_by_its_unit_alone(two_units: World) -> None:
    world = two_units
    record = a_record(world, Kind.OBSERVATION, by="mona", about=world.elsa)
    words = {name: world.people[name].pk for name in ("mona", "sanna")}
    words |= {f"area_{name}": world.areas[name].pk for name in ("mhv", "polisen")}
    ids = {"elsa": f"'{world.elsa.pk}'", "record": f"'{record.pk}'"}
    passed_on = [
        write(world, who, a_disclosure(who, "record", "mhv").format(**words, **ids)) for who in ("mona", "sanna")
    ]

    assert passed_on == [1, 0]


def test_a_child_is_known_when_it_is_written_down(world: World) -> None:
    known = []
    for child in (f"'{world.elsa.pk}'", "gen_random_uuid()"):
        with world.as_("pelle"), connection.cursor() as cursor:
            cursor.execute(f"SELECT circles_is_registered({child})")
            known.append(cursor.fetchone()[0])

    assert known == [True, False]
