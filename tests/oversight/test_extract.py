"""The family's extract: by day and workplace, and nothing that is not theirs to know."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kronobarn.audit.actions import record
from kronobarn.audit.models import LogEntry
from kronobarn.circles.events import RecordOpened
from kronobarn.concerns import actions as concerns
from kronobarn.consents.actions import withdraw
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.oversight import extract
from kronobarn.people.models import Child, Person
from tests.consents.matters import agreed, cooperating
from tests.sign_in import sign_in
from tests.world import World

FILES = ("tabell.csv", "text.txt")


def look(world: World, name: str, times: int = 1, *, days_ago: int = 0) -> None:
    actor = world.actor(name)
    with clock.shifted(timedelta(days=-days_ago)), acting(actor):
        for _ in range(times):
            record(RecordOpened(), by=actor, child_id=world.elsa.pk, subject="plan:1", why="participant")


def page_of(client: Client, world: World, name: str, **period: str) -> str:
    sign_in(client, world, name)
    return client.get(reverse("oversight:extract", args=[world.elsa.pk]), period).content.decode()


def file_of(client: Client, world: World, name: str, form: str) -> Any:
    sign_in(client, world, name)
    period = {"since": (clock.today() - timedelta(days=30)).isoformat(), "until": clock.today().isoformat()}
    return client.get(reverse("oversight:extract_file", args=[world.elsa.pk, form]), period)


def table(page: str) -> str:
    return page[page.index("<table") : page.rindex("</table>")]


def test_family_read_the_workplace_and_how_often_and_never_who(client: Client, world: World) -> None:
    look(world, "rut", 3)

    page = page_of(client, world, "eva")

    assert "Ängsskolan" in page
    assert "<span>3</span>" in page
    assert "Rut" not in table(page)


def test_staff_read_who_it_was(client: Client, world: World) -> None:
    look(world, "sanna")

    assert "Sanna i Ängsby, Elevhälsan" in page_of(client, world, "rut")


@pytest.mark.parametrize("form", FILES)
def test_the_same_in_a_file_that_names_nobody(client: Client, world: World, form: str) -> None:
    look(world, "rut", 2)

    answer = file_of(client, world, "eva", form)

    text = answer.content.decode("utf-8-sig" if form.endswith("csv") else "utf-8")
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    assert "Elsa" not in answer["Content-Disposition"] + text
    assert answer["Cache-Control"] == "no-store"
    assert "Ängsskolan" in text
    assert "Rut" not in text


def test_a_table_program_finds_no_formula(client: Client, world: World) -> None:
    unit = world.units["angsskolan"]
    unit.name = "=HYPERLINK(1)"
    unit.save()
    look(world, "rut")

    text = file_of(client, world, "eva", "tabell.csv").content.decode("utf-8-sig")

    assert "'=HYPERLINK(1)" in text
    assert ";=" not in text
    assert "\n=" not in text


def test_who_noticed_something_is_not_told(client: Client, world: World) -> None:
    concerns.notice(child=world.elsa, what_was_seen="Trött.", seen_on=clock.today(), by=world.actor("rut"))
    with acting(world.actor("aino")):
        record(RecordOpened(), by=world.actor("aino"), child_id=world.elsa.pk, subject="signal:1", why="notifier")

    for text in (page_of(client, world, "eva"), file_of(client, world, "eva", "tabell.csv").content.decode()):
        assert "Fotbollen" not in text
        assert "ignal" not in text


def test_protected_staff_are_not_told_of_and_a_protected_childs_workplaces_neither(
    client: Client, world: World
) -> None:
    look(world, "rut")
    look(world, "sofia")
    Person.objects.filter(pk=world.people["sofia"].pk).update(protected=True)

    for name in ("eva", "rut"):
        page = table(page_of(client, world, name))
        assert "Sofia" not in page
        assert "Socialkontoret" not in page
        assert "En verksamhet med skyddade uppgifter" in page

    with world.as_("rut"):
        Child.objects.filter(pk=world.elsa.pk).update(protection="secrecy_mark")
    for text in (table(page_of(client, world, "eva")), file_of(client, world, "eva", "text.txt").content.decode()):
        assert "Ängsskolan" not in text


def test_what_the_other_guardian_answers_is_not_told(client: Client, world: World) -> None:
    consents = agreed(world, cooperating(world).pk, "bup")
    withdraw(consent=consents["emil"], by=world.actor("emil"))

    assert "Någon i familjen" not in page_of(client, world, "eva")


def test_taking_it_is_logged(client: Client, world: World) -> None:
    page_of(client, world, "eva")
    file_of(client, world, "eva", "tabell.csv")

    with world.as_("rut") as rut:
        taken = LogEntry.objects.visible_to(rut).filter(kind="log.extract_taken", child_id=world.elsa.pk)
        assert sorted(entry.detail["form"] for entry in taken) == ["csv", "page"]


def test_another_time_is_chosen_and_an_odd_one_is_helped(client: Client, world: World) -> None:
    look(world, "sanna", days_ago=90)

    assert "Elevhälsan" not in page_of(client, world, "eva")
    long_ago = (clock.today() - timedelta(days=100)).isoformat()
    assert "Elevhälsan" in page_of(client, world, "eva", since=long_ago, until=clock.today().isoformat())
    assert "slutar innan den börjar" in page_of(client, world, "eva", since="2026-02-02", until="2026-01-01")
    assert "år-månad-dag" in page_of(client, world, "eva", since="x", until="y")


@pytest.mark.parametrize("name", ["gunnar", "nora", "lova", "cecilia"])
@pytest.mark.parametrize("form", ["", *FILES])
def test_outsiders_find_nothing(client: Client, world: World, name: str, form: str) -> None:
    sign_in(client, world, name)
    args = [world.elsa.pk, form] if form else [world.elsa.pk]

    assert client.get(reverse("oversight:extract_file" if form else "oversight:extract", args=args)).status_code == 404


def test_another_form_of_file_is_not_there(client: Client, world: World) -> None:
    assert file_of(client, world, "eva", "tabell.exe").status_code == 404


def test_more_than_fits_is_said(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "MOST", 1)
    look(world, "rut")
    look(world, "sanna")

    assert "Välj en kortare tid" in page_of(client, world, "eva")


def test_nobody_has_read(client: Client, world: World) -> None:
    page = page_of(client, world, "eva", since="2020-01-01", until="2020-01-02")

    assert "Ingen har läst under den tiden" in page


def test_the_way_to_it(client: Client, world: World) -> None:
    sign_in(client, world, "eva")
    page = client.get(reverse("chronology:log", args=[world.elsa.pk])).content.decode()

    assert reverse("oversight:extract", args=[world.elsa.pk]) in page


def test_a_page_asks_few_questions(client: Client, world: World, django_assert_max_num_queries: Any) -> None:
    for name in ("rut", "sanna", "sofia", "kim"):
        look(world, name, 5)
    page_of(client, world, "eva")

    with django_assert_max_num_queries(18):
        client.get(reverse("oversight:extract", args=[world.elsa.pk]))
