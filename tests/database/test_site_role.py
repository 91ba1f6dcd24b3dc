"""The public site's role, asked of the database itself: its own schema, what has been published, and nothing else."""

from collections.abc import Iterator
from typing import Any, LiteralString

import psycopg
import pytest
from psycopg import sql

from kronobarn.database.publish import PUBLISHED
from tests import plugin

pytestmark = pytest.mark.database

RELATIONS = """
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') ORDER BY c.relname
"""
FUNCTIONS = "SELECT DISTINCT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY proname"
ATTEMPTS = ("SELECT 1 FROM {}", "DELETE FROM {}", "TRUNCATE {}", "INSERT INTO {} DEFAULT VALUES")


@pytest.fixture
def site(django_db_setup: None) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(plugin.server.url("site", plugin.DATABASE), autocommit=True) as connection:
        yield connection


def _is_refused(site: psycopg.Connection[Any], statement: sql.Composed | LiteralString) -> bool:
    try:
        site.execute(statement)
    except psycopg.errors.InsufficientPrivilege:
        return True
    return False


def test_every_table_of_the_casework_is_refused(site: psycopg.Connection[Any], admin: psycopg.Connection[Any]) -> None:
    tables = [name for (name,) in admin.execute(RELATIONS)]
    assert {"people_child", "circles_record", "audit_logentry", "practice_version"} <= set(tables)
    open_to_it = [
        (name, attempt)
        for name in tables
        for attempt in ATTEMPTS
        if not _is_refused(site, sql.SQL(attempt).format(sql.Identifier("public", name)))
    ]
    assert open_to_it == []


def test_no_function_of_the_casework_is_in_its_reach(
    site: psycopg.Connection[Any], admin: psycopg.Connection[Any]
) -> None:
    functions = [name for (name,) in admin.execute(FUNCTIONS)]
    assert functions
    calls = (sql.SQL("SELECT {}()").format(sql.Identifier("public", name)) for name in functions)
    assert [call.as_string(None) for call in calls if not _is_refused(site, call)] == []


def test_it_reads_what_has_been_published_and_cannot_change_it(
    site: psycopg.Connection[Any], admin: psycopg.Connection[Any]
) -> None:
    theirs = {name.removeprefix(PUBLISHED) for (name,) in admin.execute(RELATIONS) if name.startswith(PUBLISHED)}
    shown = {
        name for (name,) in admin.execute("SELECT relname FROM pg_class WHERE relnamespace = 'published'::regnamespace")
    }
    assert shown == theirs
    assert "practice" in shown
    for name in shown:
        view = sql.Identifier("published", name)
        site.execute(sql.SQL("SELECT * FROM {}").format(view))
        writes = site.execute(
            "SELECT has_table_privilege(%s, 'INSERT, UPDATE, DELETE, TRUNCATE')", [f"published.{name}"]
        )
        assert writes.fetchone() == (False,), name


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE public.mine (id int)",
        "CREATE TABLE published.mine (id int)",
        "CREATE SCHEMA mine",
        "SET ROLE kronobarn_owner",
        "SET ROLE kronobarn_app",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT pg_read_file('postgresql.conf')",
    ],
)
def test_it_makes_and_becomes_nothing_elsewhere(site: psycopg.Connection[Any], statement: LiteralString) -> None:
    assert _is_refused(site, statement)


@pytest.mark.parametrize("role", ["app", "keeper"])
def test_the_casework_has_no_way_into_the_sites_schema(django_db_setup: None, role: Any) -> None:
    with psycopg.connect(plugin.server.url(role, plugin.DATABASE)) as connection:
        found = connection.execute("SELECT has_schema_privilege('site', 'USAGE')").fetchone()
    assert found == (False,)


def test_the_application_only_reads_what_is_published(admin: psycopg.Connection[Any]) -> None:
    found = admin.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND starts_with(relname, 'published_')"
        " AND (has_table_privilege('kronobarn_app', oid, 'INSERT') OR has_table_privilege('kronobarn_app', oid, 'UPDATE')"
        " OR has_table_privilege('kronobarn_app', oid, 'DELETE'))"
    ).fetchall()
    assert found == []
