"""The town with Petra, who leads its process, and Cecilia, who coordinates in Ängsby; the county's plan, and Ängsby's."""

import pytest
from django.test import Client

from kronobarn.action_plans.models import ActionPlan, Activity
from tests.action_plans.planned import activity, plan
from tests.programme.past import leader
from tests.sign_in import sign_in
from tests.world import World


@pytest.fixture
def led(world: World) -> World:
    leader(world)
    return world


@pytest.fixture
def county(led: World) -> ActionPlan:
    return plan(led, "petra")


@pytest.fixture
def own(led: World) -> ActionPlan:
    return plan(led, "cecilia", title="Ängsbys plan")


@pytest.fixture
def doing(led: World, county: ActionPlan) -> Activity:
    """An activity in the county's plan, that Rut answers for."""
    return activity(led, county, "petra", owner=led.assignments["rut"])


@pytest.fixture
def petra(client: Client, led: World) -> Client:
    sign_in(client, led, "petra")
    return client


@pytest.fixture
def cecilia(led: World) -> Client:
    other = Client()
    sign_in(other, led, "cecilia")
    return other
