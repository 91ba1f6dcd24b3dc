"""What the database's rules find in a month, and what is kept of it."""

from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest

from kronobarn.oversight import drawing, rules
from kronobarn.oversight.models import Drawn, Sample
from kronobarn.people.models import Guardianship
from kronobarn.responsibility import actions as responsibility
from tests import plugin
from tests.oversight.conftest import MARCH, MONDAY, Look
from tests.world import World, born

pytestmark = pytest.mark.database


def flags(world: World, name: str) -> list[list[str]]:
    """What was found about one person's visits, drawn a moment ago."""
    drawing.draw(month=MARCH, seed="a seed")
    with world.as_("lova") as lova:
        rows = Drawn.objects.visible_to(lova).filter(person_id=world.people[name].pk).order_by("at")
        return [row.flags for row in rows]


def sql(database: str, statement: str, *params: Any) -> None:
    with psycopg.connect(plugin.server.url("admin", database), autocommit=True) as admin:
        admin.execute(statement.encode(), params)


def test_an_ordinary_look_raises_no_question(settled: World, look: Look) -> None:
    look("rut")

    assert flags(settled, "rut") == [[]]


def test_looks_of_a_day_are_one_visit(settled: World, look: Look) -> None:
    look("rut")
    look("rut", at=MONDAY + timedelta(hours=2))
    look("rut", at=MONDAY + timedelta(days=1))

    assert flags(settled, "rut") == [[], []]
    with settled.as_("lova") as lova:
        assert sorted(Drawn.objects.visible_to(lova).values_list("entries", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("at", "odd"),
    [
        (MONDAY, False),
        (MONDAY.replace(hour=22), True),
        (MONDAY.replace(hour=5, minute=59), True),
        (MONDAY.replace(hour=6), False),
        (MONDAY + timedelta(days=5), True),
        (MONDAY.replace(day=30, hour=21, minute=59), False),  # summer time
        (MONDAY.replace(day=30, hour=22), True),
    ],
)
def test_night_and_weekend_by_the_clock_on_the_wall(settled: World, look: Look, at: datetime, odd: bool) -> None:
    look("rut", at=at)

    assert flags(settled, "rut") == [["odd_hours"] if odd else []]


def test_nobody_sat_there_then(settled: World, look: Look) -> None:
    look("tage")

    assert flags(settled, "tage") == [["no_seat"]]


def test_a_seat_that_had_ended(settled: World, look: Look, database: str) -> None:
    sql(database, "UPDATE circles_seat SET until = %s WHERE role = 'responsible'", MONDAY - timedelta(days=3))
    look("rut")
    look("rut", at=MONDAY - timedelta(days=4, hours=-2, minutes=0))  # when it stood; a Thursday of another month

    assert flags(settled, "rut") == [["no_seat"]]


def test_the_last_line_of_a_seat_is_its_own(settled: World, look: Look, database: str) -> None:
    sql(database, "UPDATE circles_seat SET until = %s WHERE role = 'responsible'", MONDAY)
    look("rut", at=MONDAY + timedelta(seconds=1))

    assert flags(settled, "rut") == [[]]


def test_the_same_family_name_as_the_child_or_a_guardian(settled: World, look: Look, database: str) -> None:
    sql(database, "UPDATE people_person SET family_name = 'EK' WHERE username = 'rut'")
    look("rut")

    assert flags(settled, "rut") == [["same_surname"]]


def test_a_colleagues_child_and_ones_own(settled: World, look: Look, database: str) -> None:
    responsibility.add_guardian(
        child=settled.elsa,
        guardian=settled.people["tage"],
        custody=Guardianship.Custody.JOINT,
        source=Guardianship.Source.COURT,
        by=settled.actor("rut"),
    )
    look("rut")
    look("tage")

    assert flags(settled, "rut") == [["own_colleague"]]
    with settled.as_("lova") as lova:
        tage = Drawn.objects.visible_to(lova).get(person_id=settled.people["tage"].pk)
    assert set(tage.flags) == {"own_record", "no_seat", "same_surname"}, "his own name is a guardian's"


def test_many_children_within_an_hour_that_a_clock_hour_parts(settled: World, look: Look) -> None:
    rut = settled.actor("rut")
    for number in range(rules.MANY):
        child = responsibility.register(
            unit=settled.units["angsskolan"], given_name=f"B{number}", family_name="B", born_on=born(9), by=rut
        )
        look("rut", child=child, at=MONDAY.replace(hour=10, minute=45) + timedelta(minutes=2 * number))

    found = flags(settled, "rut")

    assert {flag for each in found for flag in each} >= {"many_children"}
    with settled.as_("lova") as lova:
        assert Sample.objects.visible_to(lova).get().found["many_children"] == rules.MANY


def test_a_month_is_drawn_once_and_every_area_has_its_own(settled: World, look: Look) -> None:
    look("rut")
    look("sofia", why="")

    assert drawing.draw(month=MARCH, seed="s") == 2
    assert drawing.draw(month=MARCH, seed="s") == 0
    with settled.as_("lova") as lova:
        assert Sample.objects.visible_to(lova).count() == Sample.objects.count() == 1
        assert {row.unit_id for row in Drawn.objects.all()} == {settled.units["angsskolan"].pk}
        assert Drawn.objects.visible_to(lova).count() == 1


def test_the_edges_of_the_month_are_those_of_the_wall_clock(settled: World, look: Look) -> None:
    look("rut", at=MONDAY.replace(day=1, hour=0, minute=30))
    look("rut", at=MONDAY.replace(day=1, hour=0, minute=0) - timedelta(minutes=30))

    drawing.draw(month=MARCH, seed="s")

    with settled.as_("lova") as lova:
        assert Sample.objects.visible_to(lova).get().visits == 1


def test_the_keeper_learns_ids_and_flags_and_nothing_else(settled: World, look: Look, settings: Any) -> None:
    look("rut")
    with psycopg.connect(settings.KEEPER_DSN) as keeper:
        row = keeper.execute(
            drawing._VISITS, [settled.areas["skolan"].pk, MONDAY, MONDAY + timedelta(1), 15, 22, 6, rules.TOLERANCE]
        ).fetchone()
        assert row is not None
        assert not [value for value in map(str, row) if "Elsa" in value or "Ruts" in value]
        for table in ("people_person", "people_child", "people_guardianship", "circles_seat"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), keeper.transaction():
                keeper.execute(f"SELECT FROM {table}".encode())


def test_the_application_may_not_ask_for_the_rules(settled: World) -> None:
    from django.db import ProgrammingError, connection

    with settled.as_("lova"), pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(drawing._VISITS, [1, MONDAY, MONDAY, 1, 1, 1, "1 minute"])
