"""The databases that rooms are: made from a case's, moved in time, and thrown away.

kronobarn        the lobby: the schema and nothing in it. Requests outside every room are answered here
case_<case>      a case as it is when a room begins. Nobody can connect to it; rooms are copies of it
room_<code>      a room
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import psycopg
from django.conf import settings
from psycopg import sql

from kronobarn.database import roles
from kronobarn.practice_rooms.where import LOBBY

Connection = psycopg.Connection[tuple[Any, ...]]

ROOM: Final = "room_"
CASE: Final = "case_"
STATE: Final = "practice_room"
"""The schema with what the leader's pages know of a room. The application has no rights there."""

OF_THE_PROCESS: Final = (
    "accounts_counted",
    "axes_",
    "django_",
    "procrastinate_",
    "usersessions_",
    "mfa_",
    "post_",
)
"""Tables whose times are about signing in and the machinery: they follow the real clock."""

FAR: Final = 80_000
"""Days, more than any two dates in a room lie apart."""

MOVED: Final = """
    SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND a.atttypid IN ('date'::regtype, 'timestamptz'::regtype)
    GROUP BY c.relname ORDER BY c.relname
"""

ALONE: Final = "SELECT DISTINCT conrelid::regclass::text FROM pg_constraint WHERE contype = 'x'"
"""Tables where rows may not overlap in time: what one held until another took over, and the other holds without end."""


@contextmanager
def stagehand(database: str = LOBBY) -> Iterator[Connection]:
    """A connection that is not the application's: it makes rooms, and sees all that is in them."""
    with psycopg.connect(settings.STAGEHAND_URL, dbname=database, autocommit=True) as connection:
        yield connection


def names(prefix: str = ROOM) -> dict[str, str]:
    """The databases there are, with what was noted about each when it was made."""
    with stagehand() as lobby:
        rows = lobby.execute(
            "SELECT datname, coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database"
            " WHERE starts_with(datname, %s) ORDER BY 1",
            [prefix],
        ).fetchall()
    return {str(name): str(note) for name, note in rows}


def exists(name: str) -> bool:
    with stagehand() as lobby:
        return lobby.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def copy(name: str, *, of: str, note: str = "") -> None:
    """A new database, like another one."""
    words = {
        "name": sql.Identifier(name),
        "of": sql.Identifier(of),
        "owner": sql.Identifier(roles.OWNER),
        "app": sql.Identifier(roles.APP),
        "note": sql.Literal(note),
    }
    with stagehand() as lobby:
        for line in (
            "CREATE DATABASE {name} OWNER {owner} TEMPLATE {of}",
            "REVOKE ALL ON DATABASE {name} FROM PUBLIC",  # what holds for a database is not copied with it
            "GRANT CONNECT ON DATABASE {name} TO {app}",
            "COMMENT ON DATABASE {name} IS {note}",
        ):
            lobby.execute(sql.SQL(line).format(**words))


def close(name: str, *, note: str) -> None:
    """Nobody connects to a case's database once it is ready, so that it can be copied at any time."""
    words = {"name": sql.Identifier(name), "note": sql.Literal(note)}
    with stagehand() as lobby:
        lobby.execute(sql.SQL("ALTER DATABASE {name} ALLOW_CONNECTIONS false").format(**words))
        lobby.execute(sql.SQL("COMMENT ON DATABASE {name} IS {note}").format(**words))


def throw_away(name: str) -> None:
    """It and all that was in it, though somebody is there."""
    if not name.startswith((ROOM, CASE)):
        raise ValueError(f"{name} is no room")
    with stagehand() as lobby:
        lobby.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def move(connection: Connection, days: int) -> None:
    """Let so many days pass in the room: everything that is written there comes to have been so much earlier.

    First far away and then to its place: a row may not stand, even for a moment, where its neighbour still does.
    Where rows have no end nowhere is far enough, so there all are taken out and put back.
    """
    if not days:
        return
    connection.execute("SET LOCAL session_replication_role = replica")
    connection.execute("SET LOCAL lock_timeout = '10s'")
    connection.execute(sql.SQL("SET LOCAL timezone = {}").format(sql.Literal(settings.TIME_ZONE)))  # nine stays nine
    alone = {str(table) for (table,) in connection.execute(ALONE).fetchall()}
    for table, columns in connection.execute(MOVED).fetchall():
        if table in alone:
            _put_back(connection, table, columns, -days)
        elif not table.startswith(OF_THE_PROCESS):
            _shift(connection, table, columns, FAR)
            _shift(connection, table, columns, -FAR - days)
    connection.execute("SET LOCAL session_replication_role = origin")


def _put_back(connection: Connection, table: str, columns: list[str], days: int) -> None:
    words = {"table": sql.Identifier(table), "aside": sql.Identifier("pg_temp", table)}
    connection.execute(sql.SQL("CREATE TEMPORARY TABLE {table} ON COMMIT DROP AS TABLE public.{table}").format(**words))
    connection.execute(sql.SQL("UPDATE {aside} SET ").format(**words) + _later(columns, days))
    connection.execute(sql.SQL("DELETE FROM public.{table}").format(**words))
    connection.execute(sql.SQL("INSERT INTO public.{table} OVERRIDING SYSTEM VALUE TABLE {aside}").format(**words))
    connection.execute(sql.SQL("DROP TABLE {aside}").format(**words))


def _later(columns: list[str], days: int) -> sql.Composed:
    return sql.SQL(", ").join(
        sql.SQL("{0} = {0} + make_interval(days => {1})").format(sql.Identifier(column), sql.Literal(days))
        for column in columns
    )


def _shift(connection: Connection, table: str, columns: list[str], days: int) -> None:
    changes = _later(columns, days)
    connection.execute(sql.SQL("UPDATE {} SET {}").format(sql.Identifier(table), changes))
