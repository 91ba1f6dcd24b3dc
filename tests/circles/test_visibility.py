"""Who sees what, asked three ways in random towns: they must agree.

A few lines of plain Python, the application's `visible_to` (run where row-level security does
not apply, so that it stands alone), and a bare SELECT as the application's role.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kronobarn.circles.models import Disclosure, Record, Seat
from kronobarn.core.actor import Actor
from kronobarn.people.models import Child
from tests import plugin

pytestmark = pytest.mark.database

AREAS = (1, 2, 3)
STAFF = {1: 1, 2: 1, 3: 2, 4: 3}  # assignment (and person) -> area
FAMILY = (5, 6)
CHILDREN = tuple(uuid.UUID(int=n) for n in (1, 2))
STAFF_ROLES = ("responsible", "lead", "participant", "notifier", "emergency")


@dataclass(frozen=True)
class ASeat:
    child: uuid.UUID
    person: int
    role: str
    since: int
    until: int | None


@dataclass(frozen=True)
class ARecord:
    id: uuid.UUID
    child: uuid.UUID
    owner: int
    author: int


@dataclass(frozen=True)
class ADisclosure:
    record: ARecord
    to_area: int | None
    to_person: int | None
    granted: bool
    since: int
    until: int | None


@dataclass(frozen=True)
class Town:
    seats: tuple[ASeat, ...]
    records: tuple[ARecord, ...]
    disclosures: tuple[ADisclosure, ...]


HOURS = st.integers(-50, 50).filter(bool)


@st.composite
def periods(draw: st.DrawFn) -> tuple[int, int | None]:
    since = draw(HOURS)
    until = draw(st.none() | HOURS)
    return (since, until) if until is None or until > since else (until, since + 1 if since == until else since)


@st.composite
def towns(draw: st.DrawFn) -> Town:
    seats: list[ASeat] = []
    for _ in range(draw(st.integers(0, 8))):
        person = draw(st.sampled_from([*STAFF, *FAMILY]))
        role = draw(st.sampled_from(STAFF_ROLES)) if person in STAFF else "guardian"
        since, until = draw(periods())
        if role == "emergency" and until is None:
            until = since + 4
        seat = ASeat(draw(st.sampled_from(CHILDREN)), person, role, since, until)
        if role != "responsible" or not any(s.role == role and s.child == seat.child for s in seats):
            seats.append(seat)
    records = [
        ARecord(
            uuid.UUID(int=100 + n),
            draw(st.sampled_from(CHILDREN)),
            draw(st.sampled_from(AREAS)),
            draw(st.sampled_from([*STAFF, *FAMILY])),
        )
        for n in range(draw(st.integers(0, 5)))
    ]
    disclosures = []
    for _ in range(draw(st.integers(0, 6)) if records else 0):
        record = draw(st.sampled_from(records))
        to_person = draw(st.none() | st.sampled_from(FAMILY))
        others = [area for area in AREAS if area != record.owner]
        to_area = None if to_person else draw(st.sampled_from(others))
        disclosures.append(ADisclosure(record, to_area, to_person, draw(st.booleans()), *draw(periods())))
    return Town(tuple(seats), tuple(records), tuple(disclosures))


def may_see(town: Town, person: int, record: ARecord) -> bool:
    """The oracle: a standing seat, and one's own area's record or one that was passed on."""
    for seat in town.seats:
        if seat.person != person or seat.child != record.child or not stands(seat):
            continue
        own = person in STAFF and STAFF[person] == record.owner
        if own and (seat.role != "notifier" or record.author == person):
            return True
        for passed in town.disclosures:
            to_them = passed.to_person == person or (person in STAFF and passed.to_area == STAFF[person])
            if passed.record == record and to_them and passed.granted and stands(passed) and seat.role != "notifier":
                return True
    return False


def stands(thing: ASeat | ADisclosure) -> bool:
    return thing.since < 0 and (thing.until is None or thing.until > 0)


@pytest.fixture(scope="module")
def admin(django_db_setup: None) -> Iterator[psycopg.Connection[Any]]:
    """A connection that no policy applies to, with the people every town shares. Nothing is committed."""
    with psycopg.connect(plugin.server.url("admin", plugin.DATABASE)) as connection:
        run = connection.execute
        run("INSERT INTO authorities_organisation (id, key, name, kind) VALUES (-1, 't', 't', 'region')")
        for area in AREAS:
            run(
                "INSERT INTO authorities_secrecyarea (id, organisation_id, key, name, regime) VALUES (%s, -1, %s, 'a', 'school')",
                [-area, f"t{area}"],
            )
            run(
                "INSERT INTO authorities_unit (id, area_id, key, name, kind, municipality_code, mailbox, active) VALUES (%s, %s, %s, 'u', 'school', '', '', true)",
                [-area, -area, f"t{area}"],
            )
        for person in (*STAFF, *FAMILY):
            run(
                "INSERT INTO people_person (id, password, username, given_name, family_name, email, is_active, is_demo, protected, language) VALUES (%s, '', %s, 'p', 'p', '', true, false, false, 'sv')",
                [-person, f"t{person}"],
            )
        for assignment, area in STAFF.items():
            run(
                "INSERT INTO authorities_assignment (id, person_id, unit_id, profession, role, since) VALUES (%s, %s, %s, 'teacher', 'staff', '2020-01-01')",
                [-assignment, -assignment, -area],
            )
        for child in CHILDREN:
            run(
                "INSERT INTO people_child (id, given_name, family_name, born_on, pronoun, language, protection, registered_at, registered_by_id) VALUES (%s, 'c', 'c', '2015-01-01', '', 'sv', 'none', now(), -1)",
                [child],
            )
        yield connection
        connection.rollback()


def build(connection: psycopg.Connection[Any], town: Town) -> None:
    hours = "now() + %s * interval '1 hour'"
    for seat in town.seats:
        staff = seat.person in STAFF
        connection.execute(
            f"INSERT INTO circles_seat (id, child_id, person_id, assignment_id, area_id, role, ground, why, since, until, granted_by_id) VALUES (gen_random_uuid(), %s, %s, %s, %s, %s, 'task', '', {hours}, {hours}, -1)",
            [
                seat.child,
                -seat.person,
                -seat.person if staff else None,
                -STAFF[seat.person] if staff else None,
                seat.role,
                seat.since,
                seat.until,
            ],
        )
    for record in town.records:
        connection.execute(
            "INSERT INTO circles_record (id, child_id, owner_id, kind, author_id, headline, happened_on, written_at, practice_version, retention_class) VALUES (%s, %s, %s, 'observation', %s, 'h', current_date, now(), 'v', 'matter')",
            [record.id, record.child, -record.owner, -record.author],
        )
    for given_ in town.disclosures:
        connection.execute(
            f"INSERT INTO circles_disclosure (id, child_id, record_id, owner_id, to_area_id, to_person_id, granted, ground, kinds, necessity, since, until, decided_by_id) VALUES (gen_random_uuid(), %s, %s, %s, %s, %s, %s, 'harm_test', '{{}}', 'n', {hours}, {hours}, -1)",
            [
                given_.record.child,
                given_.record.id,
                -given_.record.owner,
                -given_.to_area if given_.to_area else None,
                -given_.to_person if given_.to_person else None,
                given_.granted,
                given_.since,
                given_.until,
            ],
        )


def actor(person: int) -> Actor:
    if person in STAFF:
        return Actor(-person, "p", assignment_id=-person, unit_id=-STAFF[person], area_id=-STAFF[person])
    return Actor(-person, "p")


def seen(connection: psycopg.Connection[Any], sql: str, params: Any = None) -> set[uuid.UUID]:
    return {row[0] for row in connection.execute(sql, params).fetchall()}


@lru_cache
def compiled(model: Any, person: int) -> tuple[str, Any]:
    query = model.objects.visible_to(actor(person)).order_by().values("pk").query
    sql, params = query.sql_with_params()
    return sql, params


def by_visible_to(connection: psycopg.Connection[Any], model: Any, person: int) -> set[uuid.UUID]:
    return seen(connection, *compiled(model, person))


def by_the_database(connection: psycopg.Connection[Any], table: str, person: int) -> set[uuid.UUID]:
    assignment = str(-person) if person in STAFF else ""
    connection.execute(
        "SELECT set_config('kronobarn.person', %s, true), set_config('kronobarn.assignment', %s, true)",
        [str(-person), assignment],
    )
    connection.execute("SET LOCAL ROLE kronobarn_app")
    try:
        return seen(connection, f"SELECT id FROM {table}")
    finally:
        connection.execute("RESET ROLE")


@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(town=towns())
def test_three_answers_agree(admin: psycopg.Connection[Any], town: Town) -> None:
    with admin.transaction(force_rollback=True):
        build(admin, town)
        for person in (*STAFF, *FAMILY):
            expected = {record.id for record in town.records if may_see(town, person, record)}
            assert by_visible_to(admin, Record, person) == expected
            assert by_the_database(admin, "circles_record", person) == expected
            children = {seat.child for seat in town.seats if seat.person == person and stands(seat)}
            assert by_visible_to(admin, Child, person) == children
            assert by_the_database(admin, "people_child", person) == children
            for model in (Seat, Disclosure):
                table = model._meta.db_table
                assert by_visible_to(admin, model, person) == by_the_database(admin, table, person)
