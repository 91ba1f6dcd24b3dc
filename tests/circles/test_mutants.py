"""Each clause of the policies of what is seen is needed: without it, some random town is answered wrongly.

A few of them at a time here; all of them with `make mutants`, which then tries the rest of who sees what.
"""

import os
import random
import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests import plugin
from tests.circles import towns
from tests.circles.test_visibility import (
    by_the_database,
    by_the_oracle,
    sought_by_number,
)
from tests.hunt.oracle import Facts, Who
from tests.mutants import Mutant, mutants

pytestmark = pytest.mark.database

READS = [mutant for mutant in mutants() if mutant.reads_in_a_town]
MANY = os.environ.get("KRONOBARN_MUTANTS", "6")
CHOSEN = READS if MANY == "all" else random.Random(4711).sample(READS, int(MANY))  # the same in every process
TOWNS = (250, 800)
"""Enough for nearly all; some clauses are about what few towns have."""
SAME = {
    "circles_blocked_from_me() RETURNS without AND a.person_id": "an assignment is one person's",
    "circles_blocked_from_me() RETURNS without AND q.ended_at IS NULL": "to be quick",
    "circles_blocked_from_me() RETURNS without q.area_id = my_area AND": "to be quick",
    "circles_blocked_from_me() RETURNS without AND b.child_id IN": "records of other children are not seen; to be quick",
    "circles_blocked_from_me() RETURNS without AND r.author_id": "nobody here is in two units of an area (test_blocking)",
    "circles_sees_record( of_child without AND author <> circles_me()": "nobody here is in two units of an area",
    "circles_sees_record( of_child without EXISTS (SELECT 1 FROM circles_block q": "to be quick",
    "circles_sees_record( of_child without q.child_id = of_child AND": "to be quick",
    "circles_sees_record( of_child without AND q.ended_at IS NULL": "to be quick",
    "circles_sees_record( of_child without d.child_id": "a record is of one child; for the index",
    "circles_sees_seat( seat without person = s.person_id AND": "an assignment is one person's",
    "seat_see ON circles_seat FOR without person_id = (SELECT circles_me()) AND": "an assignment is one person's",
    "opening_see ON emergency_opening FOR without person_id": "an assignment is one person's",
    "task_of_ones_own_question ON notices_task FOR without r.child_id": "a request is of one child; for the index",
    "task_of_ones_own_question ON notices_task FOR without AND r.asked_by_id": "of the family only the one who asked sees it",
    "task_see_of_joint_work ON notices_task FOR without AND (SELECT": "staff see all that waits for another reason",
    "seat_see ON circles_seat FOR without (person_id": "one's own seats come again further down; to be quick",
    "source_of_the_asking_and_the_asked ON assessments_source AS without s.child_id": "else the record is not seen",
    "source_of_the_asking_and_the_asked ON assessments_source AS without r.child_id": "a record is of one child",
    "withheld_in_the_owners_area ON circles_withheld AS without s.child_id": "all seats of an assignment are in one area",
    "withheld_in_the_owners_area ON circles_withheld AS without r.child_id": "a record is of one child",
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
    assert any(_is_missed(admin, mutant, many) for many in TOWNS)


def _is_missed(admin: psycopg.Connection[Any], mutant: Mutant, many: int) -> bool:
    started = towns.now()
    rows = towns.draw(list(range(many)), started)
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
        return any(_differ(admin, facts, rows, who) for who in towns.EVERYONE)


def _differ(admin: psycopg.Connection[Any], facts: Facts, rows: towns.Rows, who: Who) -> bool:
    expected = by_the_oracle(facts, rows, who, in_the_database=True)
    found = by_the_database(admin, who)
    return any(found[table] != keys for table, keys in expected.items())
