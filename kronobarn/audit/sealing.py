"""Seals the log in hash-chained blocks, and checks that no sealed entry has been touched.

Runs as the database's keeper, in the worker; the write path is never slowed by it. A block
covers every entry of the transactions in a range of transaction ids that have all ended, so
late commits cannot slip in behind a seal. Order and bytes are fixed by the query itself, and
the digest is computed by the database (`sha256` is core).

Transaction ids restart when a dump is restored into a new cluster: `verify` then says so,
before anything more is sealed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from django.conf import settings
from django.utils.translation import gettext as _

_ENDED_BEFORE = (
    "SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint FROM pg_current_snapshot() s"
)
# What is still open in this database. The short ids of the activity view are counted back from `newest`.
_OPEN = """
SELECT min(%(newest)s - ((%(newest)s - open.xid::text::bigint) %% 4294967296))
FROM (SELECT backend_xid AS xid FROM pg_stat_activity WHERE datname = current_database()
      UNION ALL SELECT transaction FROM pg_prepared_xacts WHERE database = current_database()) open
WHERE open.xid IS NOT NULL
"""
_SEES_ACTIVITY = "SELECT pg_has_role(current_user, 'pg_read_all_stats', 'USAGE')"
_LAST = "SELECT number, next_tx, seal FROM audit_logblock ORDER BY number DESC LIMIT 1"
_DIGEST = """
SELECT count(*), sha256(%(before)s::bytea || convert_to(coalesce(string_agg(
    concat_ws('|', tx, id, extract(epoch FROM at), kind, person_id, assignment_id, unit_id,
              child_id, subject, why, detail), E'\\n' ORDER BY tx, id), ''), 'UTF8'))
FROM audit_logentry WHERE tx >= %(first)s AND tx < %(next)s
"""
_ADD = """
INSERT INTO audit_logblock (number, first_tx, next_tx, entries, before, seal, sealed_at)
VALUES (%s, %s, %s, %s, %s, %s, now())
"""
_BLOCKS = "SELECT number, first_tx, next_tx, entries, before, seal FROM audit_logblock ORDER BY number"
_START = bytes(32)
_LOCK = 0x6B726F6E6F  # one sealer at a time


@dataclass(frozen=True)
class Verdict:
    """Whether the sealed log is as it was sealed, and a sentence that says so."""

    intact: bool
    sentence: str
    blocks: int = 0
    entries: int = 0


@contextmanager
def _keeper() -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(settings.KEEPER_DSN) as connection:
        yield connection


def seal() -> int:
    """Seal what has been written and settled since the last block. Returns the entries sealed."""
    with _keeper() as connection:
        if not _one(connection, "SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])[0]:
            return 0
        number, first, before = _last(connection)
        horizon = _horizon(connection)
        if horizon <= first:
            return 0
        entries, digest = _digest(connection, before, first, horizon)
        if entries:
            connection.execute(_ADD, [number + 1, first, horizon, entries, before, digest])
        return int(entries)


def verify() -> Verdict:
    """Compute every seal again. Finds changed, added and removed entries, and removed blocks."""
    with _keeper() as connection:
        chain, expected, total, at = _START, 0, 0, 0
        for number, first, following, entries, before, sealed in connection.execute(_BLOCKS).fetchall():
            if number != expected + 1 or first != at or bytes(before) != chain:
                return Verdict(False, _("Loggen är bruten: ett block saknas före block %d.") % number)
            count, digest = _digest(connection, before, first, following)
            if count != entries or bytes(digest) != bytes(sealed):
                return Verdict(False, _("Loggen är ändrad: block %d stämmer inte med sitt sigill.") % number)
            chain, expected, total, at = bytes(sealed), number, total + entries, following
        horizon = _horizon(connection)
        if horizon < _last(connection)[1]:
            return Verdict(
                False,
                _(
                    "Databasen är återställd i ett nytt kluster: höj transaktionsnumret med "
                    "pg_resetwal förbi block %d innan den används."
                )
                % expected,
            )
        return Verdict(
            True,
            _("%(blocks)d block med %(entries)d poster är orörda.") % {"blocks": expected, "entries": total},
            expected,
            total,
        )


def anchor() -> dict[str, int | str]:
    """Number and seal of the newest block, to be kept outside the database.

    A chain alone does not show that its newest blocks have been cut off; this does.
    """
    with _keeper() as connection:
        number, _next, digest = _last(connection)
        return {"block": number, "seal": digest.hex()}


def make_partitions() -> int:
    """Make the months ahead that are missing. Returns how many were made."""
    with _keeper() as connection:
        made = _one(
            connection,
            "SELECT audit_make_partitions(current_date, (current_date + interval '3 months')::date)",
        )[0]
        return int(made)


def _horizon(connection: psycopg.Connection[Any]) -> int:
    """All transactions of this database with a lower id have ended.

    The order matters: what is open is asked after the newest id is known, and the entries are read
    after that. Without the right to see others' activity, long transactions in other databases of
    the same server also hold the horizon back.
    """
    oldest, newest = _one(connection, _ENDED_BEFORE)
    if not _one(connection, _SEES_ACTIVITY)[0]:
        return int(oldest)
    still_open = _one(connection, _OPEN, {"newest": newest})[0]
    return int(newest if still_open is None else min(newest, still_open))


def _last(connection: psycopg.Connection[Any]) -> tuple[int, int, bytes]:
    """Number, end and seal of the newest block; the beginning of the chain if there is none."""
    row = connection.execute(_LAST).fetchone()
    return (row[0], row[1], bytes(row[2])) if row else (0, 0, _START)


def _digest(connection: psycopg.Connection[Any], before: bytes, first: int, following: int) -> tuple[int, bytes]:
    row = connection.execute(_DIGEST, {"before": bytes(before), "first": first, "next": following}).fetchone()
    assert row is not None
    return row[0], row[1]


def _one(connection: psycopg.Connection[Any], sql: str, params: Any = None) -> Any:
    row = connection.execute(sql, params).fetchone()
    assert row is not None
    return row
