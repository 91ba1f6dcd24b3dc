"""Whoever has typed the code goes on in a session that nobody else can have had the key to."""

from django.test import Client
from django.urls import reverse

from kronobarn.guests import actions, keys
from tests.guests.asking import question
from tests.story import Stage, tell
from tests.world import World


def test_the_session_has_a_new_key(client: Client, world: World) -> None:
    asked = actions.ask(**question(tell(world, Stage.ASKED), world.actor("rut")))
    client.session.save()  # somebody may have put it there
    before = client.cookies["sessionid"].value
    client.post(reverse("guests:enter", args=[keys.key(asked.pk)]), {"code": keys.code(asked.pk)})
    assert client.cookies["sessionid"].value != before
    assert client.get(reverse("guests:tell", args=[keys.key(asked.pk)])).status_code == 200
