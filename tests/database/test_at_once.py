"""An empty database made at once from the models is the one that the migrations would have made."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from kronobarn.database import at_once, prepare, roles
from tests import plugin
from tests.conftest import _drop as drop

pytestmark = pytest.mark.usefixtures("django_db_setup")

WALKED = f"{plugin.DATABASE}_walked"

DESCRIBED = {
    "migrations": "SELECT app, name FROM django_migrations",
    "columns": """
        SELECT c.relname, c.relkind, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
               a.attgenerated, coll.collname, pg_get_expr(d.adbin, d.adrelid)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        LEFT JOIN pg_collation coll ON coll.oid = a.attcollation
        WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
    """,
    "tables": """
        SELECT relname, relkind, relrowsecurity, relforcerowsecurity, relispartition, relowner::regrole::text,
               relacl::text
        FROM pg_class WHERE relnamespace = 'public'::regnamespace
    """,
    "constraints": """
        SELECT conrelid::regclass::text, conname, convalidated, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    """,
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "policies": "SELECT tablename, policyname, permissive, roles, cmd FROM pg_policies WHERE schemaname = 'public'",
    "triggers": """
        SELECT t.tgrelid::regclass::text, t.tgname, pg_get_triggerdef(t.oid)
        FROM pg_trigger t WHERE NOT t.tgisinternal
    """,
    "functions": """
        SELECT oid::regprocedure::text, md5(prosrc), prosecdef, proacl::text
        FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    """,
}


@pytest.fixture
def walked(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database in which every migration was run, one after the other."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), _owner_of(WALKED):
        patch.setattr(prepare, "make_at_once", lambda _alias: False)
        prepare.prepare()
        yield WALKED
    drop(WALKED)


def test_both_ways_make_the_same(walked: str) -> None:
    at_once_made, by_walking = _described(plugin.DATABASE), _described(walked)

    assert all(at_once_made.values())
    for what in DESCRIBED:
        assert at_once_made[what] ^ by_walking[what] == set(), what


def test_a_database_with_anything_in_it_walks(django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        assert at_once.make_at_once("owner") is False
        connections["owner"].close()


def _described(name: str) -> dict[str, set[str]]:
    with psycopg.connect(plugin.server.url("admin", name)) as admin:
        return {what: set(map(repr, admin.execute(query.encode()))) for what, query in DESCRIBED.items()}


@contextmanager
def _owner_of(name: str) -> Iterator[None]:
    owner = connections["owner"]
    usual = owner.settings_dict["NAME"]
    owner.close()
    roles.ensure(plugin.server, name)
    owner.settings_dict["NAME"] = name
    try:
        yield
    finally:
        owner.close()
        owner.settings_dict["NAME"] = usual
