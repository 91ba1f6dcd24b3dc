"""Bare SQL as anybody, in the town as it was built or in another database, and undone when the test ends.

What a policy or a function of the database says by itself is asked in this way: everything is one transaction of
somebody who may everything, who prepares what is to be asked about and then asks as another role.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from psycopg.errors import CheckViolation, InsufficientPrivilege

from tests import plugin
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
        self.admin.execute("SET LOCAL session_replication_role = replica")
        try:
            return self._execute(statement, values)
        finally:
            if not self._has_failed():
                self.admin.execute("SET LOCAL session_replication_role = origin")

    def ask(self, role: str, statement: str, *values: Any, who: str = "") -> Cursor:
        """What the database answers the application, the keeper or the owner of the tables, in somebody's name."""
        actor = self.world.actor(who) if who else None
        with self.admin.transaction():
            for name in ("person", "assignment"):
                said = str(getattr(actor, f"{name}_id", None) or "")
                self.admin.execute("SELECT set_config(%s, %s, true)", [f"kronobarn.{name}", said])
            self.admin.execute(f"SET LOCAL ROLE kronobarn_{role}".encode())
            try:
                return self._execute(statement, values)
            finally:
                if not self._has_failed():
                    self.admin.execute("RESET ROLE")

    def writes(self, who: str, statement: str, *values: Any) -> bool:
        """Whether the application may write a row in this person's name. A refusal and no row at all are both a no."""
        with self.undone():
            try:
                return bool(self.ask("app", statement, *values, who=who).rowcount)
            except (InsufficientPrivilege, CheckViolation):
                return False

    def shown(self, found: QuerySet[Any, Any]) -> set[str]:
        """What a page's question finds, of one column, when no policy stands behind it."""
        try:
            statement, values = found.query.sql_with_params()
        except EmptyResultSet:
            return set()
        return {str(value) for (value,) in self.admin.execute(statement.encode(), values)}

    def _execute(self, statement: str, values: tuple[Any, ...]) -> Cursor:
        """With values in their order, or one dict of them by name."""
        named = values[0] if values and isinstance(values[0], dict) else values
        return self.admin.execute(statement.encode(), named or None)

    def _has_failed(self) -> bool:
        return self.admin.info.transaction_status == psycopg.pq.TransactionStatus.INERROR


@contextmanager
def bare(world: World, database: str = plugin.DATABASE) -> Iterator[Bare]:
    with psycopg.connect(plugin.server.url("admin", database)) as admin:
        yield Bare(admin, world)
        admin.rollback()
