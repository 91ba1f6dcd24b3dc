"""An address that looks like one, and that no letter can be made to, keeps nobody else's letters waiting."""

import pytest
from django.test import Client
from django.urls import reverse

from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.learning import tasks
from kronobarn.learning.models import Event, Letter
from kronobarn.post import tasks as post
from kronobarn.post.models import Letter as Waiting
from tests.post.server import Box
from tests.sign_in import sign_in
from tests.world import World

ODD = ("a@\u3002\u3002.se", "a@\u0627a.se", f"a@{'ä' * 60}.se", '"1\x0b8:"@example.se')


@pytest.mark.parametrize("odd", ODD)
def test_of_a_visitor(client: Client, event: Event, box: Box, odd: str) -> None:
    for email in (odd, "kim@example.se"):
        answer = client.post(reverse("events:register", args=[event.pk]), {"name": "Kim", "email": email})
        assert answer.status_code == 302
    with box.up():
        tasks.send_event_letters(0)
        assert box.to == ["kim@example.se"]
    with acting(SYSTEM):
        assert not Letter.objects.visible_to(SYSTEM).unsent().exists()


def test_of_somebody_who_has_signed_in(client: Client, world: World, box: Box) -> None:
    for name, address in (("eva", ODD[0]), ("rut", "rut@example.se")):
        sign_in(client, world, name)
        assert client.post(reverse("post:own"), {"often": "daily", "address": address}).status_code == 302
    with box.up():
        post.send_letters(0)
        assert box.to == ["rut@example.se"]
    assert not Waiting.objects.unsent().exists()
