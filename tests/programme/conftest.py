"""The town with Petra, who leads its process, and three bodies that carry it."""

from datetime import date

import pytest
from django.test import Client

from kronobarn.authorities.models import Organisation
from kronobarn.programme import actions
from kronobarn.programme.models import Body
from tests.programme.past import leader
from tests.sign_in import sign_in
from tests.world import World

BODIES = (("angsby", "Skolnämnden"), ("angsby", "Socialnämnden"), ("region", "Regionstyrelsen"))


@pytest.fixture
def led(world: World) -> World:
    leader(world)
    return world


@pytest.fixture
def bodies(led: World) -> list[Body]:
    petra = led.actor("petra")
    found = {one.key: one for one in Organisation.objects.all()}
    return [
        actions.add_body(organisation=found[f"town-{key}"], name=name, since=date(2016, 9, 1), by=petra)
        for key, name in BODIES
    ]


@pytest.fixture
def petra(client: Client, led: World) -> Client:
    sign_in(client, led, "petra")
    return client
