"""A yes that is about to end: a box is told that something waits, once a time; one that has ended says so."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from kronobarn.consents import policy, tasks
from kronobarn.consents.models import Consent
from kronobarn.core import clock
from kronobarn.post.models import Letter
from kronobarn.post.tasks import send_letters
from tests.consents.matters import agreed, asked, cooperating
from tests.sign_in import sign_in
from tests.world import World

BOX = "rektor.funktion@example.se"


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    """The latest that was: a day later is a day later, though clocks change, and the database has been there as well."""
    at_noon = datetime.combine(clock.now() - timedelta(hours=12), time(12), tzinfo=UTC)
    with time_machine.travel(at_noon, tick=True):
        yield


@pytest.fixture(autouse=True)
def _mail_is_sent(settings: object, world: World) -> None:
    settings.EMAIL_HOST = "mail.example.se"  # type: ignore[attr-defined]
    world.units["angsskolan"].mailbox = BOX
    world.units["angsskolan"].save(update_fields=["mailbox"])


def after(days: int) -> int:
    """How many letters there are once the worker has worked on a later day."""
    with clock.shifted(timedelta(days=days)):
        tasks.tell_of_endings(timestamp=0)
        send_letters(timestamp=0)
    return len(mail.outbox)


def test_a_box_is_told_thirty_and_seven_days_before_and_once_each(world: World) -> None:
    agreed(world, cooperating(world).pk)  # for 180 days
    assert [after(days) for days in (100, 150, 151, 172, 173, 174, 180, 181)] == [0, 1, 1, 1, 2, 2, 2, 2]


def test_the_letter_says_nothing(world: World) -> None:
    agreed(world, cooperating(world).pk)
    after(150)
    (letter,) = mail.outbox
    words = f"{letter.subject} {letter.body} {letter.from_email}".lower()
    assert letter.to == [BOX]
    assert "något väntar på dig i kronobarn" in words
    names = [world.elsa.full_name, world.elsa.given_name, *(person.given_name for person in world.people.values())]
    places = [*(unit.name for unit in world.units.values()), "skol", "social", "region", "kommun", "barnet", "samtycke"]
    assert not [word for word in [*names, *places] if word.lower() in words]
    assert str(world.elsa.pk) not in words
    (row,) = Letter.objects.all()
    assert str(world.elsa.pk) not in row.key


def test_a_new_question_takes_the_reason_away(world: World) -> None:
    matter = cooperating(world)
    agreed(world, matter.pk)
    asked(world, matter.pk)
    assert after(150) == 0


def test_without_a_box_or_a_mail_server_nothing_is_sent(world: World, settings: object) -> None:
    agreed(world, cooperating(world).pk)
    settings.EMAIL_HOST = ""  # type: ignore[attr-defined]
    assert after(150) == 0
    assert Letter.objects.unsent().count() == 1
    Letter.objects.all().delete()
    world.units["angsskolan"].mailbox = ""
    world.units["angsskolan"].save(update_fields=["mailbox"])
    assert after(150) == 0
    assert not Letter.objects.exists()


def test_a_yes_that_has_run_out_is_a_state_of_its_own(client: Client, world: World) -> None:
    consent = agreed(world, cooperating(world).pk)["eva"]
    with clock.shifted(timedelta(days=181)):
        with world.as_("rut") as rut:
            found = Consent.objects.get(pk=consent.pk)
            assert found.has_run_out
            assert "har gått ut" in str(policy.may_withdraw(rut, found).reason)
            assert "har gått ut" in str(policy.may_record(rut, found).reason)
        for name in ("rut", "eva"):
            sign_in(client, world, name)
            page = client.get(reverse("consents:consent", args=[consent.pk])).content.decode()
            assert "Har gått ut" in page
            assert "till och med" in page
            assert reverse("consents:withdraw", args=[consent.pk]) not in page
