"""The log is added to and sealed; whatever is touched afterwards is found."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from kronobarn.audit import sealing
from kronobarn.audit.actions import record
from kronobarn.circles.events import ChildSought
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from tests import plugin

pytestmark = pytest.mark.database


@pytest.fixture
def log(fresh_database: str, settings: Any) -> Iterator[psycopg.Connection[Any]]:
    """A database of its own with three lines in its log, and a superuser's connection to it."""
    settings.KEEPER_DSN = plugin.server.url("keeper", fresh_database)
    write(3)
    with psycopg.connect(plugin.server.url("admin", fresh_database), autocommit=True) as admin:
        yield admin


def write(lines: int) -> None:
    for _ in range(lines):
        with acting(None):
            record(ChildSought(found=False), by=SYSTEM)


def test_a_sealed_log_is_intact(log: psycopg.Connection[Any]) -> None:
    assert sealing.seal() == 3
    write(2)
    assert sealing.seal() == 2

    verdict = sealing.verify()

    assert (verdict.intact, verdict.blocks, verdict.entries) == (True, 2, 5)


def test_nothing_new_makes_no_block(log: psycopg.Connection[Any]) -> None:
    sealing.seal()

    assert sealing.seal() == 0
    assert sealing.verify().blocks == 1


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit_logentry SET why = 'consent' WHERE id = (SELECT max(id) FROM audit_logentry)",
        "UPDATE audit_logentry SET at = at - interval '1 second' WHERE id = (SELECT min(id) FROM audit_logentry)",
        "DELETE FROM audit_logentry WHERE id = (SELECT max(id) FROM audit_logentry)",
        "DELETE FROM audit_logentry WHERE id = (SELECT min(id) FROM audit_logentry)",
        "INSERT INTO audit_logentry (at, kind, tx) SELECT at, kind, tx FROM audit_logentry LIMIT 1",
    ],
)
def test_whatever_is_touched_is_found(log: psycopg.Connection[Any], tampering: str) -> None:
    sealing.seal()
    write(1)
    sealing.seal()

    log.execute(tampering)

    verdict = sealing.verify()
    assert not verdict.intact
    assert "stämmer inte" in verdict.sentence


def test_a_block_that_is_taken_out_is_found(log: psycopg.Connection[Any]) -> None:
    sealing.seal()
    write(1)
    sealing.seal()

    log.execute("DELETE FROM audit_logblock WHERE number = 1")

    assert not sealing.verify().intact


def test_the_anchor_tells_of_blocks_cut_from_the_end(log: psycopg.Connection[Any]) -> None:
    sealing.seal()
    write(1)
    sealing.seal()
    kept_outside = sealing.anchor()

    log.execute("DELETE FROM audit_logblock WHERE number = 2")

    assert sealing.anchor() != kept_outside


def test_a_transaction_that_is_still_open_is_sealed_later(log: psycopg.Connection[Any]) -> None:
    sealing.seal()
    with psycopg.connect(settings.DATABASE_URL, dbname=log.info.dbname) as slow:
        slow.execute("INSERT INTO audit_logentry (at, kind) VALUES (now(), 'slow.one')")
        write(1)
        assert sealing.seal() == 0
        slow.commit()
    assert sealing.seal() == 2
    assert sealing.verify().intact


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_logentry SET kind = 'x'",
        "DELETE FROM audit_logentry",
        "TRUNCATE audit_logentry",
        "DELETE FROM audit_logblock",
        "INSERT INTO audit_logblock VALUES (99, 1, 2, 0, '', '', now())",
    ],
)
def test_the_application_may_only_add(db: None, statement: str) -> None:
    from django.db import ProgrammingError, transaction

    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_nobody_writes_in_anothers_name(db: None) -> None:
    from django.db import ProgrammingError, transaction

    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("INSERT INTO audit_logentry (at, kind, person_id) VALUES (now(), 'x.y', 4711)")


def test_the_months_ahead_are_made(log: psycopg.Connection[Any]) -> None:
    assert sealing.make_partitions() == 0
    ahead = clock.today() + timedelta(days=300)
    made = log.execute("SELECT audit_make_partitions(%s, %s)", [ahead, ahead]).fetchone()
    assert made == (1,)
