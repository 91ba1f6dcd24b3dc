"""The town with Petra, who leads its process; and a mail server that the product is set to."""

from typing import Any

import pytest
from django.test import Client

from tests.learning.past import event as made
from tests.post.conftest import box as box
from tests.programme.past import leader
from tests.sign_in import sign_in
from tests.world import World


@pytest.fixture(autouse=True)
def mail_is_set(settings: Any) -> None:
    """Without a mail server nobody can register."""
    settings.EMAIL_HOST = "mail.example.se"
    settings.SITE_ADDRESS = "https://kronobarn.example.se"


@pytest.fixture
def led(world: World) -> World:
    leader(world)
    return world


@pytest.fixture
def event(led: World) -> Any:
    """A workshop for two, in three weeks."""
    return made(led.actor("petra"))


@pytest.fixture
def petra(client: Client, led: World) -> Client:
    sign_in(client, led, "petra")
    return client
