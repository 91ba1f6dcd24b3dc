"""A database for each test process, the town that most tests live in, and what a process need make only once."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.signals import setting_changed
from django.db import connections
from django.db.backends.signals import connection_created
from django.test.client import ClientHandler
from hypothesis import settings as hypothesis
from pytest_django.plugin import DjangoDbBlocker

from kronobarn.practice import pack, words
from kronobarn.ui import documents
from tests import plugin, told
from tests import world as town
from tests.practice.packs import KRONOBERG
from tests.started import first_started

__all__ = ["first_started"]

hypothesis.register_profile("shared", deadline=None)  # how long an example takes depends on who else is at work
hypothesis.load_profile("shared")

TEMPLATE = "test_template"
_town: list[town.World] = []
TOWN = f"{plugin.DATABASE}_town"
"""The town as it was built. Nobody is ever connected to it, so that it can be copied at any time."""


STATEMENTS = 500
"""More than the tests ask often, so that each is planned once; and savepoints count, which have a name each."""


@pytest.fixture(scope="session", autouse=True)
def each_statement_planned_once() -> Iterator[None]:
    """A process of tests opens every page there is: the hundred statements that are usually kept would not do."""

    def keep(connection: Any, **_told: object) -> None:
        connection.connection.prepared_max = STATEMENTS

    connection_created.connect(keep)
    yield
    connection_created.disconnect(keep)


_handlers: list[ClientHandler] = []


@pytest.fixture(scope="session", autouse=True)
def one_chain_of_middleware() -> Iterator[None]:
    """Let all clients of a process share what each would build for itself: it takes as long as a small page.

    It is built anew when a test changes a setting, since middleware may read settings when it is made.
    """

    def load(self: ClientHandler, is_async: bool = False) -> None:
        if not _handlers:
            usual(self, is_async)
            _handlers.append(self)
        vars(self).update({key: value for key, value in vars(_handlers[0]).items() if key.startswith("_")})

    def forget(**_told: object) -> None:
        _handlers.clear()

    usual = ClientHandler.load_middleware
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ClientHandler, "load_middleware", load)
        setting_changed.connect(forget)
        yield
        setting_changed.disconnect(forget)


@pytest.fixture(scope="module")
def documents_as_text() -> Iterator[None]:
    """Documents answer with the text that they would be made of: as easy to search as a page, and there at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documents, "available", lambda: True)
        patch.setattr(documents, "pdf", lambda text, **_with: text.encode())
        yield


@pytest.fixture(autouse=True)
def the_countys_own_model() -> Iterator[None]:
    """What a test loads of another practice model is gone after it: neither it nor its words are remembered."""
    yield
    words.lay(KRONOBERG.words)
    if any(versions.keys() != {KRONOBERG.version} for versions in pack._listed.values()):
        pack.forget()


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
        told.make_room(plugin.DATABASE)
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
        admin.execute(f'GRANT CONNECT ON DATABASE "{name}" TO kronobarn_app, kronobarn_keeper, kronobarn_site')


_open: set[str] = set()


@contextmanager
def own_database(suffix: str, template: str = TEMPLATE) -> Iterator[str]:
    """A database where what is written stays written, until the block ends. `at` points there."""
    name = f"{plugin.DATABASE}_{suffix}"
    assert name not in _open, "another block has the database of this name"
    _open.add(name)
    disconnect(template)  # nobody may be there while it is copied
    _clone(name, template)
    try:
        yield name
    finally:
        disconnect(name)
        _drop(name)
        _open.remove(name)


_connected: dict[str, Any] = {}
"""The application's connection to each database that `at` has pointed to."""


@contextmanager
def at(name: str) -> Iterator[None]:
    """Let the application be connected to this database.

    The connection is kept for the next time: on a new one every query would be planned anew, policies and all.
    """
    usual = connections["default"]
    named = connections.settings["default"]  # what other threads connect by
    if name not in _connected:
        _connected[name] = usual.copy()
        _connected[name].settings_dict["NAME"] = name
    before, named["NAME"] = named["NAME"], name
    connections["default"] = _connected[name]
    try:
        yield
    finally:
        connections["default"] = usual
        named["NAME"] = before


def disconnect(name: str) -> None:
    """Leave a database that `at` has pointed to."""
    if name in _connected:
        _connected.pop(name).close()


@pytest.fixture
def fresh_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database of the test's own, where what is written stays written: its name.

    For what a transaction that is rolled back cannot show: sealing, several connections, a server.
    """
    with own_database("fresh") as name, django_db_blocker.unblock(), at(name):
        yield name


@pytest.fixture
def admin(django_db_setup: None) -> Iterator[psycopg.Connection[Any]]:
    """A connection that no policy applies to. Nothing is committed."""
    with psycopg.connect(plugin.server.url("admin", plugin.DATABASE)) as connection:
        yield connection
        connection.rollback()


@pytest.fixture
def world(db: None) -> town.World:
    """The town, with its people and no matters yet.

    It was built once, when the process's database was made, and every test finds it as it was: what
    a test writes is rolled back, and the objects are the test's own copies.
    """
    pack.current()  # so that no test counts the queries that a process asks once a day
    return deepcopy(_town[0])
