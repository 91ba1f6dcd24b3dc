"""A copy of the log for another system, once a day: a file that it fetches, and that shows if it has been changed.

The file holds every block that has been sealed since the last copy, with its entries, as lines of JSON. The last line
is the anchor: the newest seal, and the digest of the copy before. Beside it stands its digest, as `sha256sum -c` reads.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import structlog
from django.conf import settings

from kronobarn.audit.keeper import Connection, keeper
from kronobarn.core import clock

log = structlog.get_logger(__name__)

FORMAT: Final = "kronobarn-log-1"
_LOCK: Final = 0x6B726F6E71  # one copy at a time
MODE: Final = 0o640  # the other system reads as the folder's group
_LAST = "SELECT day, last_block, digest FROM audit_logexport ORDER BY day DESC LIMIT 1"
_BLOCKS = """
SELECT number, first_tx, next_tx, entries, before, seal FROM audit_logblock WHERE number > %s ORDER BY number
"""
_ENTRIES = """
SELECT jsonb_build_object('id', id, 'at', at, 'kind', kind, 'person', person_id, 'assignment', assignment_id,
    'unit', unit_id, 'child', child_id, 'subject', subject, 'why', why, 'detail', detail, 'tx', tx)::text
FROM audit_logentry WHERE tx >= %s AND tx < %s ORDER BY tx, id
"""
_SEAL = "SELECT seal FROM audit_logblock WHERE number = %s"
_KEEP = """
INSERT INTO audit_logexport (day, name, first_block, last_block, entries, digest, made_at)
VALUES (%s, %s, %s, %s, %s, %s, now())
"""


@dataclass(frozen=True)
class Copy:
    """One file that has been made."""

    day: date
    name: str
    first_block: int
    last_block: int
    entries: int
    digest: str


def export(*, day: date | None = None) -> Copy | None:
    """Write the copy for a day (yesterday, unless another is said). None when it is there, or nobody has asked for any.

    It holds all that is sealed and not yet copied, so a night that was missed is made up for by the next.
    """
    if settings.LOG_EXPORT is None:
        return None
    day = day or clock.today() - timedelta(days=1)
    folder = Path(settings.LOG_EXPORT)
    with keeper() as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        row = connection.execute(_LAST).fetchone()
        if row and row[0] >= day:
            return None
        done, before = (row[1], bytes(row[2])) if row else (0, b"")
        made = _write(connection, folder, day, done, before)
        # The row is kept only when the file is in its place: `with` commits after this.
        connection.execute(
            _KEEP, [day, made.name, made.first_block, made.last_block, made.entries, bytes.fromhex(made.digest)]
        )
    log.info("log_exported", day=day.isoformat(), block=made.last_block, entries=made.entries, digest=made.digest)
    return made


def newest() -> Copy | None:
    """The last copy that was made."""
    asked = "SELECT day, name, first_block, last_block, entries, encode(digest, 'hex') FROM audit_logexport"
    with keeper() as connection:
        row = connection.execute(f"{asked} ORDER BY day DESC LIMIT 1").fetchone()
    return Copy(*row) if row else None


def _write(connection: Connection, folder: Path, day: date, done: int, before: bytes) -> Copy:
    name = f"kronobarn-logg-{day.isoformat()}.jsonl"
    digest, counted = hashlib.sha256(), _Counted(done)
    unfinished = folder / f".{name}.part"
    with _opened(unfinished) as file:
        for line in _lines(connection, day, done, before, counted):
            file.write(line)
            digest.update(line)
        file.flush()
        os.fsync(file.fileno())
    summed = folder / f".{name}.sha256.part"
    with _opened(summed) as file:
        file.write(f"{digest.hexdigest()}  {name}\n".encode())
        file.flush()
        os.fsync(file.fileno())
    # The digest first: whoever sees the file finds it there.
    summed.replace(folder / f"{name}.sha256")
    unfinished.replace(folder / name)
    _settle(folder)
    return Copy(day, name, done + 1, counted.last, counted.entries, digest.hexdigest())


@dataclass
class _Counted:
    """What has been written so far."""

    last: int
    entries: int = 0


def _lines(connection: Connection, day: date, done: int, before: bytes, counted: _Counted) -> Iterator[bytes]:
    """The file, line by line."""
    yield _json({"format": FORMAT, "day": day.isoformat(), "after_block": done, "previous_digest": before.hex()})
    for number, first, following, entries, prior, sealed in connection.execute(_BLOCKS, [done]).fetchall():
        head = {"block": number, "first_tx": first, "next_tx": following, "entries": entries}
        yield _json({**head, "before": bytes(prior).hex(), "seal": bytes(sealed).hex()})
        for (line,) in connection.execute(_ENTRIES, [first, following]):
            yield f"{line}\n".encode()
        counted.last, counted.entries = number, counted.entries + entries
    seal = connection.execute(_SEAL, [counted.last]).fetchone()
    yield _json({"anchor": {"block": counted.last, "seal": bytes(seal[0]).hex() if seal else ""}})


def _json(said: dict[str, Any]) -> bytes:
    return f"{json.dumps(said)}\n".encode()


def _opened(path: Path) -> Any:
    """A new file with exactly our mode, whatever the process's mask."""
    path.unlink(missing_ok=True)
    file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE), "wb")
    os.fchmod(file.fileno(), MODE)
    return file


def _settle(folder: Path) -> None:
    """Let the names be on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
