"""What the database tells an administrator by itself, of batons that nobody holds: yes or no, and in which units."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.bare import Bare, bare
from tests.world import World

pytestmark = pytest.mark.database

GONE = "UPDATE authorities_assignment SET until = circles_today() - 1 WHERE id = {rut_at};"
HANDED_ON = "UPDATE responsibility_responsibility SET until = now();"
LEADS = "UPDATE authorities_assignment SET role = 'manager'{and_} WHERE id = {tage_at};"
JOINED = (
    "INSERT INTO people_samechild (id, child_id, kept_id, reason, numbers, decided_at, decided_by_id, undone_at,"
    " undone_by_id, undone_because) VALUES (gen_random_uuid(), {closed}, {kept}, 'De är ett.', '', now(), {rut}, {undone});"
)


def joined(closed: str, kept: str, undone: str = "NULL, NULL, ''") -> str:
    return JOINED.replace("{closed}", f"{{{closed}}}").replace("{kept}", f"{{{kept}}}").replace("{undone}", undone)


UNLED = [
    # what has happened                                         and whether the school is left without anybody
    ("", False),
    (GONE, True),
    (GONE + HANDED_ON, False),
    (GONE.replace("rut", "mona"), False),  # in another organisation
    (GONE + LEADS.replace("{and_}", ""), False),
    (GONE + LEADS.replace("{and_}", ", unit_id = {kaa}"), True),
    (GONE + LEADS.replace("{and_}", ", until = circles_today() - 1"), True),
    (GONE + LEADS.replace("{and_}", ", since = circles_today() + 1"), True),
    (GONE + joined("elsa", "noa"), False),  # the card is closed
    (GONE + joined("noa", "elsa"), True),
    (GONE + joined("elsa", "noa", "now(), {rut}, 'De är två.'"), True),
]


@pytest.fixture
def town(world: World) -> Iterator[Bare]:
    """Cecilia administers Ängsby."""
    with bare(world) as asked:
        asked.run(
            "UPDATE authorities_assignment SET role = 'administrator' WHERE id = %s", world.assignments["cecilia"].pk
        )
        yield asked


def test_units_without_anybody_who_leads_them_are_told_to_the_administrator(town: Bare) -> None:
    world, otherwise = town.world, []
    names: dict[str, Any] = {name: one.pk for name, one in world.people.items()}
    names |= {f"{name}_at": one.pk for name, one in world.assignments.items()}
    names |= {"elsa": f"'{world.elsa.pk}'", "noa": f"'{world.noa.pk}'", "kaa": world.units["kaa"].pk}
    for happened, left in UNLED:
        with town.undone():
            town.run(happened.format(**names) or "SELECT 1")
            told = town.ask("app", "SELECT * FROM administration_left_without_a_manager()", who="cecilia").fetchall()
            if told != ([(world.units["angsskolan"].pk,)] if left else []):
                otherwise.append((happened, told))
    assert otherwise == []


def test_a_baton_that_is_handed_on_is_in_nobodys_way(town: Bare) -> None:
    world = town.world
    for question, whose, others in (
        ("must_hand_over", world.assignments["rut"].pk, (world.assignments["kaj"].pk, world.assignments["mona"].pk)),
        ("unit_is_responsible", world.units["angsskolan"].pk, (world.units["kaa"].pk, world.units["mvc"].pk)),
    ):
        ask = f"SELECT administration_{question}(%s)"
        assert town.ask("app", ask, whose, who="cecilia").fetchone() == (True,)
        for other in others:  # without any, and in another organisation
            assert town.ask("app", ask, other, who="cecilia").fetchone() == (False,)
        with town.undone():
            town.run(HANDED_ON)
            assert town.ask("app", ask, whose, who="cecilia").fetchone() == (False,)
