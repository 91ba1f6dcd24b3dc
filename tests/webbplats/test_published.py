"""What the county's process publishes is shown; without it each page says that there is nothing yet."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client

from tests.webbplats.test_pages import MOST_QUERIES

COUNTY = Path("counties/kronoberg")
EMPTY = {
    "/praxismodellen/": "så snart länet har läst in den",
    "/anteckningar/": "Inga anteckningar är publicerade än",
    "/handlingsplan/": "Ingen handlingsplan är publicerad än",
    "/arsberattelser/": "Ingen årsberättelse är publicerad än",
    "/remisser/": "Inget är ute på remiss just nu",
}


@pytest.mark.parametrize("address", EMPTY)
def test_without_anything_published(visitor: Client, address: str) -> None:
    assert EMPTY[address] in visitor.get(address).content.decode()


def _literal(value: Any) -> str:
    return "'" + json.dumps(value, ensure_ascii=False).replace("'", "''") + "'::jsonb"


@pytest.mark.django_db(transaction=False)
def test_the_practice_model_in_force(visitor: Client, publish: Any) -> None:
    main, *spoken = (
        yaml.load(file.read_text(), yaml.BaseLoader)  # noqa: S506 - everything as text: `on` is a word here
        for file in [COUNTY / "practice.yaml", *sorted(COUNTY.glob("languages/*.yaml"))]
    )
    content = {**main, "translations": spoken}
    publish("practice", f"SELECT 'k-1' AS version, date '2026-01-01' AS in_force_from, {_literal(content)} AS content")
    text = visitor.get("/praxismodellen/").content.decode()
    assert text.count('<path class="model__part"') == 8
    assert "<dt>Trygg</dt>" in text
    assert "gäller från 1 januari 2026" in text
    assert "<dt>Trygg</dt>" not in visitor.get("/en/practice-model/").content.decode()


def test_notes(visitor: Client, publish: Any) -> None:
    items = [{"title": "Planen", "notes": "<b>Vi sa ja.</b>", "decisions": [{"text": "Planen antas."}]}]
    publish(
        "group_notes",
        f"SELECT 'Styrgruppen' AS group_name, date '2026-10-02' AS day, {_literal(items)} AS items",
    )
    text = visitor.get("/anteckningar/").content.decode()
    assert "<h2>2026</h2>" in text
    assert "Planen antas." in text
    assert "&lt;b&gt;Vi sa ja." in text


def test_the_action_plan(visitor: Client, publish: Any) -> None:
    activity = {"title": "Utbilda", "function": "Rektor", "group": "", "since": "2026-01-01", "until": "2026-12-31"}
    goals = [{"title": "Alla vet", "text": "", "measures": [{"title": "Utbildning", "activities": [activity]}]}]
    content = _literal({"title": "Planen", "aim": "Att alla vet.", "goals": goals})
    publish(
        "action_plan",
        "SELECT NULL::text AS organisation_name, 2 AS number, date '2026-02-03' AS adopted_on, 'styrgruppen' AS adopted_by,"
        f" {content} AS content",
    )
    text = visitor.get("/handlingsplan/").content.decode()
    assert "Länet: Planen" in text
    assert ">Rektor</td>" in text
    assert "antagen 3 februari 2026 av styrgruppen" in text


def test_annual_reports(visitor: Client, publish: Any) -> None:
    table = {"caption": "Kostnader", "heads": ["Kostnad", "Utfall"], "rows": [["Lokal", "5"]]}
    money = {"key": "financing", "heading": "Ekonomi", "text": "## Så gick det\n\n<b>Bra.</b>", "tables": [table]}
    content = _literal({"chapters": [money, {"key": "ahead", "heading": "Det som kommer"}]})
    wrong = _literal([{"chapter": "financing", "text": "Lokalen kostade 6.", "on": "2026-05-02"}])
    publish(
        "annual_reports",
        " UNION ALL ".join(
            f"SELECT {year} AS year, date '2026-04-01' AS settled_on, 'Styrgruppen' AS settled_by, {content} AS content,"
            f" {wrong} AS corrections"
            for year in (2024, 2025)
        ),
    )
    text = visitor.get("/arsberattelser/").content.decode()
    assert "<h2>Året 2025</h2>" in text
    assert "<h4>Så gick det</h4>" in text
    assert "&lt;b&gt;Bra." in text
    assert "Lokalen kostade 6." in text
    assert "Det som kommer" not in text
    assert "<h2>Året 2024</h2>" in visitor.get("/arsberattelser/?ar=2024").content.decode()
    assert "<h2>Året 2025</h2>" in visitor.get("/arsberattelser/?ar=made-up").content.decode()


def test_consultations(visitor: Client, publish: Any) -> None:
    sections = _literal([{"heading": "Hjulet", "text": "", "questions": [{"text": "Fattas något?", "answers": []}]}])
    publish(
        "consultations",
        "SELECT 'Ny version' AS title, '**Vad** tycker ni? <i>' AS about, '' AS document, '' AS address, 'v2' AS version,"
        " date '2026-11-01' AS opens_on, date '2027-01-15' AS closes_on, 'open' AS state,"
        f" {sections} AS sections, NULL::date AS decided_on, NULL::text AS decision",
    )
    text = visitor.get("/remisser/").content.decode()
    assert "Svar senast 15 januari 2027" in text
    assert "Fattas något?" in text
    assert "<p><strong>Vad</strong> tycker ni? &lt;i&gt;</p>" in text


EVENTS = """
SELECT title, 'Om hjulet' AS text, CASE title WHEN 'Många' THEN 'Digitalt' ELSE 'Alvesta' END AS place, now() + interval '5 days' AS starts_at,
       now() + interval '6 days' AS ends_at, now() + interval '4 days' AS closes_at, is_open, places_left,
       cancelled_at, cancelled_because, register_at
FROM (VALUES ('Få', true, 'few', NULL::timestamptz, '', '/evenemang/1/anmalan/'),
             ('Många', true, 'many', NULL, '', '/evenemang/2/anmalan/'),
             ('Fullt', true, 'none', NULL, '', '/evenemang/3/anmalan/'),
             ('Stängt', false, 'many', NULL, '', '/evenemang/4/anmalan/'),
             ('Inställt', false, 'many', now(), 'För få <i>anmälda</i>.', '/evenemang/5/anmalan/')
     ) AS e(title, is_open, places_left, cancelled_at, cancelled_because, register_at)
"""


def _cards(text: str) -> dict[str, str]:
    found = re.findall(r'<li class="card">\n<h3>(?:<a[^>]*>)?([^<]*)(.*?)</li>', text, re.DOTALL)
    return {title: re.sub(r"<[^>]*>", "", rest) for title, rest in found}


def _told(text: str) -> dict[str, Any]:
    told = [json.loads(one) for one in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)]
    return {one["name"]: one for each in told for one in (each if isinstance(each, list) else [each])}


def test_events_with_registration(visitor: Client, publish: Any) -> None:
    publish("events", EVENTS)
    text = visitor.get("/evenemang/").content.decode()
    assert '<a href="https://kronobarn.example/evenemang/1/anmalan/">Få</a>' in text
    cards = _cards(text)
    assert "Få platser kvar" in cards["Få"]
    assert "Fullbokat" in cards["Fullt"]
    assert "ställa dig i kö" in cards["Fullt"]
    assert "Anmälan är stängd" in cards["Stängt"]
    assert "Inställt För få &lt;i&gt;anmälda&lt;/i&gt;." in cards["Inställt"]
    assert not re.search(r"platser|kö|stängd", cards["Många"])
    assert "Få platser kvar" in visitor.get("/").content.decode()
    in_english = visitor.get("/en/").content.decode()
    assert '<h3 lang=sv><a href="https://kronobarn.example/evenemang/1/anmalan/">Få</a>' in in_english
    assert "<span lang=sv>Alvesta</span>" in in_english


def test_the_search_says_that_an_event_is_cancelled(visitor: Client, publish: Any) -> None:
    publish("events", EVENTS)
    text = visitor.get("/sok/", {"q": "hjulet"}).content.decode()
    said = dict(re.findall(r">(Få|Inställt)</a>(.*?)</li>", text, re.DOTALL))
    assert "Inställt, " in said["Inställt"]
    assert "Inställt" not in said["Få"]


def test_machines_are_told_whether_one_can_come(visitor: Client, publish: Any) -> None:
    publish("events", EVENTS)
    told = _told(visitor.get("/evenemang/").content.decode())
    status = {name: one["eventStatus"].rsplit("/", 1)[1] for name, one in told.items()}
    assert status["Inställt"] == "EventCancelled"
    assert {status[name] for name in ("Få", "Många", "Fullt", "Stängt")} == {"EventScheduled"}
    assert told["Få"]["offers"]["availability"].endswith("LimitedAvailability")
    assert told["Fullt"]["offers"]["availability"].endswith("SoldOut")
    assert "offers" not in told["Inställt"]
    assert told["Många"]["location"]["@type"] == "VirtualLocation"
    assert told["Få"]["location"] == {"@type": "Place", "name": "Alvesta", "address": "Alvesta"}


def test_an_editors_event_tells_how_its_registration_stands(visitor: Client, publish: Any) -> None:
    from webbplats.models import EventPage

    page = EventPage.objects.get(slug="oppet-hus")
    page.registration = "https://kronobarn.example/evenemang/3/anmalan/"
    page.save_revision().publish()
    publish("events", EVENTS)
    text = visitor.get("/evenemang/oppet-hus/").content.decode()
    assert "Fullbokat" in text
    cards = _cards(visitor.get("/evenemang/").content.decode())
    assert "Fullbokat" in cards[page.title]
    assert "Fullt" not in cards


def test_an_editor_cancels_an_event_and_says_why(visitor: Client, db: None) -> None:
    from webbplats.models import EventPage

    page = EventPage.objects.get(slug="oppet-hus")
    page.cancelled, page.cancelled_because = True, "Lokalen är stängd."
    page.save_revision().publish()
    text = visitor.get("/evenemang/oppet-hus/").content.decode()
    assert "Lokalen är stängd." in text
    assert _told(text)[page.title]["eventStatus"].endswith("EventCancelled")


MATERIAL = "0b6f4d0e-0000-4000-8000-000000000001"
FILE = "0b6f4d0e-0000-4000-8000-000000000002"


def _material(publish: Any) -> None:
    file = {"id": FILE, "name": "Mall.pdf", "form": "pdf", "size": 4}
    parts = [
        {"number": 1, "heading": "Tre steg", "text": "## Först\n\n<script>x</script>", "area_key": "", "file": None},
        {"number": 2, "heading": "Mallen", "text": "Skriv ut.", "area_key": "safe", "file": file},
    ]
    versions = [
        {"number": 2, "news": "Rättat.", "published_at": "2026-10-02T08:00:00+00:00"},
        {"number": 1, "news": "", "published_at": "2026-01-02T08:00:00+00:00"},
    ]
    publish(
        "material",
        f"SELECT '{MATERIAL}'::uuid AS id, 2 AS number, 'Grunderna' AS title, 'Modellen.' AS about, true AS basic,"
        " 'Grundutbildning för alla' AS for_whom, 'Rättat.' AS news, timestamptz '2026-10-02' AS published_at,"
        f" {_literal(parts)} AS parts, {_literal(versions)} AS versions",
    )
    publish(
        "material_files",
        f"SELECT '{FILE}'::uuid AS id, '{MATERIAL}'::uuid AS material_id, 'Mall.pdf' AS name, 'pdf' AS form,"
        " '%PDF'::bytea AS content",
    )


def test_learning_material_that_is_shown(visitor: Client, publish: Any) -> None:
    _material(publish)
    listed = visitor.get("/material/").content.decode()
    here = f"/material/laromaterial/{MATERIAL}/"
    assert f'href="{here}"' in listed
    text = visitor.get(here).content.decode()
    assert '<h1 lang="sv">Grunderna</h1>' in text
    assert "<h3>Först</h3>" in text
    assert "<script>x" not in text
    assert "Rättat." in text
    assert here in visitor.get("/sitemap.xml").content.decode()
    assert 'lang="sv"' in visitor.get("/en/material/").content.decode()


def test_a_file_of_it_is_taken_along(visitor: Client, publish: Any) -> None:
    _material(publish)
    answer = visitor.get(f"/material/laromaterial/{MATERIAL}/{FILE}/")
    assert answer.content == b"%PDF"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="Mall.pdf"'
    assert visitor.get(f"/material/laromaterial/{FILE}/{FILE}/").status_code == 404


def test_what_is_not_shown_is_not_there(visitor: Client) -> None:
    assert visitor.get(f"/material/laromaterial/{MATERIAL}/").status_code == 404
    assert visitor.get(f"/material/laromaterial/{MATERIAL}/{FILE}/").status_code == 404
    assert "Lär dig modellen" not in visitor.get("/material/").content.decode()


def test_pages_that_fill_themselves_ask_little(visitor: Client, publish: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    publish("events", EVENTS)
    _material(publish)
    for address in ("/", "/evenemang/", "/material/", f"/material/laromaterial/{MATERIAL}/"):
        visitor.get(address)
        with CaptureQueriesContext(connection) as asked:
            visitor.get(address)
        assert len(asked) <= MOST_QUERIES, (address, [one["sql"] for one in asked])


def test_what_the_process_has_published_is_found(visitor: Client, publish: Any) -> None:
    _material(publish)
    item = {"title": "Grunderna", "notes": "Vi såg mallarna.", "decisions": []}
    notes = f"SELECT 7 AS id, 'Styrgruppen' AS group_name, date '2026-10-02' AS day, {_literal([item])} AS items"
    publish("group_notes", notes)
    text = visitor.get("/sok/", {"q": "grunderna"}).content.decode()
    assert text.index(f'href="/material/laromaterial/{MATERIAL}/"') < text.index('href="/anteckningar/#7"')
    assert 'id="7"' in visitor.get("/anteckningar/").content.decode()
    assert "Styrgruppen, 2 oktober 2026" in text
    in_a_part = visitor.get("/sok/", {"q": "mall"}).content.decode()
    assert "laromaterial" in in_a_part
    in_english = visitor.get("/en/sok/?q=grunderna").content.decode()
    assert f'<li lang="sv"><h2><a href="/material/laromaterial/{MATERIAL}/">Grunderna' in in_english
    for words in ("grunderna finnsinte", "100 %", "' OR 1=1 --"):
        assert "laromaterial" not in visitor.get("/sok/", {"q": words}).content.decode(), words
