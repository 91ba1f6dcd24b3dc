"""Signing in by hand: a password, and the app that shows codes."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kronobarn.accounts.reads import family_actor
from kronobarn.audit.models import LogEntry
from kronobarn.core.acting import acting
from kronobarn.people.models import Person
from tests.world import World

PASSWORD = "häst lampa moln spade"
LASTS = 30
"""How long the app shows a code, in seconds."""
ABOUT_TO_CHANGE = 2


class App:
    """A telephone with an app for codes."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def code(self) -> str:
        """What it shows now. Somebody who sees that it is about to change waits for the next one."""
        left = LASTS - time.time() % LASTS
        if left < ABOUT_TO_CHANGE:
            time.sleep(left)
        return str(format_hotp_value(hotp_value(self.secret, int(time.time()) // LASTS)))


def give_password(person: Person) -> None:
    person.set_password(PASSWORD)
    person.save()


def give_app(person: Person) -> App:
    app = App(generate_totp_secret())
    TOTP.activate(person, app.secret)
    assert Authenticator.objects.filter(user=person).count() == 1
    return app


def type_password(client: Client, username: str, password: str = PASSWORD, **more: str) -> HttpResponse:
    return client.post(reverse("account_login"), {"login": username, "password": password, **more})  # type: ignore[return-value]


def logged(person: Person, kind: str) -> list[LogEntry]:
    """What the log says that a person has done, as the person may read it."""
    actor = family_actor(person)
    with acting(actor):
        return list(LogEntry.objects.visible_to(actor).filter(kind=kind))


@pytest.fixture
def rut(world: World) -> Person:
    """The head teacher, with a password and nothing more."""
    give_password(world.people["rut"])
    return world.people["rut"]


@pytest.fixture
def app(rut: Person) -> App:
    """Rut's telephone."""
    return give_app(rut)


@pytest.fixture
def eva(world: World) -> Person:
    """Elsa's mother, with a password. Family need no app."""
    give_password(world.people["eva"])
    return world.people["eva"]
