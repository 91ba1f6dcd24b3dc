"""Seals the log in hash-chained blocks, and checks that no sealed entry has been touched.

Runs as the database's keeper, in the worker; the write path is never slowed by it. A block
covers every entry of the transactions in a range of transaction ids that have all ended, so
late commits cannot slip in behind a seal. Order and bytes are fixed by the query itself, and
the digest is computed by the database (`sha256` is core).

Old months are removed by rule (`cutting`): what has gone is then vouched for by the latest certificate.

Transaction ids restart when a dump is restored into a new cluster: `verify` then says so,
before anything more is sealed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from psycopg import IsolationLevel

from kronobarn.audit import certificates
from kronobarn.audit.certificates import Certificate
from kronobarn.audit.keeper import LINE, Connection, keeper, one

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
_DIGEST = f"""
SELECT count(*), sha256(%(before)s::bytea || convert_to(coalesce(string_agg(
    {LINE}, E'\\n' ORDER BY tx, id), ''), 'UTF8'))
FROM audit_logentry WHERE tx >= %(first)s AND tx < %(next)s
"""
_ADD = """
INSERT INTO audit_logblock (number, first_tx, next_tx, entries, before, seal, sealed_at)
VALUES (%s, %s, %s, %s, %s, %s, now())
"""
_BLOCKS = """
SELECT number, first_tx, next_tx, entries, before, seal FROM audit_logblock
WHERE number > %s ORDER BY number LIMIT 2000
"""
# Many blocks in one reading: the log is parted by month, and a query for each block would look in every month.
_DIGESTS = f"""
SELECT nth, count(*),
       sha256((%(befores)s::bytea[])[nth] || convert_to(string_agg(line, E'\\n' ORDER BY tx, id), 'UTF8'))
FROM (SELECT width_bucket(tx, %(starts)s::bigint[]) AS nth, tx, id, {LINE} AS line
      FROM audit_logentry WHERE tx >= %(first)s AND tx < %(next)s) entry
GROUP BY nth
"""
_START = bytes(32)
_LOCK = 0x6B726F6E6F  # one sealer at a time
_AT_ONCE = 20_000  # entries in one reading


@dataclass(frozen=True)
class Verdict:
    """Whether the sealed log is as it was sealed, and a sentence that says so."""

    intact: bool
    sentence: str
    blocks: int = 0
    entries: int = 0


@dataclass(frozen=True)
class Block:
    """One stretch of the chain, as it was sealed."""

    number: int
    first_tx: int
    next_tx: int
    entries: int
    before: bytes
    seal: bytes


class _Broken(Exception):
    """The log is not as it was sealed; the message says where."""


def seal() -> int:
    """Seal what has been written and settled since the last block. Returns the entries sealed."""
    with keeper() as connection:
        if not one(connection, "SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])[0]:
            return 0
        number, first, before = _last(connection)
        horizon = _horizon(connection)
        if horizon <= first:
            return 0
        entries, digest = one(connection, _DIGEST, {"before": before, "first": first, "next": horizon})
        if entries:
            connection.execute(_ADD, [number + 1, first, horizon, entries, before, digest])
        return int(entries)


def verify() -> Verdict:
    """Compute every seal again. Finds changed, added and removed entries, and removed blocks."""
    with keeper() as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        try:
            return _Check(connection, certificates.latest(connection)).run()
        except (_Broken, certificates.NotVouchedFor) as problem:
            return Verdict(False, str(problem))


@dataclass
class _Check:
    """The chain from its beginning, read in pieces of even size."""

    connection: Connection
    cut: Certificate | None
    chain: bytes = _START
    expected: int = 0
    at: int = 0
    entries: int = 0
    waiting: list[Block] = field(default_factory=list)

    def run(self) -> Verdict:
        for block in self._blocks():
            self._linked(block)
            self.waiting.append(block)
            if sum(each.entries for each in self.waiting) >= _AT_ONCE:
                self._compare()
        self._compare()
        if _horizon(self.connection) < self.at:
            raise _Broken(
                _(
                    "Databasen är återställd i ett nytt kluster: höj transaktionsnumret med "
                    "pg_resetwal förbi block %d innan den används."
                )
                % self.expected
            )
        said = _("%(blocks)d block med %(entries)d poster är orörda.") % {
            "blocks": self.expected,
            "entries": self.entries,
        }
        if self.cut:
            said += " " + _("Det som är äldre än %(day)s är borttaget enligt regeln (intyg %(number)d).") % {
                "day": self.cut.before.isoformat(),
                "number": self.cut.number,
            }
        return Verdict(True, said, self.expected, self.entries)

    def _blocks(self) -> Iterator[Block]:
        while rows := self.connection.execute(_BLOCKS, [self.expected]).fetchall():
            for number, first, following, entries, before, sealed in rows:
                yield Block(number, first, following, entries, bytes(before), bytes(sealed))

    def _linked(self, block: Block) -> None:
        if block.number != self.expected + 1 or block.first_tx != self.at or block.before != self.chain:
            raise _Broken(_("Loggen är bruten: ett block saknas före block %d.") % block.number)
        self.chain, self.expected, self.at = block.seal, block.number, block.next_tx

    def _compare(self) -> None:
        """What the waiting blocks hold now, beside what they were sealed with."""
        if not self.waiting:
            return
        found = {
            nth: (count, bytes(digest))
            for nth, count, digest in self.connection.execute(
                _DIGESTS,
                {
                    "starts": [block.first_tx for block in self.waiting],
                    "befores": [block.before for block in self.waiting],
                    "first": self.waiting[0].first_tx,
                    "next": self.waiting[-1].next_tx,
                },
            )
        }
        for nth, block in enumerate(self.waiting, 1):
            wanted = self._wanted(block)
            if found.get(nth, (0, b"")) != wanted:
                raise _Broken(_("Loggen är ändrad: block %d stämmer inte med sitt sigill.") % block.number)
            self.entries += wanted[0]
        self.waiting.clear()

    def _wanted(self, block: Block) -> tuple[int, bytes]:
        """As it was sealed; of what has been removed by rule, what the certificate says is left."""
        left = self.cut.left_of(block.number) if self.cut else None
        return (block.entries, block.seal) if left is None else left


def anchor() -> dict[str, int | str]:
    """Number and seal of the newest block, to be kept outside the database.

    A chain alone does not show that its newest blocks have been cut off; this does.
    """
    with keeper() as connection:
        number, _next, digest = _last(connection)
        return {"block": number, "seal": digest.hex()}


def make_partitions() -> int:
    """Make the months ahead that are missing. Returns how many were made."""
    with keeper() as connection:
        made = one(
            connection,
            "SELECT audit_make_partitions(current_date, (current_date + interval '3 months')::date)",
        )[0]
        return int(made)


def _horizon(connection: Connection) -> int:
    """All transactions of this database with a lower id have ended.

    The order matters: what is open is asked after the newest id is known, and the entries are read
    after that. Without the right to see others' activity, long transactions in other databases of
    the same server also hold the horizon back.
    """
    oldest, newest = one(connection, _ENDED_BEFORE)
    if not one(connection, _SEES_ACTIVITY)[0]:
        return int(oldest)
    still_open = one(connection, _OPEN, {"newest": newest})[0]
    return int(newest if still_open is None else min(newest, still_open))


def _last(connection: Connection) -> tuple[int, int, bytes]:
    """Number, end and seal of the newest block; the beginning of the chain if there is none."""
    row = connection.execute(_LAST).fetchone()
    return (row[0], row[1], bytes(row[2])) if row else (0, 0, _START)
