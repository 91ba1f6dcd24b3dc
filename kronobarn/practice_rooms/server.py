"""The database server of the practice rooms: one of their own, in a data folder of their own.

It is another PostgreSQL than the casework's, with other passwords and another socket: there is no role that could reach
both. What the operator has set about the casework's database is not read, but taken away before anything starts. No
Django here: the command line loads this first.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql

from kronobarn.database import passwords, roles, server
from kronobarn.database.binaries import ServerRefused

DATA: Final = ".data/rooms"
MARK: Final = "practice-rooms"  # the demo looks for it too
STAGEHAND: Final = "kronobarn_stagehand"
LEADS_ELSEWHERE: Final = (
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "DATABASE_KEEPER_URL",
    "DATABASE_STAGEHAND_URL",
    "KRONOBARN_DEMO",
    "EMAIL_HOST",
    "LOG_EXPORT",
)
"""Settings of the casework's own, which could lead out of the rooms."""


@contextmanager
def environment(data: Path) -> Iterator[str]:
    """The rooms' server, for as long as this lasts, and what Django needs to find it. Gives the leaders' key."""
    for name in LEADS_ELSEWHERE:
        os.environ.pop(name, None)
    if server.is_ours(data) and not (data / MARK).exists():
        raise ServerRefused(f"I {data} finns annat än övningsrum. Välj en egen mapp för dem med --data.")
    with server.running(data) as database:
        (data / MARK).touch()
        roles.ensure(database)
        kept = passwords.kept(data / "rooms.json", ["stagehand", "leaders"])
        _ensure_stagehand(database, kept["stagehand"])
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "kronobarn.settings",
            "KRONOBARN_PRACTICE_ROOMS": "1",
            "KRONOBARN_DATA": str(database.data),
            "DATABASE_URL": database.url("app"),
            "DATABASE_OWNER_URL": database.url("owner"),
            "DATABASE_KEEPER_URL": database.url("keeper"),
            "DATABASE_STAGEHAND_URL": _url(database, kept["stagehand"]),
            "SECRET_KEY": database.secret("web"),
        }
        os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost")
        os.environ.setdefault("HTTPS", "0" if "SITE_ADDRESS" not in os.environ else "1")
        leaders = os.environ.get("PRACTICE_ROOMS_KEY") or kept["leaders"][:12]
        os.environ["PRACTICE_ROOMS_KEY"] = leaders
        (data / "static").mkdir(exist_ok=True)
        yield leaders


def _ensure_stagehand(database: server.Server, password: str) -> None:
    """Who makes rooms, moves time in them and throws them away. It is there on the rooms' server alone."""
    words = {
        "role": sql.Identifier(STAGEHAND),
        "owner": sql.Identifier(roles.OWNER),
        "name": sql.Literal(STAGEHAND),
        "password": sql.Literal(password),
    }
    with psycopg.connect(database.url("admin", "postgres"), autocommit=True) as admin:
        for line in (
            "DO $do$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {name}) THEN"
            " CREATE ROLE {role}; END IF; END $do$",
            "ALTER ROLE {role} WITH LOGIN NOSUPERUSER CREATEDB NOCREATEROLE NOREPLICATION BYPASSRLS PASSWORD {password}",
            "GRANT {owner} TO {role}",  # the tables are the owner's
            "GRANT pg_signal_backend TO {role}",  # a room is thrown away though somebody is in it
            "GRANT SET ON PARAMETER session_replication_role TO {role}",  # moving time is no event: no trigger runs
        ):
            admin.execute(sql.SQL(line).format(**words))
        # A room is a thousand new files, and throwing one away waits for all of them to be on the disk. What is only
        # played need not outlive a power cut: the folder is removed, and the cases are made anew.
        admin.execute("ALTER SYSTEM SET fsync = off")
        admin.execute("SELECT pg_reload_conf()")


def _url(database: server.Server, password: str) -> str:
    where = urlencode({"host": str(database.sockets)})
    return f"postgresql://{STAGEHAND}:{quote(password, safe='')}@/{roles.DATABASE}?{where}"
