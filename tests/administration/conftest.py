"""The town with its administrators: Adam and Agda in Ängsby, Rita in the region."""

from datetime import date

import pytest

from kronobarn.authorities.models import Assignment
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.people import actions as people
from tests.world import World

ADMINISTRATORS = {"adam": "kommunhuset", "agda": "kommunhuset", "rita": "bup"}


@pytest.fixture
def run(world: World) -> World:
    for name, unit in ADMINISTRATORS.items():
        world.people[name] = people.add_person(
            username=name, given_name=name.capitalize(), family_name="Alm", by=SYSTEM
        )
        put_to_work(world, name, unit, "system_administrator", "administrator")
    return world


def put_to_work(world: World, name: str, unit: str, profession: str, role: str = "staff") -> Assignment:
    with acting(SYSTEM):
        made = Assignment.objects.create(
            person=world.people[name],
            unit=world.units[unit],
            profession=profession,
            role=role,
            since=date(2020, 1, 1),
        )
    found = Assignment.objects.select_related("unit__area").get(pk=made.pk)
    world.assignments.setdefault(name, found)
    return found
