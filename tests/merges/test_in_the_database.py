"""What the database says by itself of two cards of one child: who joins them and parts them, and who is told.

Rut is responsible for Elsa and here for Noa too, Kim takes part in the work with both, and Tage in that with Noa.
"""

from collections.abc import Iterator
from uuid import UUID

import pytest

from tests.bare import Bare, bare
from tests.world import World

pytestmark = pytest.mark.database

THIRD = UUID(int=3)
JOINS = """
    INSERT INTO people_samechild (id, child_id, kept_id, reason, numbers, decided_at, decided_by_id, undone_at, undone_by_id,
        undone_because) VALUES (gen_random_uuid(), %s, %s, 'De är ett.', '', now(), %s, %s, %s, %s)
"""
PARTS = "UPDATE people_samechild SET undone_at = now(), undone_because = 'De är två.', undone_by_id = %s"
SITS = """
    INSERT INTO circles_seat (id, child_id, person_id, assignment_id, area_id, role, ground, why, since, granted_by_id)
    VALUES (gen_random_uuid(), %s, %s, %s, %s, %s, 'task', '', now() - interval '1 day', %s)
"""
GOES_ON = "SELECT people_goes_on_with(%s)"
STANDING = (None, None, "")


@pytest.fixture
def town(world: World) -> Iterator[Bare]:
    with bare(world) as asked:
        asked.run("DELETE FROM circles_seat WHERE child_id = %s", world.noa.pk)
        sits(asked, "rut", world.noa.pk, "responsible")
        for name in ("kim", "tage"):
            sits(asked, name, world.noa.pk)
        sits(asked, "kim", world.elsa.pk)
        yield asked


def sits(town: Bare, who: str, child: UUID, role: str = "participant") -> None:
    at = town.world.assignments[who]
    town.run(SITS, child, at.person_id, at.pk, at.unit.area_id, role, at.person_id)


def test_whoever_is_responsible_for_both_joins_them(town: Bare) -> None:
    world = town.world
    rut, kim = world.people["rut"].pk, world.people["kim"].pk
    noa, elsa = world.noa.pk, world.elsa.pk
    sits(town, "rut", THIRD, "responsible")
    assert town.writes("rut", JOINS, noa, elsa, rut, *STANDING)
    assert not town.writes("rut", JOINS, noa, elsa, kim, *STANDING)
    assert not town.writes("rut", JOINS, noa, elsa, rut, "2020-01-01", rut, "De är två.")
    assert not town.writes("kim", JOINS, noa, elsa, kim, *STANDING)
    town.run("UPDATE circles_seat SET role = 'participant' WHERE child_id = %s AND person_id = %s", elsa, rut)
    assert not town.writes("rut", JOINS, noa, elsa, rut, *STANDING), "responsible for one, and for a third"


def test_whoever_is_responsible_for_one_parts_them(town: Bare) -> None:
    world = town.world
    rut, kim = world.people["rut"].pk, world.people["kim"].pk
    town.run(JOINS, world.noa.pk, world.elsa.pk, rut, *STANDING)
    assert town.writes("rut", PARTS, rut)
    assert not town.writes("rut", PARTS, kim)
    assert not town.writes("kim", PARTS, kim)
    town.run("UPDATE people_samechild SET kept_id = %s", THIRD)
    town.run("UPDATE circles_seat SET role = 'participant' WHERE child_id = %s AND person_id = %s", world.noa.pk, rut)
    assert not town.writes("rut", PARTS, rut), "responsible for another child"


def test_who_is_told(town: Bare) -> None:
    world = town.world
    noa, elsa, rut = world.noa.pk, world.elsa.pk, world.people["rut"].pk
    joined = "SELECT card, closed FROM people_joined() ORDER BY closed"
    with town.undone():
        town.run(JOINS, noa, elsa, rut, "2020-01-01", rut, "De är två.")
        assert town.ask("app", joined, who="rut").fetchall() == []
        town.run(JOINS, THIRD, UUID(int=4), rut, *STANDING)  # where nobody here sits
        assert town.ask("app", joined, who="rut").fetchall() == []
        assert town.ask("app", GOES_ON, noa, who="rut").fetchone() == (noa,)
    town.run(JOINS, noa, elsa, rut, *STANDING)
    seen = "SELECT count(*) FROM people_samechild"
    for who, told, shown in (("rut", [(elsa, False), (noa, True)], 1), ("tage", [(noa, True)], 0), ("eva", [], 0)):
        assert town.ask("app", joined, who=who).fetchall() == told
        assert town.ask("app", seen, who=who).fetchone() == (shown,)
    assert town.ask("app", GOES_ON, noa, who="gunnar").fetchone() == (elsa,)
    assert town.ask("app", GOES_ON, elsa, who="gunnar").fetchone() == (elsa,)
    assert town.ask("app", GOES_ON, THIRD, who="gunnar").fetchone() == (THIRD,)
    town.run("UPDATE people_child SET protection = 'secrecy_mark' WHERE id = %s", elsa)
    assert town.ask("app", GOES_ON, noa, who="gunnar").fetchone() == (None,)
    assert town.ask("app", GOES_ON, noa, who="kim").fetchone() == (elsa,)
