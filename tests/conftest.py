"""A database for each test process, and the town that most tests live in."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from tests import plugin
from tests import world as town

TEMPLATE = "test_template"
_town: list[town.World] = []
TOWN = f"{plugin.DATABASE}_town"
"""The town as it was built. Nobody is ever connected to it, so that it can be copied at any time."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Clone this process's database from the template, which is brought up to date first."""
    from kronobarn.database import prepare, roles

    with (plugin.FOLDER / "template.lock").open("a") as lock, django_db_blocker.unblock():
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _fingerprint() != prepare.current_fingerprint():
            _drop(TEMPLATE)
            roles.ensure(plugin.server, TEMPLATE)
            owner = connections["owner"]
            owner.settings_dict["NAME"] = TEMPLATE
            prepare.prepare("owner")
            owner.close()
        _forget_the_dead()
        _clone(plugin.DATABASE)
        _town.append(town.build())
        connections.close_all()
        _clone(TOWN, plugin.DATABASE)
    yield
    connections.close_all()
    _drop(TOWN)
    _drop(plugin.DATABASE)


def _fingerprint() -> str:
    """What the template was made from; empty when there is none."""
    from kronobarn.database import prepare

    try:
        with psycopg.connect(plugin.server.url("admin", TEMPLATE)) as connection:
            return prepare.stored_fingerprint(connection.cursor())
    except psycopg.OperationalError:
        return ""


def _forget_the_dead() -> None:
    """Drop what runs that were killed left behind."""
    with psycopg.connect(plugin.server.url("admin", "postgres"), autocommit=True) as admin:
        names = [
            row[0] for row in admin.execute("SELECT datname FROM pg_database WHERE datname ~ '^test_[a-z0-9]+_[0-9]+'")
        ]
    for name in names:
        if not Path(f"/proc/{name.split('_')[2]}").exists():
            _drop(name)


def _drop(name: str) -> None:
    with psycopg.connect(plugin.server.url("admin", "postgres"), autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _clone(name: str, template: str = TEMPLATE) -> None:
    _drop(name)
    with psycopg.connect(plugin.server.url("admin", "postgres"), autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER kronobarn_owner')
    with psycopg.connect(plugin.server.url("admin", name), autocommit=True) as admin:
        admin.execute(f'GRANT CONNECT ON DATABASE "{name}" TO kronobarn_app, kronobarn_keeper')


@contextmanager
def own_database(suffix: str, template: str = TEMPLATE) -> Iterator[str]:
    """A database where what is written stays written, until the block ends. `at` points there."""
    name = f"{plugin.DATABASE}_{suffix}"
    _clone(name, template)
    try:
        yield name
    finally:
        _drop(name)


@contextmanager
def at(name: str) -> Iterator[None]:
    """Let the application be connected to this database."""
    connection = connections["default"]
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


@pytest.fixture
def fresh_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database of the test's own, where what is written stays written: its name.

    For what a transaction that is rolled back cannot show: sealing, several connections, a server.
    """
    with own_database("fresh") as name, django_db_blocker.unblock(), at(name):
        yield name


@pytest.fixture
def world(db: None) -> town.World:
    """The town, with its people and no matters yet.

    It was built once, when the process's database was made, and every test finds it as it was: what
    a test writes is rolled back, and the objects are the test's own copies.
    """
    return deepcopy(_town[0])
