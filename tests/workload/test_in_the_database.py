"""What the database counts by itself for a manager: of the own unit, and no more than numbers and days.

Lova leads Ängsskolan here. Rut works there and is responsible for Elsa; Kaj works in another unit of the same area. The
school was responsible for Noa once.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest

from kronobarn.core import clock
from tests.bare import Bare, bare
from tests.world import World

pytestmark = pytest.mark.database

TASK = """
    INSERT INTO notices_task (id, child_id, person_id, assignment_id, kind, subject, due_on, asked_at, asked_by_id, done_at, done_by_id)
    VALUES (gen_random_uuid(), %(child)s, %(person)s, %(at)s, 'gather', gen_random_uuid(), %(due)s, now(), %(person)s, %(done)s, %(by)s)
"""
RECORD = """
    INSERT INTO circles_record (id, child_id, owner_id, kind, author_id, headline, happened_on, written_at, practice_version,
        retention_class) VALUES (%s, %s, %s, 'matter', %s, 'h', %s, now(), 'v', 'matter')
"""
MATTER = """
    INSERT INTO concerns_matter (record_id, child_id, state, outcome, closed_at, closed_by_id)
    VALUES (%s, %s, %s, %s, now() - %s * interval '1 day', %s)
"""
PLAN = """
    INSERT INTO plans_plan (record_id, child_id, matter_id, state, lead_id, next_review_on, child_wants, heard, heard_on, heard_by_id,
        child_view_how, heard_how, heard_why, lead_no, revision, contingency, disagreement, closed_because, evaluation_child,
        evaluation_guardians)
    VALUES (gen_random_uuid(), %s, gen_random_uuid(), %s, %s, %s, 'Leka', 'talk', '2026-01-01', %s,
        '', '', '', '', 0, '', '', 'Allt är klart.', '', '')
"""
FORMERLY = """
    INSERT INTO responsibility_responsibility (id, child_id, function, unit_id, holder_id, since, until, accepted_at, accepted_by_id,
        offered_because, left_behind)
    VALUES (gen_random_uuid(), %s, 'head_teacher', %s, %s, '2020-01-01', '2021-01-01', '2020-01-01', %s, '', '{}')
"""


@pytest.fixture
def town(world: World) -> Iterator[Bare]:
    with bare(world) as asked:
        asked.run("UPDATE authorities_assignment SET role = 'manager' WHERE id = %s", world.assignments["lova"].pk)
        yield asked


def test_what_waits_in_the_unit(town: Bare) -> None:
    world, today = town.world, clock.today()
    for who, days, done in (("rut", -1, None), ("rut", 0, None), ("rut", -5, today), ("kaj", -9, None)):
        at = world.assignments[who]
        said = {"child": world.elsa.pk, "person": at.person_id, "at": at.pk, "by": at.person_id if done else None}
        town.run(TASK, said | {"due": today + timedelta(days=days), "done": done})
    asked = "SELECT * FROM workload_tasks(%s)"
    assert town.ask("app", asked, today, who="lova").fetchall() == [("gather", 2, 1, today - timedelta(days=1))]
    assert town.ask("app", asked, today, who="rut").fetchall() == []


def test_the_matters_of_those_whom_the_unit_is_responsible_for(town: Bare) -> None:
    world, rut = town.world, town.world.assignments["rut"]
    town.run(FORMERLY, world.noa.pk, rut.unit_id, rut.pk, rut.person_id)
    for number, (child, state, outcome, days) in enumerate(
        (
            (world.elsa.pk, "received", "", None),
            (world.elsa.pk, "closed", "unfounded", 3),
            (world.elsa.pk, "closed", "unfounded", 500),
            (world.noa.pk, "received", "", None),
        ),
        1,
    ):
        key = UUID(int=number)
        town.run(RECORD, key, child, rut.unit.area_id, rut.person_id, date(2026, 1, number))
        town.run(MATTER, key, child, state, outcome, days, rut.person_id if days else None)
    asked = "SELECT * FROM workload_matters(now() - interval '1 year') ORDER BY first_on"
    found = [("received", "", 1, date(2026, 1, 1)), ("closed", "unfounded", 1, date(2026, 1, 2))]
    assert town.ask("app", asked, who="lova").fetchall() == found
    assert town.ask("app", asked, who="rut").fetchall() == []


def test_the_living_plans_that_somebody_in_the_unit_holds_together(town: Bare) -> None:
    world, today = town.world, clock.today()
    due = today - timedelta(days=2)
    rut, kaj = world.assignments["rut"], world.assignments["kaj"]
    for child, state, lead in (
        (world.elsa.pk, "draft", rut),
        (world.noa.pk, "active", rut),
        (UUID(int=1), "active", kaj),
    ):
        town.run(PLAN, child, state, lead.pk, due, lead.person_id)
    asked = "SELECT * FROM workload_plans(%s)"
    assert town.ask("app", asked, today, who="lova").fetchall() == [(1, 1, due)]
    assert town.ask("app", asked, today, who="rut").fetchall() == [(0, 0, None)]
