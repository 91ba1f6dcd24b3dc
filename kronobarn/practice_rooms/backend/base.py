"""Django's PostgreSQL, where each connection is to the room that the thread is in.

Django keeps one connection a thread, to the database that the settings name. Here there is one database a room, so the
name is asked for when the connection is made, and again at each use: a connection that has been left open in another
room is a fault, and is never used.
"""

from typing import Any

from django.db.backends.postgresql import base

from kronobarn.practice_rooms import where


class WrongRoom(Exception):
    """A connection was left open when the thread went to another room."""


class DatabaseWrapper(base.DatabaseWrapper):
    """As usual, but for where it leads."""

    _to: str = ""

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        self._to = params["dbname"] = where.database()
        return params

    def ensure_connection(self) -> None:
        if self.connection is not None and self._to != where.database():
            raise WrongRoom(f"the connection is to {self._to}, the thread is in {where.database()}")
        super().ensure_connection()
