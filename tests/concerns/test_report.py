"""A report of concern: a document for social services, of which nothing stays here."""

from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from kronobarn.audit.models import LogEntry
from kronobarn.ui import documents
from tests.sign_in import sign_in
from tests.world import World

SECRET = "Xylofonkatt"
TYPED = {
    "to": "Ängsby kommun",
    "danger": "now",
    "child": f"{SECRET} Namn",
    "born": "",
    "seen": f"{SECRET} kom med ett blåmärke på armen i måndags.\nHen sa att hen inte vågar gå hem.",
    "told": "dangerous",
    "name": "Tage",
    "works": "Lärare",
    "reached": "0470-000 00",
    "answer": "on",
}


def send(client: Client, **changed: str) -> Any:
    return client.post(reverse("concerns:report"), {**TYPED, **changed})


@pytest.fixture
def tage(client: Client, world: World) -> Client:
    sign_in(client, world, "tage")
    return client


def test_it_becomes_a_tagged_document_with_what_was_written_and_nothing_empty(tage: Client) -> None:
    answer = send(tage)

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="orosanmalan.pdf"'
    assert answer["Cache-Control"] == "no-store"
    read = PdfReader(BytesIO(answer.content))
    text = " ".join(page.extract_text() for page in read.pages)
    for words in (
        "socialtjänsten i Ängsby kommun",
        "19 kap. 1 §",
        "blåmärke",
        "vågar gå hem",
        "kan vara farligt",
        "Tage",
    ):
        assert words in text
    assert "Personnummer" not in text
    for asked_of_the_writer in ("Vad har du", "Vet familjen att du", "Ditt ", "Hur du", "Jag "):
        assert asked_of_the_writer not in text
    assert len(read.pages) == 1
    root: Any = read.root_object
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("sv", True)
    assert read.metadata is not None
    assert SECRET not in str(dict(read.metadata))


@pytest.mark.parametrize("without", [True, False], ids=["no documents here", "asked for"])
def test_it_can_be_printed_instead(tage: Client, monkeypatch: pytest.MonkeyPatch, *, without: bool) -> None:
    if without:
        monkeypatch.setattr(documents, "available", lambda: False)

    answer = send(tage) if without else send(tage, as_what="page")

    assert answer["Cache-Control"] == "no-store"
    assert f"{SECRET} kom med" in answer.content.decode()
    assert SECRET not in answer.content.decode().partition("</title>")[0]


def test_social_services_read_swedish_whatever_the_page_was_in(tage: Client) -> None:
    tage.post(reverse("ui:speak"), {"language": "en"})

    text = send(tage, as_what="page").content.decode()

    assert "Det som har setts och hörts" in text
    assert "Nej, det kan vara farligt för barnet" in text


def test_nothing_of_it_is_kept_but_that_it_was_made(tage: Client, world: World) -> None:
    send(tage)

    made = LogEntry.objects.filter(kind="report.made").get()
    assert (made.person_id, made.child_id, made.subject, made.why) == (world.people["tage"].pk, None, "", "")
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.managed and not model._meta.proxy:
                cursor.execute(f"SELECT count(*) FROM {model._meta.db_table} t WHERE t::text LIKE %s", [f"%{SECRET}%"])
                assert cursor.fetchone() == (0,), model


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("to", "", "Välj kommunen där barnet bor."),
        ("to", "Storstad", "Välj en av kommunerna i listan."),
        ("danger", "", "Är du osäker väljer du ”Jag vet inte”."),
        ("seen", " ", "Skriv vad du har sett eller hört."),
        ("seen", "a" * 8001, "Korta den till högst 8000 tecken."),
        ("told", "", "Välj om familjen vet att du anmäler."),
        ("name", "", "kan inte vara anonym"),
        ("reached", "", "Skriv hur du nås"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_stays(tage: Client, name: str, typed: str, words: str) -> None:
    answer = send(tage, **{name: typed})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert f"{SECRET} Namn" in answer.content.decode()
    assert not LogEntry.objects.filter(kind="report.made").exists()


def test_who_one_is_stands_there_already_and_the_page_asks_little(
    tage: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(8):
        text = tage.get(reverse("concerns:report")).content.decode()

    assert 'value="Tage i Ängsby"' in text
    assert "Ring 112" in text


def test_a_family_is_shown_the_telephone_instead(client: Client, world: World) -> None:
    sign_in(client, world, "eva")

    answer = client.get(reverse("concerns:report"))

    assert answer.status_code == 403
    assert "Ring socialtjänsten i stället" in answer.content.decode()
