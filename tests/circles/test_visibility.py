"""Who sees what, asked three ways in random towns: they must agree.

A few lines of plain Python (`tests.hunt.oracle`), the application's `visible_to` (run where row-level security does
not apply, so that it stands alone), and a bare SELECT as the application's role. Asked now and again, while time passes.

KRONOBARN_TOWNS says how many towns, KRONOBARN_SEED which: a failure names the seed of its town.
"""

import os
import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.core.exceptions import EmptyResultSet

from kronobarn.consents.rules import Basis
from kronobarn.core.actor import Actor
from tests import plugin
from tests.circles import towns
from tests.hunt.markers import Secret, about_children
from tests.hunt.oracle import BY_TABLE, IN_THE_DATABASE, Facts, Row, Who, may_know

pytestmark = pytest.mark.database

HOW_MANY = int(os.environ.get("KRONOBARN_TOWNS", "2000"))
SEED = int(os.environ.get("KRONOBARN_SEED", "0")) or random.SystemRandom().getrandbits(48)
AT_ONCE = 125
BATCHES = range(-(-HOW_MANY // AT_ONCE))
LATER = (0, 7, 31)  # hours
DETAILS = {"consents_consent"}
"""Details of a record: seen as it is. All others of them share their queryset and their policy."""
MODELS = {model._meta.db_table: model for model in about_children()}
ASKED = sorted((set(BY_TABLE) & set(MODELS)) | DETAILS)


@pytest.fixture(scope="module")
def admin(django_db_setup: None) -> Iterator[psycopg.Connection[Any]]:
    """A connection that no policy applies to. Nothing is committed."""
    with psycopg.connect(plugin.server.url("admin", plugin.DATABASE), autocommit=True) as connection:
        yield connection


def actor(who: Who) -> Actor:
    return Actor(who.person, "p", assignment_id=who.assignment, unit_id=who.unit, area_id=who.area)


Seen = dict[str, set[str]]


def _seen(connection: psycopg.Connection[Any], sql: str, params: Any = None) -> Seen:
    found: Seen = defaultdict(set)
    for table, key in connection.execute(sql, params).fetchall():
        found[table].add(key)
    return found


@lru_cache
def compiled(who: Who) -> tuple[str, tuple[Any, ...]]:
    """What `visible_to` says about every table, in one statement."""
    parts, params = [], []
    for table in ASKED:
        rows: Any = MODELS[table]
        try:
            sql, given = rows.objects.visible_to(actor(who)).order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:  # nothing of it is for them, without asking
            continue
        parts.append(f"SELECT '{table}', one.pk::text FROM ({sql}) AS one(pk)")
        params += given
    return " UNION ALL ".join(parts), tuple(params)


def by_visible_to(connection: psycopg.Connection[Any], who: Who) -> Seen:
    tell(connection, who)  # what is withheld from somebody only the database can say
    return _seen(connection, *compiled(who))


def bare(tables: list[str]) -> str:
    """All rows of the tables, as somebody finds them who asks no more than the database."""
    return " UNION ALL ".join(
        f"SELECT '{table}', {MODELS[table]._meta.pk.column}::text FROM {table}" for table in tables
    )


BARE = bare(ASKED)


def tell(connection: psycopg.Connection[Any], who: Who) -> None:
    """Who asks, as the application tells it."""
    connection.execute(
        "SELECT set_config('kronobarn.person', %s, true), set_config('kronobarn.assignment', %s, true)",
        [str(who.person), str(who.assignment or "")],
    )


def by_the_database(connection: psycopg.Connection[Any], who: Who, sql: str = BARE, params: Any = None) -> Seen:
    tell(connection, who)
    connection.execute("SET LOCAL ROLE kronobarn_app")
    try:
        return _seen(connection, sql, params)
    finally:
        connection.execute("RESET ROLE")


def by_the_oracle(facts: Facts, rows: towns.Rows, who: Who, *, in_the_database: bool = False) -> Seen:
    """What pages may show; or what the database lets out, which is more of the tasks."""
    return {table: _known(facts, rows[table], table, who, in_the_database=in_the_database) for table in ASKED}


def _known(facts: Facts, some: list[Row], table: str, who: Who, *, in_the_database: bool) -> set[str]:
    rule = (IN_THE_DATABASE.get(table) if in_the_database else None) or may_know
    key = str(MODELS[table]._meta.pk.column)
    return {str(row[key]) for row in some if rule(facts, who, Secret(table, "id", row, False))}


@pytest.mark.parametrize("batch", BATCHES)
def test_three_answers_agree(admin: psycopg.Connection[Any], batch: int) -> None:
    seeds = [SEED + batch * AT_ONCE + number for number in range(AT_ONCE)]
    started = towns.now()
    rows = towns.draw(seeds, started)
    with admin.transaction(force_rollback=True):
        towns.write(admin, rows)
        gone = 0
        for hours in LATER:
            towns.let_time_pass(admin, hours - gone)
            gone = hours
            facts = towns.facts(rows, started + timedelta(hours=hours))
            for who in towns.EVERYONE:
                expected = by_the_oracle(facts, rows, who)
                _agree(expected, by_visible_to(admin, who), rows, f"visible_to, {who.name}, hour {hours}")
                expected = by_the_oracle(facts, rows, who, in_the_database=True)
                _agree(expected, by_the_database(admin, who), rows, f"the database, {who.name}, hour {hours}")
            what_stands(admin, facts, rows)
        sought_by_number(admin, rows, started + timedelta(hours=gone))
    admin.execute(f"VACUUM {', '.join(rows)}")  # what was rolled back would be read past, ever more of it


def _agree(expected: Seen, found: Seen, rows: towns.Rows, what: str) -> None:
    """Name the first town where they differ, with everything about its child."""
    for table in ASKED:
        differs = expected[table] ^ found[table]
        if not differs:
            continue
        key = min(differs)
        row = next(one for one in rows[table] if str(one[str(MODELS[table]._meta.pk.column)]) == key)
        child = row.get("child_id", row.get("id"))
        told = {
            name: [one for one in some if one.get("child_id", one.get("id")) == child] for name, some in rows.items()
        }
        side = "hides" if key in expected[table] else "shows"
        pytest.fail(f"{what} {side} {table} {key}; KRONOBARN_SEED={SEED}\n{told}")


def what_stands(admin: psycopg.Connection[Any], facts: Facts, rows: towns.Rows) -> None:
    """What allows something is told to all who sit there as more than a notifier; who said no, to nobody."""
    sql = "SELECT c.id::text, s.request::text || s.person_id FROM people_child c, LATERAL consents_that_stand(c.id) s"
    for who in towns.EVERYONE:
        expected: Seen = defaultdict(set)
        for consent in rows["consents_consent"]:
            if consent["state"] in {"given", "limited"} and facts.works(who, consent["child_id"]):
                expected[str(consent["child_id"])].add(f"{consent['request']}{consent['giver_id']}")
        for other in rows["consents_lawfulalternative"]:
            if facts.works(who, other["child_id"]) and _outlasts(other, rows):
                expected[str(other["child_id"])].add(f"{other['request']}{other['person_id']}")
        assert by_the_database(admin, who, sql) == expected, f"KRONOBARN_SEED={SEED} {who.name}"


def _outlasts(other: Row, rows: towns.Rows) -> bool:
    """Whoever was out of reach and has said no is no longer out of reach. (All is asked and answered the same day.)"""
    said_no = any(
        (one["child_id"], one["giver_id"]) == (other["child_id"], other["person_id"])
        and one["state"] in {"refused", "withdrawn"}
        for one in rows["consents_consent"]
    )
    return other["basis"] in {Basis.SOLE_CUSTODY, Basis.FB_6_13_A} or not said_no


SOUGHT = "SELECT 'people_child', id::text FROM people_child UNION ALL SELECT 'people_identity', id::text FROM people_identity"


def sought_by_number(admin: psycopg.Connection[Any], rows: towns.Rows, now: datetime) -> None:
    """Whoever knows a whole number finds that child and no other; never one whose data are protected."""
    facts = towns.facts(rows, now)
    for identity in rows["people_identity"][:100:7]:
        child: UUID = identity["child_id"]
        admin.execute("SELECT set_config('kronobarn.sought_number', %s, true)", [identity["number"]])
        for who in towns.EVERYONE[::3]:
            own = {str(one) for one in facts.children if facts.roles(who, one)}
            found = by_the_database(admin, who, SOUGHT)
            shown = facts.children[child]["protection"] == "none"
            assert found["people_child"] == own | ({str(child)} if shown else set()), (
                f"KRONOBARN_SEED={SEED} {who.name}"
            )
            # The number one has is answered as ever, whoever it is.
            assert str(identity["id"]) in found["people_identity"], f"KRONOBARN_SEED={SEED} {who.name}"
        admin.execute("SELECT set_config('kronobarn.sought_number', '', true)")


def test_every_table_about_children_is_asked_about_or_is_a_detail() -> None:
    from kronobarn.circles.models import Detail, Part

    others = {name for name, model in MODELS.items() if not issubclass(model, Detail | Part)}
    assert others - set(ASKED) == set()
