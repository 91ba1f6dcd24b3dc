"""A review that is late waits for the lead, then the responsible, then the unit's manager, who sees days alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from kronobarn.audit.models import LogEntry
from kronobarn.authorities.models import Assignment
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from kronobarn.plans import actions, chasing, tasks
from kronobarn.plans.models import Plan
from kronobarn.plans.rules import LATE_FOR_MANAGER, LATE_FOR_RESPONSIBLE
from tests.plans import stage
from tests.sign_in import sign_in
from tests.world import World


@contextmanager
def days_late(plan: Plan, days: int) -> Iterator[None]:
    """So many days after the review should have been held."""
    assert plan.next_review_on is not None
    wait = plan.next_review_on - clock.today() + timedelta(days=days)
    with time_machine.travel(clock.now() + wait, tick=True):
        yield


def waits(world: World, name: str) -> bool:
    with world.as_(name) as actor:
        return Task.objects.visible_to(actor).waiting().filter(kind=TaskKind.CHASE_REVIEW).exists()


@pytest.fixture
def manager(world: World) -> str:
    """Aino leads the social services' unit, without a place with any child there."""
    with acting(SYSTEM):
        made = Assignment.objects.create(
            person=world.people["aino"],
            unit=world.assignments["sofia"].unit,
            profession="unit_manager",
            role="manager",
            since=date(2020, 1, 1),
        )
    world.assignments["aino"] = Assignment.objects.select_related("unit__area").get(pk=made.pk)
    return "aino"


@pytest.mark.parametrize(
    ("days", "comes_up"),
    [(0, False), (LATE_FOR_RESPONSIBLE.days - 1, False), (LATE_FOR_RESPONSIBLE.days, True), (40, True)],
)
def test_after_a_week_it_waits_for_the_responsible_once(world: World, days: int, comes_up: bool) -> None:
    plan = stage.active(world)
    with days_late(plan, days):
        tasks.chase_plans(timestamp=0)
        tasks.chase_plans(timestamp=0)
        assert waits(world, "rut") is comes_up
        with world.as_("rut"):
            chased = LogEntry.objects.filter(kind="plan.chased", child_id=plan.child_id)
            assert [(line.subject, line.detail) for line in chased] == [
                (f"plan:{plan.pk}", {"what": "review"})
            ] * comes_up


def test_the_lead_who_is_responsible_too_is_not_asked_twice(world: World) -> None:
    plan = stage.lead(world, stage.active(world), "rut", by="rut")
    with days_late(plan, 10):
        tasks.chase_plans(timestamp=0)
        assert not waits(world, "rut")


def test_a_new_day_ahead_settles_it(world: World) -> None:
    plan = stage.active(world)
    with days_late(plan, 10):
        tasks.chase_plans(timestamp=0)
        actions.follow_up(plan=plan, next_review_on=clock.today() + timedelta(days=30), by=world.actor("rut"))
        assert not waits(world, "rut")
        tasks.chase_plans(timestamp=0)
        assert not waits(world, "rut")


def test_who_cannot_read_the_plan_is_not_asked(world: World) -> None:
    plan = stage.active(world)
    with days_late(plan, 10):
        assert actions.chase_review(plan_id=plan.pk, by=world.actor("gunnar")) is None
        assert actions.chase_lead(plan_id=plan.pk, by=world.actor("rut")) is None


def test_only_the_machine_learns_which_plans_wait(world: World) -> None:
    plan = stage.active(world)
    with days_late(plan, 10):
        with world.as_("rut"):
            assert chasing.to_chase() == []
        with acting(SYSTEM):
            assert [(found, what) for found, what, _by in chasing.to_chase()] == [(plan.pk, "review")]


@pytest.mark.parametrize(
    ("name", "days", "told"),
    [
        ("aino", LATE_FOR_MANAGER.days - 1, False),
        ("aino", LATE_FOR_MANAGER.days, True),
        ("rut", LATE_FOR_MANAGER.days, False),
    ],
)
def test_after_three_weeks_the_manager_is_told_of_the_day_and_no_child(
    client: Client, world: World, manager: str, name: str, days: int, told: bool
) -> None:
    plan = stage.active(world)
    with days_late(plan, days):
        with world.as_(name):
            assert chasing.late_reviews() == [plan.next_review_on] * told
        sign_in(client, world, name)
        text = client.get("/min-dag/").content.decode()
        assert ("mer än tre veckor sedan" in text) is told
        if name == manager:
            assert "Elsa" not in text
            overview = client.get("/laget/").content.decode()
            assert ("Mer än tre veckor sena" in overview) is told
            assert "Elsa" not in overview
            assert str(plan.pk) not in overview
