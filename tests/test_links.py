"""No link leads to a page that refuses whoever sees it, or to nothing.

Those who have to do with Elsa follow every link they meet, from Min dag and on, while her matter stands in different
places; everyone does when it has come furthest. Pages are only asked for (GET); what a link is shown for is the page's
own rule.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from datetime import date
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from kronobarn.authorities.models import Assignment
from kronobarn.circles import actions as circles
from kronobarn.core.actor import SYSTEM
from kronobarn.people import actions as people
from tests import world as town
from tests.conftest import at, own_database
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell_on
from tests.world import FAMILY, STAFF, World

pytestmark = pytest.mark.usefixtures("documents_as_text")

ON_THE_WAY = (Stage.RECEIVED, Stage.TOLD, Stage.AGREED, Stage.HELD)
FURTHEST = Stage.REVIEWING
COUNTS = "petra"
"""Leads the work in the county, and meets no children."""
NEAR = ("rut", "tage", "sanna", "sofia", "eva", "emil", "elsa")
EVERYONE = (*STAFF, *FAMILY, COUNTS)
HREF = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)')
KIND = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)")
OF_A_KIND = 2
"""How many pages of one kind each person opens."""
DEEPEST = 8
"""How many links away from Min dag."""


Told = tuple[str, World]
"""The name of a database, and the town in it."""


def _told(stage: Stage, blocker: DjangoDbBlocker) -> Iterator[Told]:
    with blocker.unblock(), own_database(f"links_{stage.name.lower()}") as name:
        with at(name):
            world = _town(stage)
        yield name, world


def _town(stage: Stage) -> World:
    world = town.build()
    tell_on(world, Story(), stage)
    for who in ("pelle", "aino"):  # they have noticed something, and may neither add children nor read about them
        circles.come_forward(child_id=world.elsa.pk, by=world.actor(who))
    world.people[COUNTS] = people.add_person(username=COUNTS, given_name="Petra", family_name="Ek", by=SYSTEM)
    world.assignments[COUNTS] = Assignment.objects.create(
        person=world.people[COUNTS],
        unit=world.units["kommunhuset"],
        profession="process_leader",
        role="staff",
        since=date(2020, 1, 1),
    )
    return world


@pytest.fixture(scope="module", params=ON_THE_WAY, ids=lambda stage: stage.name.lower())
def on_the_way(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Told]:
    yield from _told(request.param, django_db_blocker)


@pytest.fixture(scope="module")
def furthest(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Told]:
    yield from _told(FURTHEST, django_db_blocker)


@pytest.mark.xdist_group("links")
@pytest.mark.parametrize("who", NEAR)
def test_a_link_that_is_shown_on_the_way_leads_somewhere(on_the_way: Told, who: str) -> None:
    database, world = on_the_way
    with at(database):
        assert broken(world, who) == set()


@pytest.mark.xdist_group("links")
@pytest.mark.parametrize("who", EVERYONE)
def test_every_link_that_is_shown_leads_somewhere(furthest: Told, who: str) -> None:
    database, world = furthest
    with at(database):
        assert broken(world, who) == set()


def broken(world: World, who: str) -> set[str]:
    """The links that somebody meets and that lead nowhere."""
    client = Client()
    sign_in(client, world, who)
    waiting = deque([(reverse("notices:my_day"), "start", 0), (reverse("ui:guide"), "start", 0)])
    met, kinds, found = set[str](), Counter[str](), set[str]()
    while waiting:
        address, linked_from, depth = waiting.popleft()
        kind = KIND.sub("*", urlsplit(address).path)
        if address in met or kinds[kind] >= OF_A_KIND:
            continue
        met.add(address)
        kinds[kind] += 1
        answer = client.get(address)
        if answer.status_code in {301, 302}:
            waiting.append((urljoin(address, answer["Location"]), linked_from, depth))
        elif answer.status_code != 200:
            found.add(f"{answer.status_code} at {kind}, a link on {linked_from}")
        elif depth < DEEPEST and answer["Content-Type"].startswith("text/html"):
            waiting.extend((link, kind, depth + 1) for link in _links(answer.content.decode(), address))
    assert len(met) > len(("min dag", "barn", "hjälp"))
    return found


def _links(page: str, at: str) -> Iterator[str]:
    """Where the page's links lead, within the product."""
    for href in HREF.findall(page):
        link = urljoin(at, unescape(href))
        if not urlsplit(link).netloc and not urlsplit(link).scheme and not link.startswith("/static/"):
            yield link
