"""Guessing passwords: the same words for everyone, and a pause after five tries."""

from datetime import timedelta

import psycopg
import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kronobarn.accounts import actions
from kronobarn.people.models import Person
from tests import plugin
from tests.accounts.conftest import type_password
from tests.world import World

WRONG = "fel fel fel fel fel"


def test_an_unknown_user_hears_the_same_words(client: Client, rut: Person) -> None:
    known, unknown = (type_password(Client(), name, WRONG).content.decode() for name in ("rut", "ingen"))

    sentence = "Användarnamnet och/eller lösenordet"
    assert sentence in known
    assert sentence in unknown


@pytest.mark.parametrize("name", ["rut", "ingen"])
def test_the_fifth_try_locks_known_and_unknown_alike(client: Client, rut: Person, name: str) -> None:
    answers = [type_password(client, name, WRONG) for _ in range(5)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert "inte logga in härifrån på 15 minuter" in answers[-1].content.decode()


def test_the_right_password_does_not_open_a_locked_account(client: Client, rut: Person) -> None:
    for _ in range(5):
        type_password(client, "Rut", WRONG)

    assert type_password(client, "rut").status_code == 429
    assert "_auth_user_id" not in client.session


def test_the_lock_is_for_one_account_from_one_address(client: Client, rut: Person, eva: Person) -> None:
    for _ in range(5):
        type_password(client, "rut", WRONG)

    assert type_password(client, "eva").status_code == 302
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert type_password(elsewhere, "rut").status_code == 302


def test_after_a_quarter_of_an_hour_one_may_try_again(client: Client, rut: Person) -> None:
    for _ in range(5):
        type_password(client, "rut", WRONG)

    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert type_password(client, "rut").status_code == 302


def test_failed_tries_and_the_lock_are_logged_by_id(fresh_database: str) -> None:
    person = Person.objects.create_user("rut", given_name="Rut", family_name="Ek")
    client = Client()
    for _ in range(5):
        type_password(client, "rut", WRONG)
    type_password(client, "ingen", WRONG)

    with psycopg.connect(plugin.server.url("admin", fresh_database)) as admin:
        rows = admin.execute("SELECT kind, subject, person_id, detail::text FROM audit_logentry ORDER BY id").fetchall()
    kinds = [row[0] for row in rows]
    assert kinds.count("sign_in.locked") == 1
    assert kinds.count("sign_in.failed") == 5
    assert {row[1] for row in rows} == {f"person:{person.pk}", ""}
    assert all(row[2] is None and "rut" not in row[3] and "ingen" not in row[3] for row in rows)


def test_a_lock_at_confirming_the_password_has_the_same_page(client: Client, eva: Person) -> None:
    type_password(client, "eva")
    client.get(reverse("accounts:choose"))

    answers = [client.post(reverse("account_reauthenticate"), {"password": WRONG}) for _ in range(5)]

    assert answers[-1].status_code == 429


COUNTED = "INSERT INTO accounts_counted SELECT 'one:' || n, 'gASVAQAAAAAAAABLAS4=', now() + %s * interval '1 hour' FROM generate_series(1, 400) n"


def test_many_who_are_counted_push_no_count_out(world: World) -> None:
    cache.set("a", 1, 3600)
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, [1])
    cache.set("last", 1, 3600)
    assert cache.get("a") == 1


def test_what_has_been_counted_is_forgotten_when_its_time_is_over(world: World) -> None:
    cache.set("a", 1, 3600)
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, [-1])
    assert actions.sweep() >= 400
    assert cache.get("a") == 1
