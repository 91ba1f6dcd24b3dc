"""Five hundred who register for an event at once, and whether a minute is enough, none is lost and none let in too many.

Half of the statements count tries, by the visitor's address and by the address that is written to, which the floor does
not. The targets are the minute and the numbers; the ratio tells whether it has become dearer.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import timedelta
from itertools import count
from typing import Final
from uuid import UUID

import psycopg
from django.test import Client
from django.urls import reverse

from bench.cases import Case, Fields
from bench.county import Worker
from bench.measure import CSRF, Result, Visitor, count_queries
from bench.processes import Web, floor, ours
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.learning.models import Event

NAME: Final = "register"
MANY: Final = 500
PLACES: Final = 300
HANDS: Final = 12
"""How many press the button at the same moment."""
ROUNDS: Final = 5
WARM: Final = 12
A_MINUTE: Final = 60.0
_number = count()


@dataclass(frozen=True)
class Rush(Result):
    """The line of a case, and what happened to those who came at once."""

    registered: int
    seconds: float
    floor_seconds: float
    lost: int
    too_many: int

    @property
    def within_targets(self) -> bool:
        return self.seconds <= A_MINUTE and not self.lost and not self.too_many


def _registration() -> Fields:
    return {"name": "Kim Berg", "workplace": "Kommunen", "email": f"nr{next(_number)}@example.se", "diet": "Vegan"}


CASE: Final = Case(NAME, "anybody", lambda event: reverse("events:register", args=[event]), _registration, answers=302)


def run(admin_url: str, person: int) -> Iterator[Rush]:
    """One event for each server, and one to warm both on. The servers take turns, a hundred people at a time."""
    warm, at_ours, at_floor = (_event(person) for _ in range(3))
    client = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
    client.cookies["csrftoken"] = CSRF
    queries, _size = count_queries(CASE, client, Worker(person, 0, 0, 0, [warm]))
    with ours(admin_url) as product, floor(admin_url, json.dumps({"anybody": {}, "sizes": {}})) as bare:
        sides = [Side(product, client, at_ours), Side(bare, None, at_floor)]
        for side in sides:
            side.rush(warm, WARM)
            side.begin()
        for _ in range(ROUNDS):
            for side in sides:
                side.rush(side.event, MANY // ROUNDS)
        used = [side.cpu() * 1000 / MANY for side in sides]
        took = sorted(sides[0].took)
        there, places = _counted(admin_url, at_ours)
        yield Rush(
            case=NAME,
            queries=queries,
            ours_cpu_ms=round(used[0], 2),
            floor_cpu_ms=round(used[1], 2),
            ratio=round(used[0] / used[1], 1),
            p50_ms=round(statistics.median(took), 1),
            p95_ms=round(took[int(len(took) * 0.95)], 1),
            rss_mb=round(product.rss_mb(), 1),
            registered=there,
            seconds=round(sides[0].seconds, 1),
            floor_seconds=round(sides[1].seconds, 1),
            lost=MANY - there,
            too_many=max(0, places - PLACES),
        )


class Side:
    """One server, and those who register there at once."""

    def __init__(self, web: Web, client: Client | None, event: UUID) -> None:
        self.web, self.client, self.event = web, client, event
        self.begin()

    def begin(self) -> None:
        self.took: list[float] = []
        self.seconds = 0.0
        self._before = self.web.cpu()

    def cpu(self) -> float:
        return self.web.cpu() - self._before

    def rush(self, event: UUID, many: int) -> None:
        """So many, in a row for each hand."""
        began = time.perf_counter()
        with ThreadPoolExecutor(HANDS) as hands:
            for took in hands.map(lambda nth: self._some(event, len(range(nth, many, HANDS))), range(HANDS)):
                self.took += took
        self.seconds += time.perf_counter() - began

    def _some(self, event: UUID, many: int) -> list[float]:
        with closing(Visitor(self.web, self.client, CASE)) as visitor:
            for _ in range(many):
                visitor.visit(event)
            return visitor.took


def _event(person: int) -> UUID:
    """A conference that anybody may register for. The letters stay unsent: no worker runs here."""
    starts = clock.now() + timedelta(days=30)
    with acting(SYSTEM):
        event = Event(
            kind="conference",
            title="Konferens",
            text="En dag om tidiga insatser.",
            place="Växjö",
            starts_at=starts,
            ends_at=starts + timedelta(hours=6),
            closes_at=starts,
            places=PLACES,
            written_at=clock.now(),
            written_by_id=person,
            published_at=clock.now(),
        )
        event.save(force_insert=True)
    return event.pk


def _counted(admin_url: str, event: UUID) -> tuple[int, int]:
    """How many there are, and how many of them have a place. Two of one address would have been refused."""
    asked = (
        "SELECT count(*), count(*) FILTER (WHERE standing IN ('place', 'offered'))"
        " FROM learning_registration WHERE event_id = %s"
    )
    with psycopg.connect(admin_url) as connection:
        found = connection.execute(asked, [event]).fetchone()
    assert found is not None
    return int(found[0]), int(found[1])


def line(rush: Rush) -> str:
    return json.dumps(asdict(rush))
