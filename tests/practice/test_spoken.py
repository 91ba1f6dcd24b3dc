"""What stands on the pages of those who work with children, when they read English."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from kronobarn.practice import pack
from tests.practice.packs import KRONOBERG, hold_from_today, said, with_modules
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell_on
from tests.world import World

LONG_ENOUGH = 12
"""A shorter word may be part of another."""


@pytest.fixture
def story(world: World) -> Story:
    hold_from_today(with_modules())
    return tell_on(world, Story(), Stage.CALLED)


def test_no_word_of_the_county_is_in_swedish(world: World, story: Story, client: Client) -> None:
    shown = KRONOBERG.model_dump(
        mode="json", include={"areas", "modules", "questions", "decision", "information_kinds"}
    )
    swedish = {one for one in said(shown) | set(KRONOBERG.meeting_agenda) if len(one) >= LONG_ENOUGH}
    sign_in(client, world, "rut")
    matter = [story.matter.pk]
    pages = {
        reverse("assessments:analysis", args=matter): KRONOBERG.questions[0].text,
        reverse("assessments:wheel", args=matter): KRONOBERG.areas[0].for_professionals,
        reverse("assessments:tell", args=[*matter, "professional", "safe"]): KRONOBERG.areas[0].prompts[0],
        reverse("my_world:my_world", args=matter): "Hur jag växer och utvecklas",
        reverse("my_world:resilience", args=matter): "Det som gör barnet starkt",
        reverse("meetings:meeting", args=[story.meeting.pk]): KRONOBERG.meeting_agenda[0],
        reverse("consents:ask", args=matter): KRONOBERG.information_kinds["school"],
    }
    for address, told in pages.items():
        english = page_in(client, "en", address)
        assert {one for one in swedish if one in english} == set(), address
        assert told in page_in(client, "sv", address), address

    plan = tell_on(world, story, Stage.PLANNED).plan
    assert ">Safe<" in page_in(client, "en", reverse("plans:add_goal", args=[plan.pk]))


def page_in(client: Client, language: str, address: str) -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = re.sub(r"\s+", " ", unescape(client.get(address, follow=True).content.decode()))
    assert f'lang="{language}"' in page
    return page


def test_words_that_are_in_no_language_of_the_reader_say_which_they_are_in(
    world: World, story: Story, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = tell_on(world, story, Stage.PLANNED).plan
    sign_in(client, world, "eva")
    pages = [
        (reverse("assessments:wheel", args=[story.matter.pk]), ' lang="sv">{}</h2>'),
        (reverse("assessments:tell", args=[story.matter.pk, "guardian", "safe"]), '<h1 lang="sv">{}</h1>'),
        (reverse("plans:plan", args=[plan.pk]), '<span lang="sv">'),
    ]
    for address, mark in pages:
        assert mark.format("بأمان") not in page_in(client, "ar", address)
        assert 'lang="sv">' not in page_in(client, "ar", address).partition("<main")[2], address

    without = with_modules().model_copy(update={"translations": []})
    monkeypatch.setattr(pack, "_read", {without.version: without})
    monkeypatch.setattr(pack, "_spoken", {})

    for address, mark in pages:
        assert mark.format("Trygg") in page_in(client, "ar", address), address
