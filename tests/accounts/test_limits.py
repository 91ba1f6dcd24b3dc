"""How long a session lasts, and what happens when it does not."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kronobarn.accounts.rules import FAMILY, STAFF, Ending
from tests.accounts.conftest import logged
from tests.sign_in import sign_in
from tests.world import World

PAGE = "/konto/uppdrag/"


@pytest.fixture
def clock(world: World) -> Iterator[time_machine.Traveller]:
    """A clock that stands still until it is moved."""
    with time_machine.travel(timezone.now(), tick=False) as coordinates:
        yield coordinates


def later(clock: time_machine.Traveller, **delta: float) -> None:
    clock.shift(timedelta(**delta))


@pytest.mark.parametrize(("name", "idle"), [("rut", 30), ("eva", 15)])
def test_left_alone_a_session_ends(
    client: Client, world: World, clock: time_machine.Traveller, name: str, idle: int
) -> None:
    sign_in(client, world, name)
    client.get(PAGE)
    later(clock, minutes=idle, seconds=-1)
    assert client.get(PAGE).status_code == 200

    later(clock, minutes=idle)
    answer = client.get("/min-dag/")

    assert answer.headers["Location"] == f"{reverse('account_login')}?next=/min-dag/"
    text = client.get(answer.headers["Location"]).content.decode()
    assert f"Du var borta i mer än {idle} minuter" in text
    assert 'name="next" value="/min-dag/"' in text
    assert [entry.detail["because"] for entry in logged(world.people[name], "session.ended")] == ["idle"]


@pytest.mark.parametrize(("name", "hours"), [("rut", 9), ("eva", 2)])
def test_a_session_in_use_ends_when_it_has_lasted_long_enough(
    client: Client, world: World, clock: time_machine.Traveller, name: str, hours: int
) -> None:
    sign_in(client, world, name)
    for _ in range(hours * 6 - 1):
        client.get(PAGE)
        later(clock, minutes=10)
    assert client.get(PAGE).status_code == 200

    later(clock, minutes=10)

    assert client.get(PAGE).status_code == 302
    assert [entry.detail["because"] for entry in logged(world.people[name], "session.ended")] == ["longest"]


def test_the_person_can_say_that_they_are_still_there(
    client: Client, world: World, clock: time_machine.Traveller
) -> None:
    sign_in(client, world, "rut")
    client.get(PAGE)
    later(clock, minutes=29)
    assert client.post(reverse("accounts:stay")).status_code == 204

    later(clock, minutes=29)

    assert client.get(PAGE).status_code == 200
    assert client.get(reverse("accounts:stay")).status_code == 405


def test_it_is_written_at_most_once_a_minute(client: Client, world: World, clock: time_machine.Traveller) -> None:
    sign_in(client, world, "rut")
    client.get(PAGE)
    seen = client.session["seen_at"]

    later(clock, seconds=59)
    client.get(PAGE)
    assert client.session["seen_at"] == seen
    later(clock, seconds=1)
    client.get(PAGE)
    assert client.session["seen_at"] == seen + 60


def test_the_page_says_how_many_seconds_are_left(client: Client, world: World, clock: time_machine.Traveller) -> None:
    sign_in(client, world, "rut")
    assert 'data-seconds="1800" data-stay="/konto/kvar/"' in client.get(PAGE).content.decode()
    sign_in(client, world, "eva")
    assert 'data-seconds="900"' in client.get(PAGE).content.decode()


def test_the_end_of_a_session_comes_at_the_exact_second() -> None:
    start = datetime(2026, 11, 21).timestamp()
    idle = FAMILY.idle.total_seconds()
    assert FAMILY.ending(signed_in_at=start, seen_at=start, now=start + idle - 1) is None
    assert FAMILY.ending(signed_in_at=start, seen_at=start, now=start + idle) is Ending.IDLE
    assert STAFF.seconds_left(signed_in_at=start - 9 * 3600 + 60, seen_at=start, now=start) == 60
    assert STAFF.seconds_left(signed_in_at=start - 10 * 3600, seen_at=start, now=start) == 0
