"""The connection of the log's keeper: the role that seals, checks, copies and, by the rule, ends the log."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import psycopg
from django.conf import settings

Connection = psycopg.Connection[Any]

LINE: Final = (
    "ROW(tx, id, extract(epoch FROM at), kind, person_id, assignment_id, unit_id, child_id, subject, why, detail)::text"
)
"""What is sealed of an entry. A row as text tells an empty column from one that is not there, and quotes the rest,
so that no two entries read the same."""


@contextmanager
def keeper() -> Iterator[Connection]:
    with psycopg.connect(settings.KEEPER_DSN) as connection:
        yield connection


def one(connection: Connection, sql: str, params: Any = None) -> Any:
    """The one row there always is."""
    row = connection.execute(sql, params).fetchone()
    assert row is not None
    return row
