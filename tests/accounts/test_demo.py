"""The demo's picker, and that it and real people never meet."""

import importlib
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings
from django.urls import clear_url_caches, reverse

from kronobarn.accounts import startup
from kronobarn.accounts.reads import CHOICE
from kronobarn.authorities import actions as authorities
from kronobarn.authorities.rules import Profession
from kronobarn.core.actor import SYSTEM
from kronobarn.demo import cast
from kronobarn.demo.cast import CAST, lines
from kronobarn.people import actions as people
from kronobarn.people.models import Person
from tests.accounts.conftest import logged
from tests.world import World

ADDRESS = "/prova/"


def invented(username: str) -> Person:
    return people.add_person(username=username, given_name="Tove", family_name="A", is_demo=True, by=SYSTEM)


@pytest.fixture
def demo(settings) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """The installation as it is when it is the demo."""
    # The app is not installed anew: others in it may not be made ready twice in one process.
    jinja, *rest = settings.TEMPLATES
    templates = [{**jinja, "DIRS": [Path(cast.__file__).parent / "jinja2"]}, *rest]
    with override_settings(KRONOBARN_DEMO=True, TEMPLATES=templates, LOGIN_URL="demo:people"):
        importlib.reload(importlib.import_module("kronobarn.urls"))
        clear_url_caches()
        yield
    _forget_the_demo()
    importlib.reload(importlib.import_module("kronobarn.urls"))
    clear_url_caches()


def _forget_the_demo() -> None:
    for name in ("kronobarn.demo.urls", "kronobarn.demo.views"):
        sys.modules.pop(name, None)


@pytest.fixture
def tove(world: World) -> Person:
    """The teacher of the cast, in the tests' town."""
    person = invented("tove")
    authorities.assign(
        person=person,
        unit=world.units["angsskolan"],
        profession=Profession.TEACHER,
        since=date(2020, 1, 1),
        by=SYSTEM,
    )
    return person


def test_there_are_people_of_every_kind_with_three_things_to_try() -> None:
    assert len(CAST) >= 14
    assert len({each.username for each in CAST}) == len(CAST)
    assert all(len(each.try_this) == 3 and all(each.try_this) for each in CAST)
    assert all(bool(each.unit) == (each.kind == "staff") for each in CAST)
    assert len(list(lines())) == len(CAST) + 1


def test_the_picker_shows_who_there_is(client: Client, demo: None, tove: Person) -> None:
    text = client.get(ADDRESS).content.decode()

    assert "Bli Tove" in text
    assert "Uppmärksamma något om ett barn i klassen" in text
    assert "Bli Ragnhild" not in text
    assert "Allt här är påhittat" in text


def test_an_empty_county_says_what_to_do(client: Client, demo: None, db: None) -> None:
    assert "Demolänet är inte inläst än" in client.get(ADDRESS).content.decode()


def test_one_becomes_someone_without_password_and_codes(client: Client, demo: None, tove: Person) -> None:
    answer = client.post(ADDRESS, {"username": "tove", "next": "/hjalp/"})

    assert answer.headers["Location"] == "/hjalp/"
    assert client.session[CHOICE] == tove.assignments.get().pk
    assert [entry.detail["way"] for entry in logged(tove, "session.began")] == ["demo"]
    assert client.get("/hjalp/").status_code == 200


def test_one_is_not_sent_to_another_site(client: Client, demo: None, tove: Person) -> None:
    answer = client.post(ADDRESS, {"username": "tove", "next": "https://example.org/"})

    assert answer.headers["Location"] == "/"


def test_there_is_nothing_to_change_about_a_password_one_does_not_have(
    client: Client, demo: None, tove: Person
) -> None:
    client.post(ADDRESS, {"username": "tove"})

    answer = client.get(reverse("account_change_password"))

    assert answer.status_code == 403
    assert "utan eget lösenord" in answer.content.decode()


@pytest.mark.parametrize("username", ["rut", "ingen", ""])
def test_nobody_real_can_be_chosen(client: Client, demo: None, world: World, username: str) -> None:
    assert client.post(ADDRESS, {"username": username}).status_code == 404


def test_a_real_person_with_the_name_of_a_character_cannot_be_chosen(client: Client, demo: None, db: None) -> None:
    people.add_person(username="tove", given_name="Tove", family_name="Verklig", is_demo=False, by=SYSTEM)

    assert client.post(ADDRESS, {"username": "tove"}).status_code == 404


def test_whoever_is_not_signed_in_comes_to_the_picker(client: Client, demo: None, db: None) -> None:
    assert client.get("/min-dag/").headers["Location"] == "/prova/?next=/min-dag/"


def test_outside_the_demo_there_is_no_picker(client: Client, db: None) -> None:
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, {"username": "tove"}).status_code == 404


@pytest.mark.parametrize("module", ["kronobarn.demo.urls", "kronobarn.demo.views"])
def test_outside_the_demo_its_doors_cannot_even_be_loaded(module: str) -> None:
    _forget_the_demo()
    with pytest.raises(ImproperlyConfigured, match="bara finnas i demon"):
        importlib.import_module(module)


def test_real_people_start_only_without_invented_ones(world: World) -> None:
    startup.verify()

    invented("tove")

    with pytest.raises(ImproperlyConfigured, match="påhittade demopersoner"):
        startup.verify()


def test_the_demo_starts_only_without_real_people(settings: Any, fresh_database: str) -> None:
    settings.KRONOBARN_DEMO = True
    invented("tove")
    startup.verify()

    people.add_person(username="anna", given_name="Anna", family_name="Ek", is_demo=False, by=SYSTEM)

    with pytest.raises(ImproperlyConfigured, match="riktiga personer"):
        startup.verify()


def test_whoever_is_added_in_the_demo_is_invented_and_the_demo_starts_again(settings: Any, fresh_database: str) -> None:
    settings.KRONOBARN_DEMO = True
    people.add_person(username="anna", given_name="Anna", family_name="Ek", by=SYSTEM)
    startup.verify()
