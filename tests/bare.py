"""Bare SQL as anybody in the town, as it was built or in another database, and undone when the test ends.

What a policy or a function of the database says by itself is asked in this way: everything is one transaction of
somebody who may everything, who prepares what is to be asked about and then asks as another role. `tests/rows.py` asks
in the same way about rows of people whom nobody in the town knows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db.models import QuerySet

from tests import plugin, rows
from tests.world import World

Cursor = psycopg.Cursor[Any]


@dataclass(frozen=True)
class Bare:
    admin: psycopg.Connection[Any]
    world: World

    @contextmanager
    def undone(self) -> Iterator[None]:
        """What happens in the block never did."""
        with self.admin.transaction(force_rollback=True):
            yield

    def run(self, statement: str, *values: Any) -> Cursor:
        """Past all policies, triggers and foreign keys."""
        with self.admin.transaction():
            self.admin.execute("SET LOCAL session_replication_role = replica")
            cursor = rows.execute(self.admin, statement, values)
            self.admin.execute("SET LOCAL session_replication_role = origin")
        return cursor

    def ask(self, role: str, statement: str, *values: Any, who: str = "") -> Cursor:
        """What the database answers the application, the keeper or the owner of the tables, in somebody's name."""
        person, assignment = self._ids(who)
        with self.admin.transaction(), rows.acting(self.admin, person, assignment, role):
            return rows.execute(self.admin, statement, values)

    def writes(self, who: str, statement: str, *values: Any) -> bool:
        """Whether the application may write a row in this person's name."""
        person, assignment = self._ids(who)
        return rows.lets(self.admin, person, statement, *values, at=assignment)

    def shown(self, found: QuerySet[Any, Any]) -> set[str]:
        """What a page's question finds, of one column, when no policy stands behind it."""
        return {str(value) for (value,) in rows.shown(self.admin, found)}

    def _ids(self, who: str) -> tuple[int | None, int | None]:
        actor = self.world.actor(who) if who else None
        return (actor.person_id, actor.assignment_id) if actor else (None, None)


@contextmanager
def bare(world: World, database: str = plugin.DATABASE) -> Iterator[Bare]:
    with psycopg.connect(plugin.server.url("admin", database)) as admin, admin.transaction(force_rollback=True):
        yield Bare(admin, world)
