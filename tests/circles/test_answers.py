"""What the functions behind the policies answer, and to whom: asked of the database alone."""

from datetime import date, timedelta
from typing import Any, Final

import pytest
from django.db import connection, transaction

from kronobarn.authorities.models import Assignment, Unit
from kronobarn.circles import actions as circles
from kronobarn.circles.rules import Kind
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM, Actor
from tests.circles.test_writes import BLOCK, opens, people_come_and_go, write
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


def test_what_is_withheld_is_told_to_whom_it_is_withheld_from_and_to_those_who_work_with_the_child(
    world: World,
) -> None:
    people_come_and_go(world)
    circles.come_forward(child_id=world.elsa.pk, by=world.actor("tage"))
    record = circles.write_record(
        child_id=world.elsa.pk,
        kind=Kind.OBSERVATION,
        headline="Samtal",
        happened_on=clock.today(),
        practice_version="1",
        by=world.actor("rut"),
    )
    emil = world.people["emil"]
    circles.withhold(
        record=record, guardians=[emil], reason="Hon är rädd.", review_on=clock.today() + A_DAY, by=world.actor("rut")
    )

    assert answered(world, f"SELECT 1 FROM circles_withheld_from({emil.pk})") == {"rut", "kim", "mona", "emil"}


def test_an_opening_that_is_not_yet_told_is_nothing_to_those_who_sit_elsewhere(world: World) -> None:
    people_come_and_go(world)
    opens(world, "cecilia")
    assert write(world, "rut", "UPDATE circles_seat SET told_from = now() + interval '1 day' WHERE role = 'emergency'")

    told = answered(world, "SELECT 1 FROM circles_untold()")

    assert "rut" in told
    assert told.isdisjoint({"sanna", "bo", "nora", "pelle"})


def blocks_near(world: World) -> dict[str, str]:
    """What each is told of blocks for Elsa, of those who are told anything."""
    found = {}
    for who in ("mona", "sanna", "lova", "cecilia", "pelle", "rut", "bo", "birgit", "eva", "elsa", "nora"):
        with world.as_(who), connection.cursor() as cursor:
            cursor.execute("SELECT circles_blocks_near(%s)", [world.elsa.pk])
            if told := cursor.fetchone()[0]:
                found[who] = " ".join(told)
    return found


def test_who_is_told_that_something_is_blocked(world: World) -> None:
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
        at = world.assignments[who]
        words = {"by": at.person_id, "at": at.pk, "area": at.unit.area_id, "unit": at.unit_id, "ended": "NULL, NULL"}
        assert write(world, who, BLOCK.format(elsa=f"'{child.pk}'", **words))

    closed = dict.fromkeys(("sanna", "cecilia", "eva"), "closed")
    assert blocks_near(world) == closed | dict.fromkeys(("mona", "elsa"), "own")
    assert write(
        world,
        "mona",
        f"UPDATE circles_block SET ended_at = now(), ended_by_id = {world.people['mona'].pk}"
        f", ended_because = 'b' WHERE child_id = '{world.elsa.pk}'",
    )
    assert blocks_near(world) == {}
