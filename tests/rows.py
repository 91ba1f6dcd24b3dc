"""A few rows of tables, for what the database answers by itself: written past foreign keys and triggers, and rolled back.

What matters to a test is said, the rest filled in. The people, services and children have ids that nobody in the town has.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

import psycopg
import pytest
from django.core.exceptions import EmptyResultSet
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from psycopg.errors import CheckViolation, InsufficientPrivilege, ObjectNotInPrerequisiteState, RaiseException

NOW: Final = datetime.now(UTC)
TODAY: Final = timedelta()
"""A day is said as so many days from today, and reckoned when the row is written: midnight may pass while the tests run."""
ADA, BEA, CIA, DAN, EVA, EMIL, ELSA = range(-107, -100)
SCHOOL, CLINIC, OFFICE = range(-203, -200)
"""Areas, and the one unit in each."""
A_CHILD, ANOTHER = (UUID(int=number) for number in (901, 902))

Row = tuple[str, dict[str, Any]]


def ago(days: float = 0, *, years: int = 0) -> datetime:
    """Half an hour before then, so that nothing begins or ends at the moment that somebody asks."""
    then = NOW - timedelta(days=days, minutes=30)
    return then.replace(year=then.year - years, day=min(then.day, 28)) if years else then


def ahead(days: float) -> datetime:
    return NOW + timedelta(days=days)


def a_child(child: UUID = A_CHILD, **said: Any) -> Row:
    return "people_child", {
        "id": child, "given_name": "c", "family_name": "c", "born_on": TODAY, "pronoun": "", "language": "sv",
        "protection": "none", "registered_at": NOW, "registered_by_id": ADA, **said,
    }  # fmt: skip


def a_person(person: int, **said: Any) -> Row:
    return "people_person", {
        "id": person, "password": "", "username": f"rows{person}", "given_name": "p", "family_name": "p",
        "is_active": True, "protected": False, "email": "", "is_demo": False, "language": "sv", **said,
    }  # fmt: skip


def a_unit(unit: int = SCHOOL, **said: Any) -> Row:
    return "authorities_unit", {
        "id": unit, "key": f"rows{unit}", "area_id": unit, "name": "u", "kind": "school", "municipality_code": "",
        "mailbox": "", "active": True, "name_in_files": "", **said,
    }  # fmt: skip


def an_assignment(person: int = ADA, unit: int = SCHOOL, **said: Any) -> Row:
    """One for each person, with their own id."""
    return "authorities_assignment", {
        "id": person, "person_id": person, "unit_id": unit, "profession": "teacher", "role": "responsible",
        "since": TODAY - timedelta(days=900), "until": None, **said,
    }  # fmt: skip


def a_seat(person: int = ADA, role: str = "responsible", child: UUID = A_CHILD, **said: Any) -> Row:
    """At work in the school, or as family."""
    at_work = role not in {"guardian", "child"}
    return "circles_seat", {
        "id": uuid4(), "child_id": child, "person_id": person, "assignment_id": person if at_work else None,
        "area_id": SCHOOL if at_work else None, "role": role, "ground": "task", "why": "", "since": ago(50), "until": None,
        "told_from": None, "granted_by_id": ADA, **said,
    }  # fmt: skip


def a_record(record: UUID, kind: str, child: UUID = A_CHILD, **said: Any) -> Row:
    """Written by Ada at work."""
    return "circles_record", {
        "id": record, "child_id": child, "owner_id": SCHOOL, "kind": kind, "author_id": ADA, "author_assignment_id": ADA,
        "headline": "h", "happened_on": TODAY, "written_at": NOW, "practice_version": "v", "retention_class": "matter",
        "part_of_id": None, **said,
    }  # fmt: skip


def a_disclosure(child: UUID = A_CHILD, **said: Any) -> Row:
    """On consent, from the school to the clinic."""
    return "circles_disclosure", {
        "id": uuid4(), "child_id": child, "record_id": uuid4(), "owner_id": SCHOOL, "to_area_id": CLINIC, "to_person_id": None,
        "granted": True, "ground": "consent", "consent": uuid4(), "kinds": ["school"], "necessity": "de ska veta", "since": ago(10),
        "until": ahead(90), "decided_by_id": ADA, "decided_for_id": None, "ended_by_id": None, "ended_at": None, **said,
    }  # fmt: skip


def a_stretch(child: UUID = A_CHILD, **said: Any) -> Row:
    """Ada holds the baton."""
    return "responsibility_responsibility", {
        "id": uuid4(), "child_id": child, "function": "head_teacher", "unit_id": SCHOOL, "holder_id": ADA, "since": ago(50),
        "until": None, "accepted_at": NOW, "accepted_by_id": ADA, "handed_on_from_id": None, "offered_to_id": None,
        "offered_at": None, "offered_because": "Barnet ska flytta.", "left_behind": [], **said,
    }  # fmt: skip


def a_task(kind: str, child: UUID = A_CHILD, **said: Any) -> Row:
    return "notices_task", {
        "id": uuid4(), "child_id": child, "person_id": ADA, "assignment_id": ADA, "kind": kind, "subject": uuid4(),
        "due_on": TODAY, "asked_at": NOW, "asked_by_id": ADA, "done_at": None, "done_by_id": None, **said,
    }  # fmt: skip


def a_block(unit: int, child: UUID = A_CHILD, **said: Any) -> Row:
    """The child has had blocked, in the school's area, what a unit has written."""
    return "circles_block", {
        "id": uuid4(), "child_id": child, "area_id": SCHOOL, "unit_id": unit, "since": ago(), "wish": "w", "maturity": "m",
        "recorded_by_id": ADA, "recorded_for_id": ADA, "ended_at": None, "ended_by_id": None, "ended_because": "", **said,
    }  # fmt: skip


def a_guardianship(child: UUID = A_CHILD, **said: Any) -> Row:
    return "people_guardianship", {
        "id": uuid4(), "child_id": child, "guardian_id": EVA, "custody": "joint", "source": "stated",
        "since": TODAY - timedelta(days=900), "until": None, "recorded_at": NOW, "recorded_by_id": ADA, **said,
    }  # fmt: skip


def insert(row: Row, **said: Any) -> str:
    """The row in SQL, with some of it said otherwise."""
    table, words = row[0], row[1] | {"id": uuid4()} | said
    columns = ", ".join(f'"{name}"' for name in words)
    return f"INSERT INTO {table} ({columns}) VALUES ({', '.join(map(_literal, words.values()))})"


def _literal(value: Any) -> str:
    if isinstance(value, timedelta):
        return f"circles_today() + {value.days}"
    if isinstance(value, list):
        return "'{" + ",".join(value) + "}'"
    return "NULL" if value is None else f"'{value}'"


def _said(value: Any) -> str:
    return str(timezone.localdate() + value if isinstance(value, timedelta) else value)


@contextmanager
def there_are(admin: psycopg.Connection[Any], *rows: Row) -> Iterator[None]:
    """The rows are there, inside the block."""
    with admin.transaction(force_rollback=True):
        admin.execute("SET LOCAL session_replication_role = replica")
        for table, row in rows:
            columns = ", ".join(f'"{name}"' for name in row)
            admin.execute(
                f"INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM jsonb_populate_record(NULL::{table}, %s)",
                [json.dumps(row, default=_said)],
            )
        admin.execute("SET LOCAL session_replication_role = origin")
        yield


# Asking about them ---------------------------------------------------------------------------------


def asked(
    admin: psycopg.Connection[Any], who: int | None, sql: str, *values: Any, at: int | None = None
) -> list[tuple[Any, ...]]:
    """What the database answers somebody, at work in an assignment or as family."""
    with acting(admin, who, at):
        return execute(admin, sql, values).fetchall()


def lets(admin: psycopg.Connection[Any], who: int | None, sql: str, *values: Any, at: int | None = None) -> bool:
    """Whether somebody may write it: a refusal and no row at all are both a no. It is not written."""
    with admin.transaction(force_rollback=True):
        try:
            with admin.transaction(), acting(admin, who, at):
                return bool(execute(admin, sql, values).rowcount)
        except (InsufficientPrivilege, CheckViolation):
            return False


def shown(
    admin: psycopg.Connection[Any], found: QuerySet[Any, Any], who: int | None = None, *, at: int | None = None
) -> list[tuple[Any, ...]]:
    """What a page's question finds, when no policy stands behind it."""
    try:
        sql, values = found.query.sql_with_params()
    except EmptyResultSet:
        return []
    with acting(admin, who, at, ""):
        return execute(admin, sql, values).fetchall()


@contextmanager
def acting(admin: psycopg.Connection[Any], who: int | None, at: int | None, role: str = "app") -> Iterator[None]:
    """In somebody's name, and as the application, the keeper or the owner of the tables; or as one who may everything."""
    admin.execute(
        "SELECT set_config('kronobarn.person', %s, true), set_config('kronobarn.assignment', %s, true)",
        [str(who or ""), str(at or "")],
    )
    if role:
        admin.execute(f"SET LOCAL ROLE kronobarn_{role}".encode())
    yield
    admin.execute("RESET ROLE")


def execute(admin: psycopg.Connection[Any], sql: str, values: Sequence[Any]) -> psycopg.Cursor[Any]:
    """With values in their order, or one dict of them by name."""
    named = values[0] if values and isinstance(values[0], dict) else values
    return admin.execute(sql.encode(), named or None)


def refused(statement: str) -> None:
    """The database refuses the application what it asks, for what it does and not for how it is written."""
    with pytest.raises(DatabaseError) as no, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    refusals = InsufficientPrivilege | RaiseException | ObjectNotInPrerequisiteState | psycopg.IntegrityError
    assert isinstance(no.value.__cause__, refusals)
