"""A month of the town's log, drawn from in a database of its own: the keeper sees only what is committed."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from kronobarn.audit.actions import record
from kronobarn.circles.events import ChildOpened
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.oversight import drawing
from kronobarn.people.models import Child
from tests import conftest, plugin
from tests.conftest import at, own_database
from tests.world import World

MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=timezone.get_default_timezone())
MARCH = date(2026, 3, 1)


@pytest.fixture
def database(django_db_setup: None, django_db_blocker: DjangoDbBlocker, settings: Any) -> Iterator[str]:
    """A copy of the process's own, with the town in it: its name."""
    with django_db_blocker.unblock(), own_database("oversight", template=conftest.TOWN) as name, at(name):
        settings.KEEPER_DSN = plugin.server.url("keeper", name)
        yield name


@pytest.fixture
def settled(database: str) -> World:
    """The town, where what is written stays written."""
    with psycopg.connect(plugin.server.url("admin", database), autocommit=True) as admin:
        # Everybody of the town has the same family name, and has sat there only since the test began.
        admin.execute("UPDATE people_person SET family_name = initcap(username) || 'sson'")
        admin.execute("SET session_replication_role = replica")
        admin.execute("UPDATE circles_seat SET since = '2020-01-01'")
    return deepcopy(conftest._town[0])


Look = Callable[..., None]


@pytest.fixture
def look(settled: World) -> Look:
    """Let somebody of the town open a child, at a time."""

    def open_it(name: str, *, at: datetime = MONDAY, child: Child | None = None, why: str = "responsible") -> None:
        actor = settled.actor(name)
        with clock.shifted(at - timezone.now()), acting(actor):
            record(ChildOpened(), by=actor, child_id=(child or settled.elsa).pk, why=why)

    return open_it


@pytest.fixture
def drawn(settled: World, look: Look) -> World:
    """A drawn sample in which Rut has opened Elsa on a weekday, Kim on a Sunday, and Tage without a seat."""
    look("rut")
    look("kim", at=MONDAY - timedelta(days=1, hours=-4), why="")
    look("tage", why="")
    drawing.draw(month=MARCH, seed="a seed")
    return settled
