"""The versions of the practice model on pages: for those who lead the county's process, with an invented child."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kronobarn.authorities.county import shipped
from kronobarn.authorities.models import Assignment
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.practice import actions, pack
from kronobarn.practice.models import Version
from kronobarn.practice.reading import FILE, read
from tests.practice.packs import KRONOBERG
from tests.sign_in import sign_in
from tests.world import World

FALUN, GIRFEC = (read(shipped(county, FILE)) for county in ("falun", "girfec"))
LIST = "/praxismodellen/"
MOST_QUERIES = 15


@pytest.fixture
def aino(client: Client, world: World) -> Client:
    """Aino leads the county's process instead of a football team."""
    lead(world, "process_leader", "staff")
    sign_in(client, world, "aino")
    return client


def lead(world: World, profession: str, role: str) -> None:
    with acting(SYSTEM):
        made = Assignment.objects.create(
            person=world.people["aino"],
            unit=world.units["kommunhuset"],
            profession=profession,
            role=role,
            since=date(2020, 1, 1),
        )
    world.assignments["aino"] = Assignment.objects.select_related("unit__area").get(pk=made.pk)


def shown(client: Client, version: str, query: str = "") -> str:
    return client.get(reverse("practice:preview", args=[version]) + query).content.decode()


@pytest.mark.parametrize(
    ("profession", "role", "status"),
    [
        ("process_leader", "staff", 200),
        ("system_administrator", "administrator", 200),
        ("unit_manager", "manager", 403),
        ("researcher", "staff", 403),
    ],
)
def test_who_may_look(client: Client, world: World, profession: str, role: str, status: int) -> None:
    lead(world, profession, role)
    sign_in(client, world, "aino")

    assert client.get(LIST).status_code == status
    assert client.get(reverse("practice:preview", args=[KRONOBERG.version])).status_code == status
    linked = f'href="{LIST}"' in client.get(reverse("notices:my_day")).content.decode()
    assert linked == (status == 200)


def test_every_version_is_listed_with_where_it_stands(aino: Client) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    actions.load(content=FALUN, by=SYSTEM)
    actions.load(content=GIRFEC, adopt_from=tomorrow, by=SYSTEM)

    page = aino.get(LIST).content.decode()

    places = [page.index(words) for words in (FALUN.version, "utkast", GIRFEC.version, "beslutad", "gäller nu")]
    assert places == sorted(places)


def test_an_empty_list_says_what_will_come(aino: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kronobarn.practice.reads.versions", list)

    assert "Ingen version är inläst" in aino.get(LIST).content.decode()


def test_a_draft_is_shown_with_an_invented_child_and_changes_nothing(aino: Client) -> None:
    actions.load(content=FALUN, by=SYSTEM)

    page = shown(aino, FALUN.version, "?alder=11")

    for words in (
        "Det här är ett utkast.",
        "Alex, 11 år",
        "Alex svarar med fem steg i ord.",
        "Må bra-hjulet",
        "Är du rädd för något?",
        "inte bekräftad av länet",
        "Vad delarna heter › hjulet: ”Barnets bästa-hjulet” → ”Må bra-hjulet”",
        "trygghetsperson",
        "Jämförelsen är vår egen",
    ):
        assert words in page
    assert "När och var känner du dig trygg" not in page
    assert pack.current().version == KRONOBERG.version


def test_what_is_in_force_differs_in_nothing_and_shows_its_languages(aino: Client) -> None:
    page = shown(aino, KRONOBERG.version, "?alder=made-up")

    assert "Det här skiljer" not in page
    assert "Alex, 6 år" in page
    assert 'lang="en" dir="ltr"' in page
    assert "Översatt av oss." in page


def test_an_unknown_version_is_not_there(aino: Client) -> None:
    assert aino.get(reverse("practice:preview", args=["made-up"])).status_code == 404


def test_the_pages_ask_little(aino: Client) -> None:
    actions.load(content=GIRFEC, by=SYSTEM)

    with CaptureQueriesContext(connection) as asked:
        assert 'lang="en"' in shown(aino, GIRFEC.version)

    assert len(asked) <= MOST_QUERIES
    assert Version.objects.count() == 2
