"""The start page of the process knows no feature by name: each brings what stands there."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from kronobarn.programme import start_page
from tests.sign_in import sign_in
from tests.world import World

ABOVE = ("action_plans", "consultation", "group_meetings", "learning")


@pytest.mark.parametrize("name", ["petra", "rut"])
def test_every_link_on_it_opens_for_whoever_is_shown_it(client: Client, led: World, name: str) -> None:
    sign_in(client, led, name)
    cards = start_page.cards(led.actor(name))
    page = client.get(reverse("programme:overview")).content.decode()
    assert len(cards) > len(ABOVE)
    for card in cards:
        assert card.heading in page
        for _label, href in card.links:
            assert f'href="{href}"' in page
            assert client.get(href).status_code == 200, href


def test_each_feature_that_stands_on_the_process_brings_a_card(led: World) -> None:
    there = {href for card in start_page.cards(led.actor("petra")) for _label, href in card.links}
    for name in ("group_meetings:meetings", "action_plans:overview", "learning:events", "consultation:rounds"):
        assert reverse(name) in there


def test_what_only_leaders_may_open_is_not_offered_to_others(led: World) -> None:
    there = {href for card in start_page.cards(led.actor("rut")) for _label, href in card.links}
    assert reverse("learning:events") not in there


def test_the_process_names_no_feature_that_stands_on_it() -> None:
    page = Path("kronobarn/programme/jinja2/programme/overview.html").read_text()
    assert not [name for name in ABOVE if f"{name}:" in page]


def test_practice_rooms_are_there_where_there_is_a_server_of_them(led: World, settings: object) -> None:
    address = "https://rum.example.se/"
    assert address not in str(start_page.cards(led.actor("rut")))
    settings.PRACTICE_ROOMS_ADDRESS = address  # type: ignore[attr-defined]
    assert address in str(start_page.cards(led.actor("rut")))
