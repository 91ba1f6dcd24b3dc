"""No link leads to a page that refuses whoever sees it, or to nothing.

Everyone in the town follows every link they meet, from Min dag and on, while Elsa's matter stands in
different places. Pages are only asked for (GET); what a link is shown for is the page's own rule.
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

STAGES = (Stage.RECEIVED, Stage.TOLD, Stage.AGREED, Stage.HELD, Stage.REVIEWING)
COUNTS = "petra"
"""Leads the work in the county, and meets no children."""
EVERYONE = (*STAFF, *FAMILY, COUNTS)
HREF = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)')
KIND = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)")
OF_A_KIND = 3
"""How many pages of one kind each person opens."""
DEEPEST = 8
"""How many links away from Min dag."""


@pytest.fixture(scope="module", params=STAGES, ids=lambda stage: stage.name.lower())
def stage(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), own_database("links") as name, at(name):
        world = town.build()
        tell_on(world, Story(), request.param)
        for name in ("pelle", "aino"):  # they have noticed something, and may neither add children nor read about them
            circles.come_forward(child_id=world.elsa.pk, by=world.actor(name))
        world.people[COUNTS] = people.add_person(username=COUNTS, given_name="Petra", family_name="Ek", by=SYSTEM)
        world.assignments[COUNTS] = Assignment.objects.create(
            person=world.people[COUNTS],
            unit=world.units["kommunhuset"],
            profession="process_leader",
            role="staff",
            since=date(2020, 1, 1),
        )
        yield world


@pytest.mark.parametrize("who", EVERYONE)
def test_every_link_that_is_shown_leads_somewhere(stage: World, who: str) -> None:
    client = Client()
    sign_in(client, stage, who)
    waiting = deque([(reverse("notices:my_day"), "start", 0), (reverse("ui:guide"), "start", 0)])
    met, kinds, broken = set[str](), Counter[str](), set[str]()
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
            broken.add(f"{answer.status_code} at {kind}, a link on {linked_from}")
        elif depth < DEEPEST and answer["Content-Type"].startswith("text/html"):
            waiting.extend((link, kind, depth + 1) for link in _links(answer.content.decode(), address))
    assert broken == set()
    assert len(met) > len(("min dag", "barn", "hjälp"))


def _links(page: str, at: str) -> Iterator[str]:
    """Where the page's links lead, within the product."""
    for href in HREF.findall(page):
        link = urljoin(at, unescape(href))
        if not urlsplit(link).netloc and not urlsplit(link).scheme and not link.startswith("/static/"):
            yield link
