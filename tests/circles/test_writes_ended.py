"""Who may end what has been passed on, and lift a block: asked of the database alone.

The changes read no row, so that no policy of what is seen stands before the policy of what is changed.
"""

from typing import Final

import pytest
from django.db import transaction

from kronobarn.circles import actions as circles
from kronobarn.circles.models import Seat
from tests.circles.test_writes import BLOCK, people_come_and_go, write
from tests.world import World

pytestmark = pytest.mark.django_db

GIVEN: Final = """
    INSERT INTO circles_disclosure (id, child_id, record_id, owner_id, to_area_id, granted, ground, consent, kinds,
        necessity, since, until, decided_by_id)
    VALUES (gen_random_uuid(), '{child}', gen_random_uuid(), {owner}, {to}, true, 'harm_test', {consent}, '{{}}', 'de ska veta',
        now(), now() + interval '1 day', {by})
"""
ENDED: Final = (
    "UPDATE circles_disclosure SET until = clock_timestamp(), ended_at = clock_timestamp(), ended_by_id = {by}"
)
LIFTED: Final = "UPDATE circles_block SET ended_at = now(), ended_by_id = {by}, ended_because = 'Det behövs inte.'"
ON_A_YES: Final = "gen_random_uuid()"
ON_THE_LAW: Final = "NULL"
FAMILY: Final = {"eva", "emil", "elsa"}
STAFF: Final = {"rut", "kim", "sofia", "mona", "sanna", "tage", "gunnar", "birgit", "bo"}
MAY_END: Final = [
    ("kim", "skolan", "polisen", ON_THE_LAW, {"rut", "kim"}),
    ("kim", "skolan", "bup", ON_THE_LAW, {"rut", "kim"}),  # where Bo works, with another child
    ("tage", "skolan", "polisen", ON_THE_LAW, {"rut", "kim", "tage"}),  # who told it, and has only noticed something
    ("sofia", "social", "skolan", ON_THE_LAW, {"sofia", "rut", "kim"}),
    ("sofia", "social", "polisen", ON_A_YES, {"sofia", "rut", *FAMILY}),
]


def who_may(world: World, change: str) -> set[str]:
    found = set()
    for who in STAFF | FAMILY | {"nora"}:
        place = transaction.savepoint()
        if write(world, who, change.format(by=world.people[who].pk), at_a_constraint=1):
            found.add(who)
        transaction.savepoint_rollback(place)
    return found


@pytest.mark.parametrize(("by", "owner", "to", "consent", "enders"), MAY_END)
def test_who_ends_what_is_passed_on(world: World, by: str, owner: str, to: str, consent: str, enders: set[str]) -> None:
    people_come_and_go(world)
    circles.seat(child_id=world.elsa.pk, assignment=world.assignments["sofia"], why="Behövs", by=world.actor("rut"))
    circles.come_forward(child_id=world.elsa.pk, by=world.actor("tage"))
    people, areas = world.people, world.areas
    place = transaction.savepoint()  # the record itself is never written
    given = GIVEN.format(child=world.elsa.pk, owner=areas[owner].pk, to=areas[to].pk, by=people[by].pk, consent=consent)
    assert write(world, by, given)
    found = who_may(world, ENDED)
    transaction.savepoint_rollback(place)

    assert found == enders


def test_who_lifts_a_block(world: World) -> None:
    people_come_and_go(world)
    mona = world.assignments["mona"]
    unit = {"area": mona.unit.area_id, "unit": mona.unit_id}
    block = BLOCK.format(elsa=f"'{world.elsa.pk}'", by=mona.person_id, at=mona.pk, ended="NULL, NULL", **unit)
    assert write(world, "mona", block)
    assert who_may(world, LIFTED) == {"mona"}
    assert not write(world, "mona", LIFTED.format(by=world.people["rut"].pk))

    with world.as_("rut") as rut:
        circles.end_seat(seat=Seat.objects.get(child=world.elsa, assignment=mona), by=rut)
    assert who_may(world, LIFTED) == set()  # she works with another child, and no more with this one
    circles.come_forward(child_id=world.elsa.pk, by=world.actor("mona"))
    assert who_may(world, LIFTED) == set()
