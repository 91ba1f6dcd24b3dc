"""Everyone opens every page, and nobody reads what is not theirs to read.

Every word that stands in a table about a child is marked (`tests.hunt.markers`), everyone asks for every address
(`tests.hunt.crawler`), and what came back, headers and all, is searched. Who may know what is said in plain Python
(`tests.hunt.oracle`). And the other way round: what nobody finds, though somebody may, is a hunt that would find nothing.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import psycopg
import pytest
from django.core import mail
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from tests import plugin
from tests.conftest import at
from tests.hunt import crawler, markers
from tests.hunt.crawler import Ids
from tests.hunt.markers import MARK, UUIDS, Secret
from tests.hunt.oracle import Facts, Who, may_know
from tests.hunt.town import NOBODY, PERSONAS, Town, everyone, told

pytestmark = pytest.mark.usefixtures("documents_as_text")

FORMS = 422

SHOWN_NOWHERE = {
    "responsibility_following.necessity": "no page shows why something is to follow the baton",
}
"""What has been written and no page shows, and why."""


@dataclass
class Hunt:
    """The marked town, and what each has found so far."""

    town: Town
    secrets: dict[str, Secret]
    facts: Facts
    ids: Ids
    who: dict[str, Who]
    found: dict[str, set[str]]
    read: dict[str, "Reading"] = field(default_factory=dict)
    no_such: dict[str, set[str]] = field(default_factory=dict)
    """The methods that an address has turned out not to know."""


@pytest.fixture(scope="module")
def hunt(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Hunt]:
    logging.disable(logging.WARNING)  # every refusal would be written out
    with django_db_blocker.unblock(), told() as town:
        with psycopg.connect(plugin.server.url("admin", town.database)) as admin:
            secrets = markers.plant(admin)
            facts, ids = Facts.read(admin), Ids.read(admin)
        yield Hunt(town, secrets, facts, ids, {one.name: one for one in everyone(town)}, defaultdict(set))
    logging.disable(logging.NOTSET)


@dataclass(frozen=True)
class Reading:
    """What one person met on the pages that they came to."""

    leaks: set[str]
    broken: set[str]
    pages: int


def reading(hunt: Hunt, name: str, blocker: DjangoDbBlocker) -> Reading:
    """Let somebody read everything they come to, once, whichever test asks first."""
    if name in hunt.read:
        return hunt.read[name]
    who = hunt.who[name]
    near = {child for child in hunt.facts.children if hunt.facts.roles(who, child)}
    leaks, broken, pages = set(), set(), 0
    numbers = {word for word, secret in hunt.secrets.items() if secret.place == "people_identity.number"}
    with blocker.unblock(), at(hunt.town.database):
        for answer in crawler.crawl(lambda: hunt.town.client(name), hunt.ids, near, PERSONAS.index(name), hunt.no_such):
            pages += answer.status in {200, FORMS}
            if answer.status >= 500:
                broken.add(str(answer))
            asked = set(UUIDS.findall(answer.address))
            words = {*MARK.findall(answer.text), *UUIDS.findall(answer.text)} - asked
            words |= {number for number in numbers if number in answer.text}
            for word in words & hunt.secrets.keys():
                hunt.found[word].add(name)
                if not may_know(hunt.facts, who, hunt.secrets[word]):
                    leaks.add(f"{hunt.secrets[word].place} at {answer}")
    hunt.read[name] = Reading(leaks, broken, pages)
    return hunt.read[name]


@pytest.mark.xdist_group("hunt")
@pytest.mark.parametrize("name", PERSONAS)
def test_nobody_reads_what_is_not_theirs(hunt: Hunt, django_db_blocker: DjangoDbBlocker, name: str) -> None:
    met = reading(hunt, name, django_db_blocker)
    assert met.leaks == set()
    assert met.broken == set()
    assert met.pages > 1


@pytest.mark.xdist_group("hunt")
def test_what_somebody_wrote_is_found_by_those_who_may_read_it(hunt: Hunt, django_db_blocker: DjangoDbBlocker) -> None:
    """After everyone has read everything: a marker that none of those it is meant for has seen proves nothing."""
    for name in PERSONAS:
        reading(hunt, name, django_db_blocker)
    meant = defaultdict(set)
    for word, secret in hunt.secrets.items():
        readers = any(may_know(hunt.facts, who, secret) for who in hunt.who.values())
        if secret.written and secret.column != "id" and readers:
            meant[secret.place].add(word)
    unseen = {place for place, words in meant.items() if not any(hunt.found[word] for word in words)}
    assert unseen - SHOWN_NOWHERE.keys() == set(), "somebody should have seen it"
    assert SHOWN_NOWHERE.keys() - unseen == set(), "it is shown after all: take it away from SHOWN_NOWHERE"


@pytest.mark.xdist_group("hunt")
def test_whoever_runs_the_system_finds_colleagues_and_no_child(hunt: Hunt, django_db_blocker: DjangoDbBlocker) -> None:
    reading(hunt, "adam", django_db_blocker)
    read = {hunt.secrets[word].table for word, names in hunt.found.items() if "adam" in names}
    assert read == {"people_person", "authorities_unit"}


@pytest.mark.parametrize("pattern", list(crawler.patterns()), ids=lambda pattern: pattern.name)
def test_every_address_can_be_filled_in(pattern: crawler.Pattern) -> None:
    """A new page is read the day it is written: what its address is made of stands in `tests.hunt.crawler`."""
    ids = Ids()
    for table in ("people_child", "circles_seat"):
        ids.by_table[table].append((1, 1))

    for argument in pattern.arguments:
        assert ids.for_argument(pattern, argument, (), 0) is not None


@pytest.mark.xdist_group("hunt")
def test_the_hunt_would_see_a_leak(hunt: Hunt) -> None:
    """The oracle says no to somebody about everything that is written, so no marker is free for all."""
    for secret in hunt.secrets.values():
        if secret.table not in {"people_person", "authorities_unit"}:
            assert not may_know(hunt.facts, hunt.who["cecilia"], secret)
            assert not may_know(hunt.facts, hunt.who[NOBODY], secret)


COUNTY = {"practice_version"}
"""Written from the county's files, by a command and never by a page: the words that headlines begin with are its own."""


@pytest.mark.xdist_group("hunt")
def test_nothing_about_a_child_stands_outside_the_tables_that_are_guarded(
    hunt: Hunt, django_db_blocker: DjangoDbBlocker
) -> None:
    """Sessions, jobs, sent forms, the log: what was typed is in none of them. And no letter has been sent."""
    guarded = {model._meta.db_table for model in markers.about_children()} - markers.FIXED
    typed = {
        value
        for secret in hunt.secrets.values()
        if secret.table in guarded and secret.written and secret.column != "id"
        for value in [secret.row[secret.column]]
        if isinstance(value, str) and " " in value
    }
    with django_db_blocker.unblock(), at(hunt.town.database):
        names = set(connection.introspection.table_names())
    strays = set()
    with psycopg.connect(plugin.server.url("admin", hunt.town.database)) as admin:
        for table in sorted(names - guarded - COUNTY):
            stored = "\n".join(row[0] for row in admin.execute(f'SELECT t::text FROM "{table}" t').fetchall())
            strays |= {f"{table}: {value}" for value in typed if value in stored}
    assert typed
    assert strays == set()
    assert mail.outbox == []
