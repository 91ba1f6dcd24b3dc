"""A manager sees how much waits in the unit, and never about whom."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.authorities.models import Assignment
from kronobarn.circles.models import Record
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.people.models import Child
from kronobarn.workload.reads import workload
from tests.sign_in import sign_in
from tests.story import Stage, tell
from tests.world import World

PAGE = "/laget/"


@pytest.fixture
def maja(world: World) -> str:
    """Kim's colleague Aino leads the school instead: manager of its unit, without a place with any child."""
    lead(world, "aino", "angsskolan")
    return "aino"


def lead(world: World, name: str, unit: str) -> None:
    with acting(SYSTEM):
        made = Assignment.objects.create(
            person=world.people[name],
            unit=world.units[unit],
            profession="unit_manager",
            role="manager",
            since=date(2020, 1, 1),
        )
    world.assignments[name] = Assignment.objects.select_related("unit__area").get(pk=made.pk)


def page_of(client: Client, world: World, name: str) -> str:
    sign_in(client, world, name)
    return client.get(PAGE).content.decode()


def test_the_numbers_are_those_of_the_unit(world: World, maja: str) -> None:
    tell(world, Stage.ACTIVE)
    with world.as_(maja):
        unit = workload()
    assert [(matter.state, matter.count) for matter in unit.matters] == [("samverkan", 1)]
    assert (unit.plans, unit.late_plans) == (1, 0)
    assert unit.tasks
    assert unit.ended == []


def test_what_has_passed_its_day_is_counted(world: World, maja: str) -> None:
    tell(world, Stage.ACTIVE)
    with clock.shifted(timedelta(days=200)), world.as_(maja):
        unit = workload()
    assert unit.late_plans == 1
    assert 0 < unit.late == sum(task.count for task in unit.tasks)


@pytest.mark.parametrize(("name", "unit"), [("cecilia", "kommunhuset"), ("gunnar", "granskolan"), ("bo", "bup")])
def test_another_units_numbers_are_not_told(world: World, name: str, unit: str) -> None:
    tell(world, Stage.ACTIVE)
    lead(world, name, unit)
    with world.as_(name):
        assert workload().is_empty


def test_the_page_says_numbers_and_no_child(client: Client, world: World, maja: str) -> None:
    story = tell(world, Stage.ACTIVE)
    text = page_of(client, world, maja)
    assert "Läget i enheten" in text
    assert "samverkan" in text
    assert not any(word in text for word in ("Elsa", " Ek", str(world.elsa.pk), str(story.plan.pk), "/barn/" + "0"))


def test_a_quiet_unit_is_told_what_will_come(client: Client, world: World, maja: str) -> None:
    assert "Inget pågår i enheten just nu" in page_of(client, world, maja)


def test_the_look_is_logged(client: Client, world: World, maja: str) -> None:
    page_of(client, world, maja)
    with world.as_(maja) as actor:
        assert LogEntry.objects.visible_to(actor).filter(kind="unit.workload_seen").count() == 1


@pytest.mark.parametrize("name", ["rut", "tage", "cecilia", "lova", "eva"])
def test_nobody_else_sees_them(client: Client, world: World, name: str) -> None:
    tell(world, Stage.ACTIVE)
    sign_in(client, world, name)
    assert client.get(PAGE).status_code == 403
    assert reverse("workload:overview") not in client.get(reverse("notices:my_day")).content.decode()
    with world.as_(name):  # the database says no as well
        assert workload().is_empty


def test_a_manager_reads_no_row_about_a_child(world: World, maja: str) -> None:
    tell(world, Stage.ACTIVE)
    with world.as_(maja) as actor:
        assert not Child.objects.visible_to(actor).exists()
        assert not Record.objects.all().exists()


def test_an_assignment_that_has_ended_counts_nothing(world: World, maja: str) -> None:
    tell(world, Stage.ACTIVE)
    with acting(SYSTEM):
        Assignment.objects.filter(pk=world.assignments[maja].pk).update(until=clock.today() - timedelta(days=1))
    with world.as_(maja):
        assert workload().is_empty


def test_few_questions_are_asked(client: Client, world: World, maja: str, django_assert_max_num_queries: Any) -> None:
    tell(world, Stage.ACTIVE)
    page_of(client, world, maja)
    with django_assert_max_num_queries(15):
        client.get(PAGE)


def test_the_functions_are_for_the_application_alone(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_proc p WHERE proname LIKE 'workload\\_%%' AND prosecdef"
            " AND has_function_privilege('public', p.oid, 'EXECUTE')"
        )
        assert cursor.fetchone() == (0,)
