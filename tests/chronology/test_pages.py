"""The child's page, the story and the log, as different people meet them."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.chronology import views
from kronobarn.chronology.log import Look, in_lines
from kronobarn.chronology.reads import child_page
from kronobarn.circles import actions as circles
from kronobarn.circles.rules import Ground, Kind
from kronobarn.consents.actions import withdraw
from kronobarn.people.models import Child, Person
from tests.consents.matters import agreed, asked, cooperating, yes
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell_on
from tests.world import World, born

PAGES = ("chronology:child", "chronology:events", "chronology:log")


def write(world: World, name: str, headline: str, *, days_ago: int = 0) -> Any:
    return circles.write_record(
        child_id=world.elsa.pk,
        kind=Kind.OBSERVATION,
        headline=headline,
        happened_on=born(0),
        practice_version="test",
        owner_id=world.areas["skolan"].pk,
        by=world.actor(name),
    )


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("name", "status"),
    [("rut", 200), ("eva", 200), ("elsa", 200), ("tage", 404), ("gunnar", 404), ("cecilia", 404), ("nora", 404)],
)
def test_only_those_who_sit_with_the_child_find_it(
    client: Client, world: World, page: str, name: str, status: int
) -> None:
    sign_in(client, world, name)

    assert client.get(reverse(page, args=[world.elsa.pk])).status_code == status


@pytest.mark.parametrize("page", PAGES)
def test_looking_is_logged(client: Client, world: World, page: str) -> None:
    sign_in(client, world, "rut")

    client.get(reverse(page, args=[world.elsa.pk]))

    with world.as_("rut") as rut:
        assert LogEntry.objects.visible_to(rut).filter(kind="child.opened", why="responsible").count() == 1


def test_no_name_stands_in_the_title(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    for page in PAGES:
        text = client.get(reverse(page, args=[world.elsa.pk])).content.decode()
        title = text[text.index("<title>") : text.index("</title>")]
        assert "Elsa" not in title


def test_the_story_tells_what_one_may_know(client: Client, world: World) -> None:
    rut = world.actor("rut")
    circles.seat(child_id=world.elsa.pk, assignment=world.assignments["sanna"], why="Hälsosamtal", by=rut)
    write(world, "rut", "Somnar på lektionerna")
    health = write(world, "sanna", "Sover fyra timmar")

    sign_in(client, world, "rut")
    page = client.get(reverse("chronology:events", args=[world.elsa.pk])).content.decode()
    assert "Somnar på lektionerna" in page
    assert "Sover fyra timmar" not in page

    circles.disclose(
        record=health,
        ground=Ground.HARM_TEST,
        to_area=world.areas["skolan"],
        necessity="De ska veta.",
        by=world.actor("sanna"),
    )
    page = client.get(reverse("chronology:events", args=[world.elsa.pk])).content.decode()
    assert "Sover fyra timmar" in page


def test_the_story_comes_a_page_at_a_time_and_drops_nothing(client: Client, world: World) -> None:
    for number in range(55):
        write(world, "rut", f"Anteckning nummer {number:02d}.")
    sign_in(client, world, "rut")
    address = reverse("chronology:events", args=[world.elsa.pk])

    pages = [client.get(f"{address}?sida={number}").content.decode() for number in (1, 2)]

    assert "?sida=2" in pages[0]
    assert "?sida=3" not in pages[1]
    assert all(f"nummer {number:02d}." in "".join(pages) for number in range(55))


@pytest.mark.usefixtures("documents_as_text")
def test_a_long_story_is_taken_as_documents_in_parts_and_drops_nothing(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "ON_PAPER", 20)
    for number in range(55):
        write(world, "rut", f"Anteckning nummer {number:02d}.")
    sign_in(client, world, "rut")
    page = client.get(reverse("chronology:events", args=[world.elsa.pk])).content.decode()
    address = reverse("chronology:events_paper", args=[world.elsa.pk])

    parts = [client.get(f"{address}?sida={number}").content.decode() for number in (1, 2, 3)]

    assert "PDF, del 3 av 3" in page
    assert "Del 2 av 3." in parts[1]
    assert ["Äldre händelser står i nästa del." in part for part in parts] == [True, True, False]
    assert all("".join(parts).count(f"nummer {number:02d}.") == 1 for number in range(55))
    assert "Del 3 av 3." in client.get(f"{address}?sida=9").content.decode()


@pytest.mark.parametrize("odd", ["?sida=-1", "?sida=x", "?sida=999999999", "?slag=hemligt", "?fore=abc"])
def test_odd_addresses_give_the_first_page(client: Client, world: World, odd: str) -> None:
    write(world, "rut", "Somnar på lektionerna")
    sign_in(client, world, "rut")

    page = client.get(reverse("chronology:events", args=[world.elsa.pk]) + odd)

    assert page.status_code == 200
    assert "Somnar på lektionerna" in page.content.decode()


def test_family_read_which_workplace_has_looked_and_staff_also_who(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    client.get(reverse("chronology:child", args=[world.elsa.pk]))

    for name, told in (("rut", "Du"), ("eva", "Ängsskolan")):
        sign_in(client, world, name)
        page = client.get(reverse("chronology:log", args=[world.elsa.pk])).content.decode()
        assert told in page
    assert "Rut i Ängsby" not in page[page.index("<table") : page.index("</table>")]


def test_a_protected_child_hides_workplaces_from_family(
    client: Client, world: World, protect: Callable[[Child], None]
) -> None:
    sign_in(client, world, "rut")
    client.get(reverse("chronology:child", args=[world.elsa.pk]))
    protect(world.elsa)

    sign_in(client, world, "eva")
    for page in PAGES:
        text = client.get(reverse(page, args=[world.elsa.pk])).content.decode()
        assert "Skyddade personuppgifter" in text
        assert "Ängsskolan" not in text


@pytest.mark.parametrize("page", ["chronology:child", "chronology:events"])
def test_a_protected_child_hides_the_rest_of_the_family_and_every_service_from_a_guardian(
    client: Client, world: World, protect: Callable[[Child], None], page: str
) -> None:
    record = write(world, "rut", "Somnar på lektionerna")
    circles.disclose(
        record=record, ground=Ground.CHILD_OR_GUARDIAN, to_person=world.people["eva"], by=world.actor("rut")
    )
    protect(world.elsa)
    sign_in(client, world, "eva")

    text = client.get(reverse(page, args=[world.elsa.pk])).content.decode()

    assert "Somnar på lektionerna" in text
    assert "Emil i Ängsby" not in text
    assert "Ängsskolan" not in text


def test_a_protected_guardian_is_hidden_from_the_other_and_not_from_staff(client: Client, world: World) -> None:
    Person.objects.filter(pk=world.people["emil"].pk).update(protected=True)

    for name, told in (("eva", False), ("emil", True), ("rut", True)):
        sign_in(client, world, name)
        text = client.get(reverse("chronology:child", args=[world.elsa.pk])).content.decode()
        assert ("Emil i Ängsby <span" in text) is told


def test_what_one_guardian_answers_about_consent_is_not_in_the_log_that_the_other_reads(
    client: Client, world: World
) -> None:
    consents = agreed(world, cooperating(world).pk, "bup")
    withdraw(consent=consents["emil"], by=world.actor("emil"))
    address = reverse("chronology:log", args=[world.elsa.pk])

    sign_in(client, world, "eva")
    eva = client.get(address).content.decode()
    sign_in(client, world, "emil")
    emil = client.get(address).content.decode()

    assert eva.count("ett svar om samtycke") == 1, "her own"
    assert "Någon i familjen" not in eva
    assert emil.count("ett svar om samtycke") == 2, "his yes, and that he took it back"
    assert "rog tillbaka" not in eva + emil


@pytest.fixture
def protect(world: World) -> Callable[[Child], None]:
    def mark(child: Child) -> None:
        with world.as_("rut"):
            Child.objects.filter(pk=child.pk).update(protection="secrecy_mark")

    return mark


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_few_questions(client: Client, world: World, page: str, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        write(world, "rut", f"Anteckning {number}")
    sign_in(client, world, "rut")
    client.get(reverse(page, args=[world.elsa.pk]))

    with django_assert_max_num_queries(21):  # two of them, and the savepoint's two, only in tests
        client.get(reverse(page, args=[world.elsa.pk]))


@pytest.mark.parametrize(("name", "analyses"), [("rut", True), ("sanna", False), ("eva", False), ("elsa", False)])
def test_what_has_no_page_of_its_own_leads_to_where_one_may_read_it(
    world: World, client: Client, name: str, analyses: bool
) -> None:
    story = tell_on(world, Story(), Stage.TOGETHER)
    matter = story.matter.pk
    sign_in(client, world, name)

    page = client.get(reverse("chronology:events", args=[world.elsa.pk])).content.decode()

    wheel = reverse("assessments:wheel", args=[matter])
    areas = re.findall(rf'href="{wheel}#(\w+)"', page)
    shown = client.get(wheel)
    assert areas
    assert shown.status_code == 200
    assert all(f'id="{area}"' in shown.content.decode() for area in areas)
    there = reverse("assessments:analysis", args=[matter])
    assert (f'href="{there}"' in page) == analyses
    assert (client.get(there).status_code == 200) == analyses


def test_looks_in_the_same_minute_stand_once_with_how_many_they_were() -> None:
    now = datetime(2026, 11, 22, 0, 38, 5, tzinfo=UTC)
    looks = [
        Look(id=number, at=now - timedelta(seconds=number), what=what, who="Du", why="", is_look=is_look)
        for number, (what, is_look) in enumerate(
            [("Läste", True), ("Läste", True), ("Svarade", False), ("Svarade", False)]
        )
    ]
    assert [(look.what, times) for look, times in in_lines(looks)] == [("Läste", 2), ("Svarade", 1), ("Svarade", 1)]


def test_a_question_that_waits_is_on_the_childs_page_of_those_who_have_not_answered(
    client: Client, world: World
) -> None:
    questions = asked(world, cooperating(world).pk, "bup")
    yes(world, questions["emil"])

    for name, waits in (("eva", True), ("emil", False), ("rut", False)):
        sign_in(client, world, name)
        page = client.get(reverse("chronology:child", args=[world.elsa.pk])).content.decode()
        assert ("Svara på en fråga om samtycke" in page) is waits, name
        assert not waits or f'href="{reverse("consents:consent", args=[questions[name].pk])}"' in page
        assert not waits or "Inget pågår" not in page


def test_each_guardian_finds_their_own_yes_on_the_childs_page_until_it_is_taken_back(
    client: Client, world: World
) -> None:
    answers = agreed(world, cooperating(world).pk, "bup")

    def found(name: str) -> list[tuple[str, date]]:
        sign_in(client, world, name)
        text = client.get(reverse("chronology:child", args=[world.elsa.pk])).content.decode()
        with world.as_(name) as actor:
            yeses = child_page(world.elsa, actor).yeses
        assert bool(yeses) is ('id="yes"' in text)
        return yeses

    for name, consent in answers.items():
        assert found(name) == [(reverse("consents:consent", args=[consent.pk]), consent.until)]
    withdraw(consent=answers["eva"], by=world.actor("eva"))
    assert (found("eva"), len(found("emil"))) == ([], 1)
    assert found("elsa") == found("rut") == []
