"""What the casework's database shows to the public site: the views that features call published_*, and nothing else.

A feature defines `published_notes` in its policies.sql. Here it becomes `published.notes`, in a schema where the site's
role may look: into `public` it has no way, so that neither a forgotten right on a table nor a function is in its reach.
The views are the owner's, for whom row-level security is forced: of a table about children they would show nothing.
"""

from __future__ import annotations

from typing import Final

from psycopg import ClientCursor, sql

from kronobarn.database.roles import SITE

PUBLISHED: Final = "published_"
VIEWS: Final = """
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = to_regnamespace(%s) AND c.relkind = 'v' AND starts_with(c.relname, %s)
    ORDER BY c.relname
"""
MISSING: Final = "SELECT to_regnamespace('published') IS NULL"


def withdraw(cursor: ClientCursor[tuple[object, ...]]) -> None:
    """Take the site's views away, so that features can define theirs anew."""
    for (name,) in cursor.execute(VIEWS, ["published", ""]).fetchall():
        cursor.execute(sql.SQL("DROP VIEW published.{}").format(sql.Identifier(str(name))))


def publish(cursor: ClientCursor[tuple[object, ...]]) -> None:
    """Show what features have published. A database whose roles are from before the site shows nothing yet."""
    if cursor.execute(MISSING).fetchone() == (True,):
        return
    for (name,) in cursor.execute(VIEWS, ["public", PUBLISHED]).fetchall():
        words = {
            "shown": sql.Identifier("published", str(name).removeprefix(PUBLISHED)),
            "own": sql.Identifier("public", str(name)),
            "site": sql.Identifier(SITE),
        }
        cursor.execute(sql.SQL("CREATE VIEW {shown} AS SELECT * FROM {own}").format(**words))
        cursor.execute(sql.SQL("GRANT SELECT ON {shown} TO {site}").format(**words))
