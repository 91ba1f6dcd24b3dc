"""The roles in the database, and the statements that make them.

    kronobarn_owner   owns the database and its schema and runs migrations; not superuser
    kronobarn_app     what the web process and the worker connect as; owns nothing
    kronobarn_keeper  seals and verifies the log, and looks after its partitions
    kronobarn_site    the public site: owns the schema `site`, reads the views in the schema `published`, and has no
                      way into `public`, where everything else lies

None of them may pass row-level security by. The statements can be run again at any time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import psycopg
from psycopg import sql

from kronobarn.database.server import Server

OWNER: Final = "kronobarn_owner"
APP: Final = "kronobarn_app"
KEEPER: Final = "kronobarn_keeper"
SITE: Final = "kronobarn_site"
ROLES: Final = (OWNER, APP, KEEPER, SITE)
DATABASE: Final = "kronobarn"
ONE_AT_A_TIME: Final = 20261121  # the advisory lock under which roles are made

SCRIPT_HEAD: Final = r"""-- Kronobarns roller och databas. Kör som superanvändare; psql frågar efter fyra lösenord:
--   kronobarn doctor --sql > roller.sql && psql --set ON_ERROR_STOP=1 -f roller.sql postgres
-- Kan köras om; lösenorden blir då de nya."""


def ensure(server: Server, database: str = DATABASE) -> None:
    """Make the roles and the database on the embedded server."""
    passwords = {
        OWNER: sql.Literal(server.secret("owner")),
        APP: sql.Literal(server.secret("app")),
        KEEPER: sql.Literal(server.secret("keeper")),
        SITE: sql.Literal(server.secret("site")),
    }
    with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        for statement in role_statements(passwords):
            connection.execute(statement)
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        if known is None:
            connection.execute(_create_database(database))
        with psycopg.connect(server.url("admin", database), autocommit=True) as inside:
            for statement in database_statements(database):
                inside.execute(statement)


def statements(database: str = DATABASE) -> list[str]:
    """The same for an operator's server: lines for psql, which asks for the passwords."""
    create = _text(_create_database(database)).replace("'", "''")
    missing = f"SELECT FROM pg_database WHERE datname = '{database}'"
    asked = {role: sql.SQL(f":'{role}_password'") for role in ROLES}
    return [
        SCRIPT_HEAD,
        *(rf"\prompt 'Lösenord för {role}: ' {role}_password" for role in asked),
        *(f"{_text(each)};" for each in role_statements(asked)),
        rf"SELECT '{create}' WHERE NOT EXISTS ({missing}) \gexec",
        rf"\connect {database}",
        *(f"{_text(each)};" for each in database_statements(database)),
    ]


def role_statements(passwords: Mapping[str, sql.Composable]) -> list[sql.Composed]:
    """Make the roles if they are not there, and hold them to their rights."""
    made: list[sql.Composed] = []
    for role, password in passwords.items():
        name = sql.Identifier(role)
        create = sql.SQL("CREATE ROLE {}").format(name)
        made += [
            sql.SQL(
                "DO $do$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {}) THEN {}; END IF; END $do$"
            ).format(sql.Literal(role), create),
            sql.SQL(
                "ALTER ROLE {} WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD {}"
            ).format(name, password),
        ]
    # Sealing asks which transactions of this database are still open.
    made.append(sql.SQL("GRANT pg_read_all_stats TO {}").format(sql.Identifier(KEEPER)))
    made.append(sql.SQL("ALTER ROLE {} SET search_path TO site").format(sql.Identifier(SITE)))
    return made


def database_statements(database: str) -> list[sql.Composed]:
    """Inside the database: everything is the owner's, and the others may only come in."""
    words = {
        "database": sql.Identifier(database),
        "owner": sql.Identifier(OWNER),
        "users": sql.SQL(", ").join(map(sql.Identifier, (APP, KEEPER))),
        "site": sql.Identifier(SITE),
    }
    return [
        sql.SQL(line).format(**words)
        for line in (
            "ALTER DATABASE {database} OWNER TO {owner}",
            "ALTER SCHEMA public OWNER TO {owner}",
            "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
            "REVOKE ALL ON SCHEMA public FROM PUBLIC",
            "GRANT CONNECT ON DATABASE {database} TO {users}",
            "GRANT USAGE ON SCHEMA public TO {users}",
            "GRANT CONNECT ON DATABASE {database} TO {site}",
            "REVOKE ALL ON SCHEMA public FROM {site}",
            "CREATE SCHEMA IF NOT EXISTS site AUTHORIZATION {site}",
            "CREATE SCHEMA IF NOT EXISTS published AUTHORIZATION {owner}",
            "REVOKE ALL ON SCHEMA site, published FROM PUBLIC",
            "GRANT USAGE ON SCHEMA published TO {site}",
        )
    ]


def _create_database(database: str) -> sql.Composed:
    return sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(
        sql.Identifier(database), sql.Identifier(OWNER)
    )


def _text(statement: sql.Composed) -> str:
    return statement.as_string(None)
