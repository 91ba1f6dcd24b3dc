"""The pages of the wheel with the child: what they show, and that the child's screen is the only one there is."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kronobarn.assessments.models import Observation
from kronobarn.wheel.models import Answered, Sitting
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell
from tests.wheel.sitting import begun
from tests.world import World

pytestmark = pytest.mark.database


@pytest.fixture
def story(world: World) -> Story:
    return tell(world, Stage.ASKED)


@pytest.fixture
def rut(client: Client, world: World) -> Client:
    sign_in(client, world, "rut")
    return client


def wheel(name: str, *args: Any) -> str:
    return reverse(f"wheel:{name}", args=args)


def typed(**words: str) -> dict[str, str]:
    return {
        "present": "Elsa och Rut",
        "language": "sv",
        "band": "middle",
        "shown_as": "both",
        "own_picture": "me-cat",
        "nickname": "Kattis",
        "talk_again_on": "2099-01-01",
        "hears_on": "2099-02-01",
        **words,
    }


def test_the_adult_prepares_and_turns_the_screen(rut: Client, story: Story, world: World) -> None:
    page = rut.get(wheel("start", story.matter.pk)).content.decode()
    assert "Läs tillsammans" in page
    assert "8–12 år" in page
    answer = rut.post(wheel("start", story.matter.pk), typed())
    with world.as_("rut") as actor:
        sitting = Sitting.objects.visible_to(actor).get()
    assert answer["Location"] == wheel("child", sitting.pk)
    assert answer["Clear-Site-Data"] == '"cache"'
    screen = rut.get(answer["Location"]).content.decode()
    assert "Hej Kattis!" in screen
    assert "Inga svar är rätt eller fel." in screen
    assert "0 av 8" in screen
    assert "Elsa" not in screen.replace("Elsa och Rut", "")
    assert "Min dag" not in screen


def test_what_is_missing_is_said_and_what_was_typed_stays(rut: Client, story: Story) -> None:
    answer = rut.post(wheel("start", story.matter.pk), typed(present="", talk_again_on="2001-01-01"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Skriv vilka som är med" in page
    assert "Kattis" in page


def test_answers_come_one_at_a_time_and_sent_twice_once(rut: Client, story: Story, world: World) -> None:
    sitting = begun(world, story)
    rut.get(wheel("child", sitting.pk))
    once = "2f7f6d3e-0d6c-4b06-a4ab-0f5a5a1d9a11"
    sent = {"choice": "4", "words": "Jag cyklar.", "talk_more": "no", "once": once}
    for _time in range(2):
        answer = rut.post(wheel("answer", sitting.pk, "active"), sent | {"quietly": "1"})
        assert answer["Location"] == wheel("received", sitting.pk)
    assert rut.get(answer["Location"]).status_code == 204
    with world.as_("rut") as actor:
        said = Observation.objects.visible_to(actor).get(perspective="child")
    assert (said.feeling, said.answer, said.exact_words, said.talk_more) == ("4", "told", "Jag cyklar.", False)
    home = rut.post(wheel("answer", sitting.pk, "safe"), {"choice": "will_not_say"})
    assert home["Location"] == wheel("child", sitting.pk) + "#hjulet"
    screen = rut.get(wheel("child", sitting.pk)).content.decode()
    assert "2 av 8" in screen
    # Nothing chosen is to skip.
    assert rut.post(wheel("answer", sitting.pk, "healthy"), {}).status_code == 302
    with world.as_("rut") as actor:
        assert Answered.objects.visible_to(actor).count() == 2
