"""Each clause of `visible_to`, and of the policies of what is seen, is needed: without it, some random town is answered wrongly.

A few of them at a time here; all of them with `make mutants`, which then tries the rest of who sees what.
"""

import ast
import os
import random
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import Any
from unittest.mock import patch

import psycopg
import pytest

from tests import plugin
from tests.circles import towns
from tests.circles.test_visibility import (
    by_the_database,
    by_the_oracle,
    by_visible_to,
    compiled,
    sought_by_number,
)
from tests.hunt.oracle import Facts, Who
from tests.mutants import WHO_SEES, Mutant, mutants

pytestmark = pytest.mark.database

READS = [mutant for mutant in mutants() if mutant.reads]
MANY = os.environ.get("KRONOBARN_MUTANTS", "6")
CHOSEN = READS if MANY == "all" else random.SystemRandom().sample(READS, int(MANY))
TOWNS = 250
SAME = {
    "record_see ON circles_record FOR without s.role <> 'notifier' AND": "a notifier is not let see the disclosure",
    "record_see ON circles_record FOR without d.child_id": "a record is of one child; for the index",
    "seat_see ON circles_seat FOR without person_id = (SELECT circles_me()) AND": "an assignment is one person's",
    "seat_see ON circles_seat FOR without (person_id": "one's own seats come again further down; to be quick",
    "source_of_the_asking_and_the_asked ON assessments_source AS without s.child_id": "else the record is not seen",
    "source_of_the_asking_and_the_asked ON assessments_source AS without r.child_id": "a record is of one child",
    "held_by without .filter(role__in=roles)": "asked by rules of who may do what, and held by their tests",
}
"""Clauses that make no difference to what is seen, and why they stand there all the same."""


@pytest.fixture(scope="module")
def admin(django_db_setup: None) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(plugin.server.url("admin", plugin.DATABASE), autocommit=True) as connection:
        yield connection


def _name(mutant: Mutant) -> str:
    return re.sub(r"\W+", "-", str(mutant))[-120:]


@pytest.mark.parametrize("mutant", CHOSEN, ids=_name)
def test_without_one_clause_somebody_is_answered_wrongly(admin: psycopg.Connection[Any], mutant: Mutant) -> None:
    same = next((why for what, why in SAME.items() if what in mutant.what), None)
    if same is not None:
        pytest.skip(same)
    if mutant.file.suffix == ".py":
        with _in_place(mutant):
            assert _is_missed(admin, mutant)
        return
    assert _is_missed(admin, mutant)


def _is_missed(admin: psycopg.Connection[Any], mutant: Mutant) -> bool:
    started = towns.now()
    rows = towns.draw(list(range(TOWNS)), started)
    with admin.transaction(force_rollback=True):
        for policy, table in re.findall(r"CREATE POLICY (\w+) ON (\w+)", mutant.statement):
            admin.execute(f"DROP POLICY {policy} ON {table}")
            admin.execute(mutant.statement)
        towns.write(admin, rows)
        facts = towns.facts(rows, started)
        try:
            sought_by_number(admin, rows, started)
        except AssertionError:
            return True
        return any(_differ(admin, facts, rows, who, in_the_database=bool(mutant.statement)) for who in towns.EVERYONE)


def _differ(admin: psycopg.Connection[Any], facts: Facts, rows: towns.Rows, who: Who, *, in_the_database: bool) -> bool:
    expected = by_the_oracle(facts, rows, who, in_the_database=in_the_database)
    found = (by_the_database if in_the_database else by_visible_to)(admin, who)
    return any(found[table] != keys for table, keys in expected.items())


@contextmanager
def _in_place(mutant: Mutant) -> Iterator[None]:
    """The mutant's functions in the place of those of the module, for a while."""
    module = import_module(f"kronobarn.{mutant.file.parent.name}.models")
    with ExitStack() as stack:
        for node in ast.parse(mutant.text).body:
            holder: Any = getattr(module, node.name) if isinstance(node, ast.ClassDef) else module
            for one in node.body if isinstance(node, ast.ClassDef) else [node]:
                if isinstance(one, ast.FunctionDef) and one.name in WHO_SEES:
                    stack.enter_context(patch.object(holder, one.name, _made(one, holder, module)))
        compiled.cache_clear()
        yield
    compiled.cache_clear()


def _made(function: ast.FunctionDef, holder: Any, module: Any) -> Any:
    """The function, as if it had been written where it stands (`__class__` is what `super()` goes by)."""
    inside = "\n".join(f"    {line}" for line in ast.unparse(function).splitlines())
    names: dict[str, Any] = {}
    exec(f"def make(__class__):\n{inside}\n    return {function.name}", module.__dict__, names)  # noqa: S102
    return names["make"](holder)
