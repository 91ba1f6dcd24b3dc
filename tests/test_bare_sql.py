"""The application's role in bare SQL, in a town where all tables hold something: nobody asks, nobody sees.

An empty table shows nothing to anyone. So each table about a child is first seen to hold rows.
"""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from pytest_django.plugin import DjangoDbBlocker

from kronobarn.database import prepare
from tests import plugin
from tests.hunt.markers import about_children
from tests.hunt.town import told

pytestmark = [pytest.mark.database, pytest.mark.xdist_group("bare")]

TABLES = sorted(model._meta.db_table for model in about_children())
EMPTY_HERE = {"oversight_drawn", "retention_proposedact", "retention_hold"}
"""Tables that nothing in the town's story writes to."""
NOBODY = (
    (None, None),
    ("", ""),
    ("0", ""),
    ("-1", "-1"),
    ("999999999", ""),
)
"""Never said; said to be nobody; people and assignments that are not there."""


@pytest.fixture(scope="module")
def database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with django_db_blocker.unblock(), told() as town:
        yield town.database


def _count(connection: psycopg.Connection[Any], table: str) -> int:
    found = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
    assert found is not None
    return int(found[0])


@pytest.mark.parametrize("table", TABLES)
def test_without_anybody_asking_every_table_is_empty(database: str, table: str) -> None:
    with psycopg.connect(plugin.server.url("admin", database)) as admin:
        assert bool(_count(admin, table)) is (table not in EMPTY_HERE)
    for person, assignment in NOBODY:
        with psycopg.connect(plugin.server.url("app", database)) as connection:
            if person is not None:
                connection.execute(
                    "SELECT set_config('kronobarn.person', %s, true), set_config('kronobarn.assignment', %s, true)",
                    [person, assignment],
                )
            assert _count(connection, table) == 0


@pytest.mark.parametrize("table", TABLES)
def test_without_anybody_asking_nothing_is_changed(database: str, table: str) -> None:
    """No right to it, or no row that it could be done to."""
    with psycopg.connect(plugin.server.url("admin", database)) as admin:
        column = admin.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'"
            " AND is_identity = 'NO' ORDER BY ordinal_position LIMIT 1",
            [table],
        ).fetchone()
    assert column is not None
    for statement in (f'UPDATE "{table}" SET "{column[0]}" = "{column[0]}"', f'DELETE FROM "{table}"'):
        with psycopg.connect(plugin.server.url("app", database)) as connection:
            try:
                assert connection.execute(statement).rowcount == 0
            except psycopg.errors.InsufficientPrivilege:
                continue
            assert statement.startswith("UPDATE") or table in prepare.REMOVABLE


@pytest.mark.parametrize("table", TABLES)
def test_it_is_not_emptied(database: str, table: str) -> None:
    connecting = psycopg.connect(plugin.server.url("app", database))
    with connecting as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(f'TRUNCATE "{table}" CASCADE')


def test_a_setting_of_the_session_is_forgotten_with_its_transaction(database: str) -> None:
    with psycopg.connect(plugin.server.url("app", database), autocommit=True) as connection:
        with connection.transaction():
            connection.execute("SELECT set_config('kronobarn.person', '1', true)")
        assert connection.execute("SELECT current_setting('kronobarn.person', true)").fetchone() in [("",), (None,)]
