"""Elsa's matter, closed eleven years ago, with an archivist and a manager in two of the areas that wrote about her."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pytest_django.plugin import DjangoDbBlocker

from kronobarn.authorities.models import Assignment
from kronobarn.core.actor import SYSTEM
from kronobarn.people import actions as people
from tests import plugin
from tests import world as town
from tests.conftest import at, own_database
from tests.story import Stage, tell
from tests.world import World

STAFF = {
    "arvid": ("elevhalsan", "archivist"),
    "mia": ("elevhalsan", "manager"),
    "asta": ("angsskolan", "archivist"),
    "max": ("angsskolan", "manager"),
    "alva": ("socialkontoret", "archivist"),
}
AGED = """
UPDATE circles_record SET written_at = written_at - interval '11 years';
UPDATE concerns_matter SET state = 'closed', outcome = 'unfounded', closed_at = now() - interval '11 years', closed_by_id = %d;
UPDATE people_child SET born_on = '2000-03-10' WHERE born_on IS NOT NULL;
"""


@dataclass
class Aged:
    """The town, and the database that a test may do as it likes with."""

    world: World
    database: str
    archive: Path

    def run(self, statement: str) -> list[Any]:
        """As somebody who may everything, past all triggers."""
        with psycopg.connect(plugin.server.url("admin", self.database), autocommit=True) as admin:
            admin.execute("SET session_replication_role = replica")
            found = admin.execute(statement)
            return found.fetchall() if found.description else []


@pytest.fixture(scope="module")
def template(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[World, str]]:
    with django_db_blocker.unblock(), own_database("aged") as name:
        with at(name):
            world = town.build()
            for who, (unit, role) in STAFF.items():
                person = people.add_person(username=who, given_name=who.capitalize(), family_name="Ek", by=SYSTEM)
                made = Assignment.objects.create(
                    person=person,
                    unit=world.units[unit],
                    profession="archivist" if role == "archivist" else "unit_manager",
                    role=role,
                    since=date(2020, 1, 1),
                )
                world.people[who] = person
                world.assignments[who] = Assignment.objects.select_related("unit__area").get(pk=made.pk)
            tell(world, Stage.REVIEWING)
        aged = Aged(world, name, Path())
        aged.run(AGED % world.people["rut"].pk)
        yield world, name


@pytest.fixture
def aged(
    template: tuple[World, str], django_db_blocker: DjangoDbBlocker, settings: Any, tmp_path: Path
) -> Iterator[Aged]:
    world, name = template
    with django_db_blocker.unblock(), own_database("retention", template=name) as own, at(own):
        settings.KEEPER_DSN = plugin.server.url("keeper", own)
        settings.DATA = tmp_path
        yield Aged(deepcopy(world), own, tmp_path / "archive")
