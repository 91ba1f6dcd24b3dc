"""Random towns that stay in a database of their own, so that each mutant is asked about them in a moment."""

from datetime import timedelta
from typing import Any, Final

import psycopg

from tests.circles import test_visibility as answers
from tests.circles import towns
from tests.mutants.clauses import Mutant

HOW_MANY: Final = 400
"""Enough for nearly all; what few towns have is in the features' own tests."""
A_WHILE: Final = timedelta(minutes=20)
"""In half an hour something begins or ends."""


class Crowd:
    """Many towns, and what everybody in them ought to see."""

    def __init__(self, admin: psycopg.Connection[Any]) -> None:
        self._admin = admin
        self._draw()

    def _draw(self) -> None:
        self._started = towns.now()
        self._rows = towns.draw(list(range(HOW_MANY)), self._started)
        with self._admin.transaction():
            self._admin.execute(f"TRUNCATE {', '.join(self._rows)} CASCADE")
            towns.write(self._admin, self._rows)
        self._admin.execute("VACUUM ANALYZE")
        self._facts = towns.facts(self._rows, self._started)
        self._expected = [
            (
                who,
                answers.by_the_oracle(self._facts, self._rows, who, in_the_database=True),
                answers.by_the_oracle(self._facts, self._rows, who),
            )
            for who in towns.EVERYONE
        ]

    def is_answered_wrongly(self, mutant: Mutant | None = None) -> bool:
        """Whether anybody is shown more or less than they ought to be, as far as the mutant can matter."""
        in_the_database, table = (not mutant.function, mutant.table) if mutant else (True, "")
        try:
            with self._admin.transaction(force_rollback=True):
                if (in_the_database and self._differ_in_the_database(table)) or (
                    not table and self._differ_in_visible_to()
                ):
                    return True
                if in_the_database and not table:
                    answers.what_stands(self._admin, self._facts, self._rows)
                if in_the_database and table in {"", "people_child", "people_identity"}:
                    answers.sought_by_number(self._admin, self._rows, self._started)
        except (
            psycopg.Error,
            AssertionError,
            AttributeError,
            TypeError,
        ):  # the last two where it is not even a query any more
            return True
        return False

    def _differ_in_the_database(self, table: str) -> bool:
        tables = [one for one in answers.ASKED if one == table or not table]
        sql = answers.bare(tables)
        return bool(tables) and any(
            let_out[one] != found[one]
            for who, let_out, _shown in self._expected
            for found in [answers.by_the_database(self._admin, who, sql)]
            for one in tables
        )

    def _differ_in_visible_to(self) -> bool:
        return any(
            shown[one] != found[one]
            for who, _let_out, shown in self._expected
            for found in [answers.by_visible_to(self._admin, who)]
            for one in answers.ASKED
        )

    def keep_fresh(self) -> None:
        """Draw the towns anew when it is long since, and things may have begun and ended in them."""
        if towns.now() - self._started > A_WHILE:
            self._draw()
