"""The town with Petra, who leads its process."""

import pytest
from django.test import Client

from kronobarn.core.actor import Actor
from tests.programme.past import leader
from tests.sign_in import sign_in
from tests.world import World


@pytest.fixture
def by(world: World) -> Actor:
    return leader(world)


@pytest.fixture
def petra(client: Client, world: World, by: Actor) -> Client:
    sign_in(client, world, "petra")
    return client
