"""Carrying out what two persons have said yes to: first the archive's package, then the removal, in one transaction.

Done as the log's keeper, which may read and remove nothing else than that, through two functions of the database. The
package is in its place on disk, and its digest in the database, before anything is gone.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import psycopg
import structlog
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from kronobarn.audit.actions import record
from kronobarn.audit.keeper import Connection, keeper, one
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.retention import events, reads
from kronobarn.retention.reads import Ripe
from kronobarn.ui import documents

log = structlog.get_logger(__name__)

FORMAT: Final = "kronobarn-archive-2"
READ_BY_OWNER: Final = 0o600
PICTURE: Final = "jpg"
CHANGED: Final = (
    psycopg.errors.CheckViolation,
    psycopg.errors.ForeignKeyViolation,
    psycopg.errors.SerializationFailure,
)
"""What the database answers when something is not as it was approved."""
_LOCK: Final = 0x6B726F6E72  # one at a time
_APPROVED: Final = """
SELECT id, area_id, rules_version, approved_at FROM retention_proposal
WHERE approved_at IS NOT NULL AND withdrawn_at IS NULL AND carried_out_at IS NULL ORDER BY approved_at
"""
_CONTENT: Final = "SELECT child_id, record_id, of_table, content FROM retention_content(%s)"
_FILES: Final = "SELECT content FROM retention_files(%s)"
MOST_IN_PDF: Final = 60 * 1024 * 1024
"""Bytes of pictures in one PDF. Where there are more they stand beside it, as all of them do."""


@dataclass(frozen=True)
class Done:
    """One proposal that has been carried out."""

    proposal_id: UUID
    package: str
    records: int


def dry_run() -> Iterator[tuple[str, list[Ripe]]]:
    """Each area with what the rules say about it today. Reads dates and numbers only."""
    with keeper() as connection:
        for area_id, name in connection.execute("SELECT area_id, name FROM retention_areas()").fetchall():
            acts = connection.execute("SELECT * FROM retention_acts(%s)", [area_id]).fetchall()
            leaning = connection.execute("SELECT * FROM retention_leaning(%s)", [area_id]).fetchall()
            yield (
                name,
                reads.weighed(
                    [reads.act_of(area_id, row) for row in acts],
                    [reads.pair_of(area_id, row) for row in leaning],
                    today=clock.today(),
                ),
            )


def carry_out() -> tuple[list[Done], list[UUID]]:
    """Everything that has been approved: what was done, and what is no longer as it was approved."""
    done, refused = [], []
    with keeper() as connection:
        approved = connection.execute(_APPROVED).fetchall()
    for proposal_id, *what in approved:
        try:
            done.append(_carry_out(proposal_id, *what))
        except CHANGED:
            refused.append(proposal_id)
            log.warning("retention_refused", proposal=str(proposal_id))
    return done, refused


def _carry_out(proposal_id: UUID, area_id: int, rules_version: str, approved_at: Any) -> Done:
    with _alone() as connection:
        rows = connection.execute(_CONTENT, [proposal_id]).fetchall()
        name = f"gallring-{clock.today().isoformat()}-{proposal_id}"
        pictures = _put_files(connection, proposal_id, name)
        package = _package(proposal_id, rules_version, approved_at, rows, pictures)
        digest = _write(name, package)
        records = one(connection, "SELECT retention_carry_out(%s, %s, %s)", [proposal_id, name, digest])[0]
    for child in package["children"]:
        for act in child["acts"]:
            happened = events.ActRemoved(area=area_id, retention_class=act["retention_class"], records=act["records"])
            for card in (child["child"], *child["other_cards"]):
                with acting(None):
                    record(happened, by=SYSTEM, child_id=UUID(card["id"]), subject=f"proposal:{proposal_id}")
    log.info("retention_carried_out", proposal=str(proposal_id), records=records, digest=digest.hex())
    return Done(proposal_id, name, records)


@contextmanager
def _alone() -> Iterator[Connection]:
    """What is packed is what goes: nobody's change in between is seen, and one that touches it undoes all."""
    with keeper() as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        yield connection


def _package(
    proposal_id: UUID, rules_version: str, approved_at: Any, rows: list[tuple[Any, ...]], pictures: dict[str, str]
) -> dict[str, Any]:
    """As docs/reference/archive.schema.json says: each child, each record, every row that hangs on it, and the rest."""
    children: dict[str, dict[str, Any]] = {}
    records: dict[str, dict[str, Any]] = {}
    for child_id, record_id, table, content in rows:
        child = children.setdefault(
            str(child_id), {"child": None, "other_cards": [], "acts": [], "records": [], "rows": {}}
        )
        for value in content.values():  # a file, which is named by its sum
            if isinstance(value, dict) and value.get("sha256") in pictures:
                value["file"] = pictures[value["sha256"]]
        if table == "people_child" and content["id"] == str(child_id):
            child["child"] = content
        elif table == "people_child":
            child["other_cards"].append(content)
        elif table == "retention_proposedact":
            child["acts"].append(content)
        elif table == "circles_record":
            records[str(record_id)] = {"record": content, "rows": {}}
            child["records"].append(records[str(record_id)])
        elif record_id is None:
            child["rows"].setdefault(table, []).append(content)
        else:
            records[str(record_id)]["rows"].setdefault(table, []).append(content)
    return {
        "format": FORMAT,
        "proposal": str(proposal_id),
        "rules_version": rules_version,
        "approved_at": approved_at,
        "made_at": clock.now(),
        "children": list(children.values()),
    }


def folder() -> Path:
    """Where packages are left for the authority's archive to fetch."""
    return Path(settings.DATA) / "archive"


def _put_files(connection: Connection, proposal_id: UUID, name: str) -> dict[str, str]:
    """The papers, each in a file; what they are called, by their sums. One at a time: they are large."""
    named: dict[str, str] = {}
    with connection.cursor(name="files") as cursor:
        cursor.itersize = 1
        for (content,) in cursor.execute(_FILES, [proposal_id]):
            digest = hashlib.sha256(content).hexdigest()
            named[digest] = f"{name}-{digest[:16]}.{'pdf' if content.startswith(b'%PDF-') else PICTURE}"
            _put(folder() / named[digest], content)
    return named


def _write(name: str, package: dict[str, Any]) -> bytes:
    """The package as JSON with its digest beside it and, where it can be made, as PDF/A. Its name says nothing."""
    text = json.dumps(package, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()
    digest = hashlib.sha256(text)
    _put(folder() / f"{name}.json", text)
    _put(folder() / f"{name}.json.sha256", f"{digest.hexdigest()}  {name}.json\n".encode())
    if documents.available():
        for number, child in enumerate(package["children"], 1):  # one each: laying out takes memory
            pictures = _shown(child)
            shown = documents.html(
                "retention/archive.html", {"package": package, "child": child, "pictures": pictures, "said": _said}
            )
            made = documents.pdf(shown, variant=documents.Variant.LASTING, pictures=pictures)
            _put(folder() / f"{name}-{number}.pdf", made)
    return digest.digest()


def _shown(child: dict[str, Any]) -> dict[str, bytes]:
    """The child's pictures by the address that the document gives them, unless they are too many for one document."""
    files = [
        value
        for one in child["records"]
        for rows in one["rows"].values()
        for row in rows
        for value in row.values()
        if isinstance(value, dict) and value.get("file", "").endswith(f".{PICTURE}")
    ]
    if sum(value["size"] for value in files) > MOST_IN_PDF:
        return {}
    return {f"picture:{value['sha256']}": (folder() / value["file"]).read_bytes() for value in files}


def _said(value: Any) -> str:
    """A column as it is read: text as it stands, and lists as JSON with their letters."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _put(file: Path, content: bytes) -> None:
    """Whole or not at all, and readable by us alone."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = file.with_name(f".{file.name}.part")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, READ_BY_OWNER), "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    unfinished.replace(file)
