"""What the application's role may do with assignments, in bare SQL."""

from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError, ProgrammingError

from tests.administration.conftest import put_to_work
from tests.world import World

pytestmark = pytest.mark.database

GIVE = (
    "INSERT INTO authorities_assignment (person_id, unit_id, profession, role, since)"
    " VALUES (%s, %s, 'teacher', 'responsible', circles_today())"
)
GIVEN = [
    # who       to       in the unit        and what the database says
    ("adam", "kim", "socialkontoret", True),
    ("adam", "adam", "angsskolan", False),
    ("adam", "kim", "granskolan", False),
    ("rita", "bo", "angsskolan", False),
    ("rut", "kim", "angsskolan", False),
    ("eva", "eva", "angsskolan", False),
]


@pytest.mark.parametrize(("who", "to", "unit", "taken"), GIVEN)
def test_an_assignment_is_given_by_the_organisations_administrator_to_others(
    run: World, who: str, to: str, unit: str, taken: bool
) -> None:
    with run.as_(who), connection.cursor() as cursor:
        asked = [run.people[to].pk, run.units[unit].pk]
        if taken:
            cursor.execute(GIVE, asked)
        else:
            with pytest.raises(ProgrammingError, match="to somebody else"), transaction.atomic():
                cursor.execute(GIVE, asked)


CHANGES = [
    ("adam", "until = circles_today()", None),
    ("adam", "role = 'administrator'", IntegrityError),
    ("adam", "person_id = %(other)s", IntegrityError),
    ("adam", "since = circles_today()", IntegrityError),
    ("rita", "until = circles_today()", ProgrammingError),
    ("kim", "until = circles_today()", ProgrammingError),
]


@pytest.mark.parametrize(("who", "change", "refusal"), CHANGES)
def test_an_assignment_is_only_ended(run: World, who: str, change: str, refusal: type[Exception] | None) -> None:
    statement = f"UPDATE authorities_assignment SET {change} WHERE id = %(id)s"
    given = {"id": run.assignments["kim"].pk, "other": run.people["tage"].pk}
    with run.as_(who), connection.cursor() as cursor:
        if refusal is None:
            cursor.execute(statement, given)
            assert cursor.rowcount == 1
        else:
            with pytest.raises(refusal), transaction.atomic():
                cursor.execute(statement, given)


@pytest.mark.parametrize("statement", ["DELETE FROM authorities_assignment", "TRUNCATE authorities_assignment CASCADE"])
def test_who_worked_where_stays_said(run: World, statement: str) -> None:
    refused: Any = pytest.raises(ProgrammingError, match="permission denied")
    with refused as raised, connection.cursor() as cursor, transaction.atomic():
        cursor.execute(statement)
    assert isinstance(raised.value.__cause__, psycopg.errors.InsufficientPrivilege)


@pytest.mark.parametrize(
    ("who", "whose", "answer"),
    [
        ("adam", "rut", True),
        ("adam", "kim", False),
        ("adam", "mona", False),
        ("rita", "mona", True),
        ("rita", "rut", False),
        ("rut", "rut", False),
        ("lova", "rut", False),
    ],
)
def test_the_baton_is_told_of_with_yes_or_no_to_the_administrator(
    run: World, who: str, whose: str, answer: bool
) -> None:
    with run.as_(who), connection.cursor() as cursor:
        cursor.execute("SELECT administration_must_hand_over(%s)", [run.assignments[whose].pk])
        assert cursor.fetchone() == (answer,)


def test_an_administrator_whose_assignment_has_ended_administers_nothing(run: World) -> None:
    ended = put_to_work(run, "kim", "kommunhuset", "system_administrator", "administrator")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE authorities_assignment SET until = circles_today() - 1 WHERE id = %s", [ended.pk])
        person = str(run.people["kim"].pk)
        cursor.execute("SELECT set_config('kronobarn.person', %s, true)", [person])
        cursor.execute("SELECT set_config('kronobarn.assignment', %s, true)", [str(ended.pk)])
        cursor.execute("SELECT administration_my_organisation()")
        assert cursor.fetchone() == (None,)
