"""Documents made of pages: what the reader's own page shows, tagged, in a language, and written in the log."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.people.models import Child
from kronobarn.ui import documents
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell
from tests.told import told_once
from tests.world import World

pytestmark = pytest.mark.usefixtures("documents_as_text")
PAPERS = (
    "assessments:wheel_paper",
    "plans:paper",
    "plans:childs_paper",
    "meetings:paper",
    "consents:paper",
    "chronology:events_paper",
)


@told_once
def told(world: World) -> Story:
    return tell(world, Stage.ACTIVE)


def address(story: Story, world: World, name: str) -> str:
    about = {
        "assessments": story.matter.pk,
        "plans": story.plan.pk,
        "meetings": story.meeting.pk,
        "consents": story.consents["eva"].pk,
        "chronology": world.elsa.pk,
    }
    return reverse(name, args=[about[name.partition(":")[0]]])


def take(client: Client, world: World, story: Story, who: str, name: str, **query: str) -> Any:
    sign_in(client, world, who)
    return client.get(address(story, world, name), query)


@pytest.mark.parametrize("name", PAPERS)
def test_what_is_taken_is_written_in_the_log_with_its_language(client: Client, world: World, name: str) -> None:
    story = told(world)

    text = take(client, world, story, "rut", name, sprak="ar").content.decode()

    assert 'lang="ar" dir="rtl"' in text
    with world.as_("rut") as rut:
        line = LogEntry.objects.visible_to(rut).get(kind="record.taken")
        assert line.child_id == world.elsa.pk
        assert line.detail["language"] == "ar"
        assert LogEntry.objects.visible_to(rut).filter(kind__in=["record.opened", "child.opened"]).exists()


def test_a_language_that_there_is_not_is_none(client: Client, world: World) -> None:
    text = take(client, world, told(world), "rut", "plans:paper", sprak="xx").content.decode()
    assert 'lang="sv"' in text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("assessments:wheel_paper", "Vem och när"),
        ("plans:paper", "Det här ska bli bättre"),
        ("plans:childs_paper", "De här hjälper till"),
        ("meetings:paper", "Det vi bestämde"),
        ("consents:paper", "Frågan"),
        ("chronology:events_paper", "Gjordes eller bestämdes"),
    ],
)
def test_the_document_says_what_the_page_says(client: Client, world: World, name: str, words: str) -> None:
    text = take(client, world, told(world), "rut", name).content.decode()
    assert words in text
    assert "<a " not in text


def test_one_guardian_takes_no_answer_but_their_own(client: Client, world: World) -> None:
    story = told(world)
    sign_in(client, world, "emil")
    assert client.get(address(story, world, "consents:paper")).status_code == 404
    mine = client.get(reverse("consents:paper", args=[story.consents["emil"].pk])).content.decode()
    assert "Ditt svar" in mine
    assert "Eva i Ängsby" not in mine


@pytest.mark.parametrize("name", [name for name in PAPERS if name != "consents:paper"])
def test_a_protected_childs_document_tells_a_guardian_neither_where_nor_who_else(
    client: Client, world: World, name: str
) -> None:
    story = told(world)
    with world.as_("rut"):
        Child.objects.filter(pk=world.elsa.pk).update(protection="secrecy_mark")

    text = take(client, world, story, "eva", name).content.decode()

    for hidden in ("Socialkontoret", "Ängsskolan", "Emil i Ängsby"):
        assert hidden not in text, hidden


@pytest.mark.parametrize("name", PAPERS)
def test_where_none_can_be_made_the_page_is_offered_instead(
    client: Client, world: World, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "available", lambda: False)
    answer = take(client, world, told(world), "rut", name)
    assert answer.status_code == 302
    assert "Skriv ut sidan med webbläsaren" in client.get(answer["Location"]).content.decode()
    with world.as_("rut") as rut:
        assert not LogEntry.objects.visible_to(rut).filter(kind="record.taken").exists()
