"""A site with its first content, for each process of tests: migrated once for the present schema, filled once for the
present content, and cloned."""

import fcntl
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from kronobarn.database import roles
from tests.webbplats import plugin

MIGRATED = "test_site_template"
FILLED = "test_site_filled"
SITE = Path("webbplats")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    from webbplats import filling, prepare

    with (plugin.FOLDER / "site.lock").open("a") as lock, django_db_blocker.unblock():
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _said_of(MIGRATED) != prepare.current_fingerprint():
            _drop(MIGRATED)
            roles.ensure(plugin.server, MIGRATED)
            _at(MIGRATED, prepare.prepare)
        if _said_of(FILLED) != _content():
            _clone(FILLED, MIGRATED)
            _at(FILLED, filling.load)
            with psycopg.connect(plugin.server.url("site", FILLED)) as site:
                site.execute(f"COMMENT ON SCHEMA site IS '{_content()}'")
        _clone(plugin.DATABASE, FILLED)
    yield
    connection.close()
    _drop(plugin.DATABASE)


def _content() -> str:
    """What the filled template follows from: everything that fills it."""
    digest = hashlib.sha256()
    for file in sorted([*SITE.rglob("*.py"), *SITE.rglob("*.yaml")]):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _said_of(database: str) -> str:
    try:
        with psycopg.connect(plugin.server.url("admin", database)) as admin:
            row = admin.execute("SELECT obj_description(to_regnamespace('site'), 'pg_namespace')").fetchone()
            return str(row[0]) if row else ""
    except psycopg.OperationalError:
        return ""


def _at(database: str, do: Any) -> None:
    connection.close()
    usual, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], database
    try:
        do()
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def _drop(name: str) -> None:
    with psycopg.connect(plugin.server.url("admin", "postgres"), autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _clone(name: str, template: str) -> None:
    _drop(name)
    with psycopg.connect(plugin.server.url("admin", "postgres"), autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER kronobarn_owner')
        admin.execute(f'GRANT CONNECT ON DATABASE "{name}" TO kronobarn_site')


@pytest.fixture
def visitor(db: None) -> Client:
    """Somebody without an account, at the site's own address."""
    return Client(headers={"host": "localhost"})


@pytest.fixture
def editor(db: None) -> Client:
    """Somebody who writes and publishes here."""
    from tests.webbplats import people

    return people.at_work("redaktor")


@pytest.fixture
def publish(db: None) -> Iterator[Any]:
    """Let the county's process publish something: a view in its schema, until the test is over."""
    made: list[str] = []
    with psycopg.connect(plugin.server.url("owner", plugin.DATABASE), autocommit=True) as owner:

        def put(view: str, select: str) -> None:
            owner.execute(f"CREATE VIEW published.{view} AS {select}")
            owner.execute(f"GRANT SELECT ON published.{view} TO kronobarn_site")
            made.append(view)

        yield put
        connection.close()
        for view in made:
            owner.execute(f"DROP VIEW published.{view}")
