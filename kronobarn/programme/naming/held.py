"""Whose names the process keeps, feature by feature, and from when their time runs.

A feature that keeps names of people who answer says so here. Two functions of the database belong to it, named by its key:
`<key>_names_held(day)` counts those whose time began before a day, and `<key>_forget_names(removal)` takes them away, once
two persons have said so. What people have answered stays, and what they do for a living.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql


@dataclass(frozen=True, slots=True)
class Held:
    """Names that one feature keeps."""

    key: str
    whose: Any
    yours: Any
    runs_from: Any

    def ended_before(self, day: date) -> int:
        """How many names there are whose time began before a day."""
        return _asked(f"{self.key}_names_held", day)

    def forget(self, removal: UUID) -> int:
        """Take away what a removal says. The database asks whether two persons have said so."""
        return _asked(f"{self.key}_forget_names", removal)


_held: dict[str, Held] = {}


def also(held: Held) -> None:
    """Let a feature say what it keeps. Called once, when the feature is loaded."""
    _held[held.key] = held


def held() -> list[Held]:
    """All of them, in the order of the features."""
    return list(_held.values())


def of(key: str) -> Held | None:
    return _held.get(key)


def _asked(function: str, about: date | UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT {}(%s)").format(sql.Identifier(function)), [about])
        return int(cursor.fetchone()[0])
