"""Who reviews, what they see, and that a judgement stays."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.core.decisions import Denied
from kronobarn.notices.reads import waiting
from kronobarn.oversight import actions, drawing
from kronobarn.oversight.models import Drawn, Judgement, Sample
from kronobarn.oversight.rules import Outcome
from tests import plugin
from tests.oversight.conftest import MARCH, Look
from tests.sign_in import sign_in
from tests.world import World

pytestmark = pytest.mark.database


def of(world: World, name: str) -> Drawn:
    with world.as_("lova") as lova:
        return Drawn.objects.visible_to(lova).get(person_id=world.people[name].pk)


def sample(world: World) -> Sample:
    with world.as_("lova") as lova:
        return Sample.objects.visible_to(lova).get()


def test_a_reviewer_sees_her_area_and_nothing_of_others(settled: World, look: Look) -> None:
    look("rut")
    look("sofia", why="")

    with settled.as_("lova") as lova:
        seen = LogEntry.objects.under_review(lova)
        assert {entry.unit_id for entry in seen} == {settled.units["angsskolan"].pk}
        everything = LogEntry.objects.exclude(unit_id__in=[settled.units["angsskolan"].pk, settled.units["kaa"].pk])
        assert not everything.exclude(person_id=lova.person_id).exists(), "the database says the same"
    with settled.as_("rut") as rut:
        assert not LogEntry.objects.under_review(rut).exists()


def test_an_assignment_that_has_ended_opens_nothing(settled: World, look: Look, database: str) -> None:
    look("rut")
    with psycopg.connect(plugin.server.url("admin", database)) as admin:
        admin.execute("UPDATE authorities_assignment SET until = circles_today() - 1 WHERE role = 'log_reviewer'")

    with settled.as_("lova") as lova:
        assert not LogEntry.objects.exclude(person_id=lova.person_id).exists()


def test_the_overview_says_how_much_is_left(drawn: World, client: Client) -> None:
    sign_in(client, drawn, "lova")

    page = client.get(reverse("oversight:overview")).content.decode()

    assert "mars 2026" in page
    assert "3 kvar av 3" in page


def test_a_reviewer_reads_who_and_when_and_never_which_child(drawn: World, client: Client) -> None:
    sign_in(client, drawn, "lova")
    row = of(drawn, "tage")

    pages = [
        client.get(reverse("oversight:sample", args=[sample(drawn).pk])).content.decode(),
        client.get(reverse("oversight:visit", args=[row.pk])).content.decode(),
    ]

    assert all("Tage Tagesson" in page and "Ängsskolan" in page for page in pages)
    assert "Personen hade ingen plats kring barnet då" in pages[1]
    assert re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", pages[1])
    assert not [page for page in pages if "Elsa" in page or str(drawn.elsa.pk) in page]


def test_looking_at_a_visit_stands_in_the_childs_log(drawn: World, client: Client) -> None:
    sign_in(client, drawn, "lova")
    client.get(reverse("oversight:visit", args=[of(drawn, "tage").pk]))

    with drawn.as_("eva") as eva:
        entry = LogEntry.objects.visible_to(eva).get(kind="log.visit_opened")
    assert (entry.person_id, entry.child_id) == (drawn.people["lova"].pk, drawn.elsa.pk)


def test_a_judgement_is_kept_and_corrected_by_another(drawn: World, client: Client) -> None:
    sign_in(client, drawn, "lova")
    address = reverse("oversight:visit", args=[of(drawn, "tage").pk])

    answer = client.post(address, {"outcome": "needs_question", "note": "Fråga varför."})
    assert answer.status_code == 302
    client.post(address, {"outcome": "grounded", "note": "Vikarierade för Rut."})

    page = client.get(address).content.decode()
    assert page.index("Vikarierade") < page.index("Fråga varför"), "the last one first, and the first one still there"
    page = client.get(reverse("oversight:overview")).content.decode()
    assert "2 kvar av 3" in page
    assert "Behövdes för arbetet: 1" in page


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Välj vad du kom fram till"),
        ({"outcome": "reported"}, "Skriv vad som behöver frågas"),
        ({"outcome": "asked", "note": "   "}, "Skriv vad som behöver frågas"),
    ],
)
def test_a_judgement_that_says_too_little_is_helped(drawn: World, client: Client, sent: Any, words: str) -> None:
    sign_in(client, drawn, "lova")

    answer = client.post(reverse("oversight:visit", args=[of(drawn, "tage").pk]), sent)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_nobody_judges_their_own_doings(settled: World, look: Look, client: Client) -> None:
    look("lova", why="")
    drawing.draw(month=MARCH, seed="s")
    own = of(settled, "lova")

    with pytest.raises(Denied, match="själv gjort"):
        actions.judge(drawn=own, outcome=Outcome.GROUNDED, by=settled.actor("lova"))
    sign_in(client, settled, "lova")
    assert "Be en annan loggranskare" in client.get(reverse("oversight:visit", args=[own.pk])).content.decode()
    assert client.post(reverse("oversight:visit", args=[own.pk]), {"outcome": "grounded"}).status_code == 403
    with settled.as_("lova"), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Judgement.objects.create(
            drawn=own,
            outcome="grounded",
            judged_by=settled.people["lova"],
            judged_as=settled.assignments["lova"],
            judged_at="2026-04-01T10:00Z",
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE oversight_judgement SET outcome = 'grounded'",
        "DELETE FROM oversight_judgement",
        "UPDATE oversight_drawn SET flags = '{}'",
        "DELETE FROM oversight_drawn",
        "INSERT INTO oversight_sample SELECT * FROM oversight_sample",
        "DELETE FROM oversight_sample",
    ],
)
def test_what_is_drawn_and_judged_is_never_changed(db: None, statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_what_is_left_stands_in_the_reviewers_day(drawn: World, client: Client) -> None:
    with drawn.as_("lova") as lova:
        (line,) = [line for _part, _heading, lines in waiting(lova).parts for line in lines]
    assert line.title == "Granska 3 besök i loggen för mars 2026"
    with drawn.as_("rut") as rut:
        assert "loggen" not in str(waiting(rut).parts)

    sign_in(client, drawn, "lova")
    page = client.get(reverse("notices:my_day")).content.decode()
    assert reverse("oversight:sample", args=[sample(drawn).pk]) in page


def test_what_is_late_is_said_to_be(drawn: World, client: Client, database: str) -> None:
    with psycopg.connect(plugin.server.url("admin", database)) as admin:
        admin.execute("UPDATE oversight_sample SET due_on = circles_today() - 1")
    sign_in(client, drawn, "lova")

    for name in ("notices:my_day", "oversight:overview"):
        assert "Försenat" in client.get(reverse(name)).content.decode()


def test_a_manager_reads_numbers_and_nothing_else(drawn: World, client: Client, database: str) -> None:
    with psycopg.connect(plugin.server.url("admin", database)) as admin:
        admin.execute(
            "UPDATE authorities_assignment SET role = 'manager' WHERE id = ANY (%s)",
            [[drawn.assignments["kim"].pk, drawn.assignments["sofia"].pk]],
        )
    sign_in(client, drawn, "kim")

    page = client.get(reverse("oversight:overview")).content.decode()

    assert "Mars 2026" in page
    assert not [word for word in ("Tage", "Rut", "Elsa", "Öppna ett stickprov", "Sök i loggen") if word in page]
    assert client.get(reverse("oversight:sample", args=[sample(drawn).pk])).status_code == 404
    assert client.get(reverse("oversight:search")).status_code == 403
    sign_in(client, drawn, "sofia")
    assert "3 kvar" not in client.get(reverse("oversight:overview")).content.decode(), "another area's are others'"


@pytest.mark.parametrize("name", ["rut", "sofia", "eva", "elsa", "cecilia"])
def test_others_find_nothing(drawn: World, client: Client, name: str) -> None:
    sign_in(client, drawn, name)

    assert client.get(reverse("oversight:overview")).status_code == 403
    assert client.get(reverse("oversight:search")).status_code == 403
    for kind, pk in (("sample", sample(drawn).pk), ("visit", of(drawn, "tage").pk), ("visit", uuid4())):
        assert client.get(reverse(f"oversight:{kind}", args=[pk])).status_code == 404
    page = client.get(reverse("notices:my_day")).content.decode()
    assert reverse("oversight:overview") not in page


def test_a_reviewer_meets_no_children(drawn: World, client: Client) -> None:
    sign_in(client, drawn, "lova")

    assert client.get(reverse("circles:find")).status_code == 403
    assert client.get(reverse("responsibility:new")).status_code == 403
    assert client.get(reverse("chronology:child", args=[drawn.elsa.pk])).status_code == 404


Counted = Callable[[int], Any]


@pytest.mark.parametrize("page", ["overview", "sample", "visit", "search"])
def test_a_page_asks_few_questions(
    drawn: World, client: Client, page: str, django_assert_max_num_queries: Counted
) -> None:
    sign_in(client, drawn, "lova")
    args = {"sample": [sample(drawn).pk], "visit": [of(drawn, "tage").pk]}.get(page, [])
    address = reverse(f"oversight:{page}", args=args)
    client.get(address)

    with django_assert_max_num_queries(17):  # two of them only in tests
        client.get(address)
