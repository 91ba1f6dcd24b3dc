"""The demo county, loaded once for all tests here, and read as only the administrator of a database can."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from kronobarn.core.actor import SYSTEM
from kronobarn.demo import actions, tasks
from kronobarn.practice import pack
from tests import plugin
from tests.conftest import at, own_database

Ask = Callable[[str], list[Any]]
"""Ask the loaded county in SQL; the first column of each row."""


@pytest.fixture(scope="session")
def loaded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A database where the demo county has been loaded and committed, and the worker has begun: its name."""
    with django_db_blocker.unblock(), own_database("county") as name:
        keeper = plugin.server.url("keeper", name)
        with at(name), override_settings(KEEPER_DSN=keeper, DATA=tmp_path_factory.mktemp("county")):
            assert actions.load(by=SYSTEM)
            tasks.tell_removals()
        pack.forget()  # the other tests have another model
        yield name


@pytest.fixture
def county(loaded: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Ask]:
    """The loaded county, where the application is connected meanwhile."""
    with django_db_blocker.unblock(), at(loaded), psycopg.connect(plugin.server.url("admin", loaded)) as admin:
        yield lambda question: [row[0] for row in admin.execute(question.encode())]
