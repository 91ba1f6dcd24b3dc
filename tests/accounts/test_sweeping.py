"""What lay in a session goes with it, and codes are never laid there."""

from datetime import timedelta

import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kronobarn.accounts.tasks import sweep_sessions
from kronobarn.accounts.tokens import form_token
from tests.sign_in import sign_in
from tests.world import World


def test_what_was_typed_goes_when_its_session_has_run_out(client: Client, world: World) -> None:
    client.post(
        reverse("circles:people", args=[world.elsa.pk]),
        {"text": "Hon sover dåligt", "as": form_token(world.people["rut"].pk)},
    )
    key = client.session.session_key
    assert "parked" in client.session
    with time_machine.travel(timezone.now() + timedelta(minutes=29)):
        sweep_sessions(0)
        assert Session.objects.filter(session_key=key).exists()
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        sweep_sessions(0)
        assert not Session.objects.filter(session_key=key).exists()


def test_who_is_signed_in_stays_so(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    person = world.people["rut"]
    UserSession.objects.create(user=person, session_key=client.session.session_key, ip="127.0.0.1", data={})
    UserSession.objects.create(user=person, session_key="gone", ip="127.0.0.1", data={})
    sweep_sessions(0)
    assert [one.session_key for one in UserSession.objects.filter(user=person)] == [client.session.session_key]
    assert client.get(reverse("circles:people", args=[world.elsa.pk])).status_code == 200


def test_a_code_is_not_kept_for_later(client: Client, world: World) -> None:
    typed = {"sure": "on", "code": "a1b2c3d4e5", "as": form_token(world.people["rut"].pk)}
    client.post(reverse("responsibility:own_link", args=[world.elsa.pk, world.elsa.pk]), typed)
    assert client.session["parked"]["fields"] == [["sure", "on"]]
