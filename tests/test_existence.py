"""What is not there and what one may not see answer alike: status, page, headers, and how much the database was asked.

For every address with an id, with GET and POST, for people with no place, with another place, and with a narrow one.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from tests import plugin
from tests.conftest import at
from tests.hunt import crawler
from tests.hunt.crawler import OF_THE_PROCESS, Ids, Pattern
from tests.hunt.markers import UUIDS
from tests.hunt.oracle import Facts
from tests.hunt.town import Town, everyone, told

pytestmark = pytest.mark.usefixtures("documents_as_text")

WHO = ("cecilia", "kim", "per", "tage", "rut")
"""No place at all; had a place; family of another child; has noticed something; is responsible for others."""
NEW_EACH_TIME = re.compile(
    r'(name="(?:csrfmiddlewaretoken|once|as)" value=|nonce=|name="csrf-token" content=|data-token=|data-seconds=)"[^"]*"'
    r"|'nonce-[^']*'|\d\d:\d\d(:\d\d)?"
)
WITH_AN_ID = [one for one in crawler.patterns() if any(crawler.is_id(one, argument) for argument in one.arguments)]
ABOUT_A_CHILD = [one for one in WITH_AN_ID if not one.name.startswith(OF_THE_PROCESS)]


@dataclass
class Doors:
    """The town, and what everyone may not see, by the argument that would lead there."""

    town: Town
    ids: Ids
    facts: Facts


@pytest.fixture(scope="module")
def doors(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Doors]:
    logging.disable(logging.WARNING)
    with django_db_blocker.unblock(), told() as town, pytest.MonkeyPatch.context() as patch:
        patch.setattr("kronobarn.accounts.limits.WRITE_EVERY", 86_400)  # or one in a minute would be asked for more
        admin = psycopg.connect(plugin.server.url("admin", town.database))
        with admin:
            ids, facts = Ids.read(admin), Facts.read(admin)
        yield Doors(town, ids, facts)
    logging.disable(logging.NOTSET)


@pytest.mark.xdist_group("existence")
@pytest.mark.parametrize("name", WHO)
def test_absent_and_forbidden_are_the_same(doors: Doors, django_db_blocker: DjangoDbBlocker, name: str) -> None:
    who = next(one for one in everyone(doors.town) if one.name == name)
    near = {child for child in doors.facts.children if doors.facts.roles(who, child)}
    differ, asked = [], 0
    with django_db_blocker.unblock(), at(doors.town.database):
        for pattern in WITH_AN_ID:
            far = _far(doors.ids, pattern, near)
            if far is None:
                continue
            for method in ("get", "post"):
                forbidden, absent = (
                    _ask(doors.town.client(name), method, reverse(pattern.name, args=args)) for args in far
                )
                asked += 1
                if forbidden != absent or forbidden.status not in {404, 405}:
                    differ.append(f"{method} {pattern.name}: {forbidden.how_it_differs(absent)}")
    assert differ == []
    assert asked > len(ABOUT_A_CHILD)


def _far(ids: Ids, pattern: Pattern, near: set[UUID]) -> tuple[list[Any], list[Any]] | None:
    """Arguments that lead to what this person may not see, and the same shape leading nowhere."""
    there, nowhere = [], []
    for argument in pattern.arguments:
        if not crawler.is_id(pattern, argument):
            word = ids.for_argument(pattern, argument, (), 0)[0]
            there.append(word)
            nowhere.append(word)
            continue
        far = [pk for pk, child in ids.of(pattern, argument) if child not in near]
        if not far:
            return None
        there.append(far[0])
        nowhere.append(uuid4())
    return there, nowhere


@dataclass(frozen=True)
class Reply:
    """All that could tell one from the other."""

    status: int
    page: str
    headers: tuple[tuple[str, str], ...]
    queries: tuple[str, ...]

    def how_it_differs(self, other: "Reply") -> str:
        parts = [
            part for part in ("status", "page", "headers", "queries") if getattr(self, part) != getattr(other, part)
        ]
        return f"{self.status}, {other.status}: {parts} {len(self.queries)} {len(other.queries)}"


SHAPE = re.compile(r"'[^']*'|\d+|%s")


def _ask(client: Client, method: str, address: str) -> Reply:
    data = {"csrfmiddlewaretoken": "x", "what_was_seen": "Något som jag skrev och inte vill förlora."}
    reset_queries()  # the log of them has room for so many
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        answer: Any = client.get(address) if method == "get" else client.post(address, data)
        transaction.set_rollback(True)
    ids = [part for part in urlsplit(address).path.split("/") if UUIDS.fullmatch(part)]
    page = answer.content.decode()
    for one in ids:  # an address may be repeated to whoever wrote it
        page = page.replace(one, "id")
    return Reply(
        status=answer.status_code,
        page=NEW_EACH_TIME.sub("", page),
        headers=tuple((key, NEW_EACH_TIME.sub("", value)) for key, value in answer.headers.items()),
        queries=tuple(SHAPE.sub("?", query["sql"]) for query in queries),
    )


@pytest.mark.xdist_group("existence")
def test_an_id_of_one_child_opens_nothing_through_another(doors: Doors, django_db_blocker: DjangoDbBlocker) -> None:
    """Where an address has two ids, both must belong together, also for whoever may see the first."""
    rut = next(one for one in everyone(doors.town) if one.name == "rut")
    near = {child for child in doors.facts.children if doors.facts.roles(rut, child)}
    twins = [one for one in WITH_AN_ID if sum(crawler.is_id(one, argument) for argument in one.arguments) > 1]
    assert twins
    with django_db_blocker.unblock(), at(doors.town.database):
        for pattern in twins:
            choices = [
                [(pk, child) for pk, child in doors.ids.of(pattern, argument) if (child in near) is (at == 0)][:3]
                for at, argument in enumerate(pattern.arguments)
            ]
            for pair in product(*choices):
                reply = _ask(doors.town.client("rut"), "post", reverse(pattern.name, args=[pk for pk, _child in pair]))
                assert reply.status == 404
