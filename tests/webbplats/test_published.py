"""What the county's process publishes is shown; without it each page says that there is nothing yet."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client

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
    assert "<td>Rektor</td>" in text
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
        "SELECT 'Ny version' AS title, 'Vad tycker ni?' AS about, '' AS document, '' AS address, 'v2' AS version,"
        " date '2026-11-01' AS opens_on, date '2027-01-15' AS closes_on, 'open' AS state,"
        f" {sections} AS sections, NULL::date AS decided_on, NULL::text AS decision",
    )
    text = visitor.get("/remisser/").content.decode()
    assert "Svar senast 15 januari 2027" in text
    assert "Fattas något?" in text


def test_events_with_registration(visitor: Client, publish: Any) -> None:
    publish(
        "events",
        "SELECT 'Seminarium' AS title, 'Om hjulet' AS text, 'Alvesta' AS place, now() + interval '5 days' AS starts_at,"
        " now() + interval '6 days' AS ends_at, now() + interval '4 days' AS closes_at, true AS is_open,"
        " 'few' AS places_left, NULL::timestamptz AS cancelled_at, '' AS cancelled_because,"
        " '/evenemang/1/anmalan/' AS register_at",
    )
    for address in ("/evenemang/", "/"):
        text = visitor.get(address).content.decode()
        assert '<a href="https://kronobarn.example/evenemang/1/anmalan/">Seminarium</a>' in text, address
