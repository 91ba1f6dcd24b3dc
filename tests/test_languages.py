"""Families meet no Swedish they did not choose, and what they write is kept in the county's language.

Everyone in the families opens every page they can reach, and sends its forms empty, with the pages in Arabic. What is
asked of the catalogue on the way is what a family can meet; it is kept in `kronobarn/locale/family.txt`. With
KRONOBARN_FAMILY=keep what is new is written there, to be translated (DEVELOPERS.md).
"""

import os
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import psycopg
import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.dates import MONTHS, MONTHS_3
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from kronobarn.circles import actions as circles
from kronobarn.circles.models import Seat
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.core.decisions import Denied
from kronobarn.papers.models import Order
from kronobarn.papers.rules import LATE, LIVES
from kronobarn.surveys.models import Round
from kronobarn.surveys.rules import Audience
from kronobarn.ui import dates, jinja
from tests import catalogues, plugin
from tests import world as town
from tests.conftest import at, own_database
from tests.papers.asking import job_is, ordered
from tests.practice.packs import KRONOBERG, said
from tests.programme.past import leader
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell_on
from tests.surveys.asking import opened, translated, written
from tests.ui.rendering import rendered
from tests.world import FAMILY, World

KEEP = os.environ.get("KRONOBARN_FAMILY") == "keep"
STAGES = (Stage.TOLD, Stage.AGREED, Stage.CALLED, Stage.REVIEWING) if KEEP else (Stage.REVIEWING,)
WHO = FAMILY if KEEP else ("eva", "elsa")
ARABIC = re.compile(r"[\u0600-\u06ff]")
SAID = {"areas", "information_kinds", "plan_conditions", "responsibility", "meeting_agenda", "letters"}
LONG_ENOUGH = 12
"""A shorter word may be part of another."""
HREF = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)')
FORM = re.compile(r'<form\b[^>]*method="post"[^>]*action="([^"]*)"(.*?)</form>', re.DOTALL)
KIND = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)")
KEPT = re.compile(r'data-autosave hx-post="([^"]+)"')
NOT_SENT = ("logga-ut", "sprak", "/utkast/", "/kvar/")
OF_A_KIND = 1
COUNTYS = {one for one in said(KRONOBERG.model_dump(mode="json", include=SAID)) if len(one) >= LONG_ENOUGH}
"""The county's own words, which no catalogue has: each language of the practice pack has them."""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every word that is asked for while the pages are in Arabic."""
    met: set[str] = set()
    real: Any = translation._trans  # type: ignore[attr-defined]
    jinja.forget()
    for remembered in (dates._long, dates._short, dates._phrase):
        remembered.cache_clear()

    def listening(name: str, key: Callable[..., str]) -> None:
        usual = getattr(real, name)

        def heard(*args: Any) -> str:
            if translation.get_language() == "ar" and key(*args):
                met.add(key(*args))
            return str(usual(*args))

        monkeypatch.setattr(real, name, heard)

    listening("gettext", lambda text: str(text))
    listening("ngettext", lambda one, _many, _n: str(one))
    listening("pgettext", lambda context, text: f"{context}\x04{text}")
    return met


@pytest.fixture(scope="module", params=STAGES, ids=lambda stage: stage.name.lower())
def stage(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), own_database("languages") as name, at(name):
        world = town.build()
        tell_on(world, Story(), request.param)
        leads = leader(world, "paula")
        opened(translated(written(leads, Audience.FAMILIES), leads), leads)
        yield world


def test_a_family_meets_no_word_that_is_not_translated(stage: World, asked: set[str]) -> None:
    with acting(SYSTEM):
        survey = [reverse("enkat:answer", args=[key]) for key in (Round.objects.get().key, "made-up")]
    for who in WHO:
        client = Client()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
        of_no_use = reverse("accounts:begin", args=["made-up"])
        _walk(client, [reverse("account_login"), of_no_use, *survey, reverse("enkat:thanks")])
        sign_in(client, stage, who)
        _walk(client, [reverse("notices:my_day"), reverse("ui:guide"), reverse("ui:pictures"), "/finns-inte/"])
        _wait_for_a_document(client, stage, who)
    known = set(catalogues.family()) if catalogues.FAMILY.is_file() else set()
    asked -= _months()
    if KEEP:
        catalogues.keep_family(known | asked)
        return
    missing = sorted(asked - known)
    assert not missing, "\n".join(["run with KRONOBARN_FAMILY=keep, then make words", *missing])


def _wait_for_a_document(client: Client, stage: World, who: str) -> None:
    """The page that tells how far a long one has come, however far that is."""
    if who not in {"eva", "elsa"}:
        return
    order = ordered(stage, stage.elsa, who)
    page = reverse("papers:order", args=[order.pk])
    assert client.get(page).status_code == 200
    with time_machine.travel(order.asked_at + LATE * 2, tick=False):
        assert client.get(page).status_code == 200
    for status in ("doing", "failed"):
        job_is(status)
        assert client.get(page).status_code == 200
    with stage.as_(who):
        Order.objects.filter(pk=order.pk).update(sheet=b"", made=b"x", made_at=order.asked_at)
    assert client.get(page).status_code == 200
    with stage.as_(who):
        Order.objects.filter(pk=order.pk).update(asked_at=order.asked_at - LIVES)
    assert client.get(page).status_code == 404


def _months() -> set[str]:
    """Which of them a page says depends on the day it is opened. Django has them in all our languages."""
    with translation.override("en"):
        return {str(name) for names in (MONTHS, MONTHS_3) for name in names.values()}


def _walk(client: Client, start: list[str]) -> None:
    waiting = deque(start)
    met, kinds = set[str](), Counter[str]()
    while waiting:
        address = waiting.popleft()
        kind = KIND.sub("*", urlsplit(address).path)
        if address in met or kinds[kind] >= OF_A_KIND:
            continue
        met.add(address)
        kinds[kind] += 1
        answer = client.get(address)
        if answer.status_code in {301, 302}:
            waiting.append(urljoin(address, answer["Location"]))
            continue
        if not answer["Content-Type"].startswith("text/html"):
            continue
        page = answer.content.decode()
        if kept := KEPT.search(page):  # in two windows: the page shows both
            for window in ("one", "two"):
                client.post(kept[1], {"window": window, "words": f"Skrivet i {window}"})
            page = client.get(address).content.decode()
        assert 'lang="ar" dir="rtl"' in page
        words = re.sub(r"\s+", " ", unescape(page))
        assert [one for one in COUNTYS if one in words] == [], address
        for href in HREF.findall(page):
            link = urljoin(address, unescape(href))
            if not urlsplit(link).netloc and not link.startswith("/static/"):
                waiting.append(link)
        for to, _inside in FORM.findall(page):
            link = urljoin(address, unescape(to))
            sent = f"post {KIND.sub('*', link)}"
            if sent not in met and not any(part in link for part in NOT_SENT):
                met.add(sent)
                client.post(link, {})


def test_what_is_written_with_the_pages_in_arabic_is_kept_in_the_countys_language(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock(), own_database("arabic") as name, at(name):
        world = town.build()
        with translation.override("ar"):
            assert translation.gettext("Barnets plan") == "خطة الطفل"
            tell_on(world, Story(), Stage.REVIEWING)
        with psycopg.connect(plugin.server.url("admin", name)) as admin:
            found = {
                f"{table}.{column}": text for table, column in _texts(admin) for text in _arabic(admin, table, column)
            }

    assert found == {}


def _texts(admin: "psycopg.Connection[Any]") -> list[tuple[str, str]]:
    return admin.execute(
        "SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables"
        " USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        " AND data_type IN ('text', 'character varying', 'jsonb', 'ARRAY') AND table_name <> 'practice_version'"
    ).fetchall()


def _arabic(admin: "psycopg.Connection[Any]", table: str, column: str) -> list[str]:
    rows = admin.execute(
        sql.SQL("SELECT {column}::text FROM {table} WHERE {column}::text ~ {letters} LIMIT 1").format(
            column=sql.Identifier(column), table=sql.Identifier(table), letters=ARABIC.pattern
        )
    )
    return [text for (text,) in rows]


def test_a_refusal_is_told_in_the_readers_language_and_leaves_nothing(world: World) -> None:
    eva = world.actor("eva")
    with translation.override("ar"), pytest.raises(Denied) as refused:
        circles.seat(child_id=world.elsa.pk, assignment=world.assignments["bo"], why="Hej", by=eva)

    assert ARABIC.search(str(refused.value.reason))
    with world.as_("rut") as rut:
        assert not Seat.objects.visible_to(rut).filter(person=world.people["bo"]).exists()


def test_the_language_is_chosen_on_any_page_and_kept(world: World, client: Client) -> None:
    address = reverse("circles:people", args=[world.elsa.pk])
    sign_in(client, world, "eva")
    assert "Personer runt barnet" in client.get(address).content.decode()

    answer = client.post(reverse("ui:speak"), {"language": "ar"}, headers={"referer": f"http://testserver{address}"})

    assert answer["Location"] == address
    page = client.get(address).content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert "الأشخاص حول الطفل" in page
    client.post(reverse("ui:speak"), {"language": "sv"})
    page = client.get(address).content.decode()
    assert '<html lang="sv" dir="ltr">' in page
    assert not ARABIC.search(page.replace("العربية", ""))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "before"), [("xx", ""), ("ar", "https://elsewhere.example/x/"), ("ar", "//elsewhere/x/")]
)
def test_what_is_not_ours_is_not_followed(client: Client, language: str, before: str) -> None:
    answer = client.post(reverse("ui:speak"), {"language": language}, headers={"referer": before})

    assert answer["Location"] == "/"
    assert (settings.LANGUAGE_COOKIE_NAME in answer.cookies) == (language == "ar")


def test_those_who_work_here_have_swedish_and_english(world: World, client: Client) -> None:
    sign_in(client, world, "rut")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
    page = client.get(reverse("notices:my_day")).content.decode()
    assert '<html lang="sv" dir="ltr">' in page
    assert "Sidorna för dig som arbetar här finns på svenska och engelska." in page
    assert 'value="so"' not in page

    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert '<html lang="en" dir="ltr">' in client.get(reverse("notices:my_day")).content.decode()


def test_a_name_in_a_sentence_does_not_turn_it(world: World) -> None:
    with translation.override("ar"):
        assert "\u2068Karin\u2069" in rendered('{{ _("Kontaktperson: %(who)s", who="Karin") }}')
    assert rendered('{{ _("Kontaktperson: %(who)s", who="Karin") }}') == "Kontaktperson: Karin"
