"""The demo county, loaded once for all tests here, and read as only the administrator of a database can."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from kronobarn.core.actor import SYSTEM
from tests import plugin
from tests.conftest import _clone, _drop

Ask = Callable[[str], list[Any]]
"""Ask the loaded county in SQL; the first column of each row."""


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Ask]:
    """A database where the demo county has been loaded and committed."""
    from kronobarn.demo import actions

    name = f"{plugin.DATABASE}_county"
    connection = connections["default"]
    usual = connection.settings_dict["NAME"]
    _clone(name)
    connection.close()
    connection.settings_dict["NAME"] = name
    with django_db_blocker.unblock():
        assert actions.load(by=SYSTEM)
        with psycopg.connect(plugin.server.url("admin", name), autocommit=True) as admin:
            yield lambda question: [row[0] for row in admin.execute(question.encode())]
        connection.close()
    connection.settings_dict["NAME"] = usual
    _drop(name)
