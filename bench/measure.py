"""Asks both servers in turn and says what it cost."""

from __future__ import annotations

import http.client
import json
import statistics
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.db import connection
from django.test import Client
from django.utils import timezone

from bench.cases import CASES, Case
from bench.county import County, Worker
from bench.processes import Web, floor, ours
from kronobarn.accounts.reads import CHOICE
from kronobarn.accounts.sessions import SEEN_AT, SIGNED_IN_AT
from kronobarn.people.models import Person

ROUNDS: Final = 4
WARM: Final = 30
CSRF: Final = "b" * 32
MOST_QUERIES: Final = 15
MOST_TIMES_FLOOR: Final = 5.0
MOST_MB: Final = 200.0
BACKEND: Final = "kronobarn.accounts.backends.Accounts"


@dataclass(frozen=True)
class Result:
    """One line."""

    case: str
    queries: int
    ours_cpu_ms: float
    floor_cpu_ms: float
    ratio: float
    p50_ms: float
    p95_ms: float
    rss_mb: float

    @property
    def within_targets(self) -> bool:
        return self.queries <= MOST_QUERIES and self.ratio <= MOST_TIMES_FLOOR and self.rss_mb < MOST_MB


def run(county: County, admin_url: str, *, requests: int, only: str = "") -> Iterator[Result]:
    """Measure the cases, one after the other."""
    cases = [case for case in CASES if only in ("", case.name)]
    workers = {"head": county.head, "teacher": county.teacher}
    clients = {name: _signed_in(worker) for name, worker in workers.items()}
    counted = {case.name: count_queries(case, clients[case.who], workers[case.who]) for case in cases}
    settings: dict[str, Any] = {name: _ids(worker, clients[name]) for name, worker in workers.items()}
    settings["sizes"] = {name: size for name, (_queries, size) in counted.items()}
    with ours(admin_url) as product, floor(admin_url, json.dumps(settings)) as bare:
        for case in cases:
            queries, _size = counted[case.name]
            with (
                closing(Visitor(product, clients[case.who], case)) as at_ours,
                closing(Visitor(bare, None, case)) as at_floor,
            ):
                yield _measure(case, workers[case.who].children, (at_ours, at_floor), queries, requests)


def _ids(worker: Worker, client: Client) -> dict[str, int | str | None]:
    ids = {"person": worker.person, "assignment": worker.assignment, "area": worker.area, "unit": worker.unit}
    return {**ids, "session": client.session.session_key}


def _signed_in(worker: Worker) -> Client:
    """A browser in which the worker has signed in and chosen what to act as."""
    client = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
    client.force_login(Person.objects.get(pk=worker.person), backend=BACKEND)
    session = client.session
    session[CHOICE] = worker.assignment
    session[SIGNED_IN_AT] = session[SEEN_AT] = int(timezone.now().timestamp())
    session.save()
    client.cookies["csrftoken"] = CSRF
    return client


CONTROL: Final = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


def count_queries(case: Case, client: Client, worker: Worker) -> tuple[int, int]:
    """How many statements one request sends, but for those about the transaction, and how long the page is."""
    sent: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        if not sql.startswith(CONTROL):
            sent.append(sql)
        return execute(sql, *rest)

    path = case.path(worker.children[0])
    for _ in range(2):  # the first one also fills what is kept for the process
        sent.clear()
        fields = {**case.body(), "csrfmiddlewaretoken": CSRF}
        with connection.execute_wrapper(note):
            response = client.generic(
                case.method, path, urlencode(fields) if case.fields else "", "application/x-www-form-urlencoded"
            )
        assert response.status_code == case.answers, f"{case.name} answered {response.status_code}"
    return len(sent), len(response.content)


class Visitor:
    """One browser that opens one case again and again."""

    def __init__(self, web: Web, client: Client | None, case: Case) -> None:
        self.web = web
        self.case = case
        self.took: list[float] = []
        self._connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=30)
        self._cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items()) if client else ""

    def close(self) -> None:
        self._connection.close()

    def visit(self, child: UUID) -> None:
        """Ask once, and be sure that the answer is the page."""
        case = self.case
        path = case.path(child) if self._cookies else f"/{case.name}/{case.who}/{child}"
        body = urlencode({**case.body(), "csrfmiddlewaretoken": CSRF}) if case.fields else None
        headers = {"Cookie": self._cookies, "Content-Type": "application/x-www-form-urlencoded"}
        began = time.perf_counter()
        self._connection.request(case.method, path, body, headers)
        response = self._connection.getresponse()
        response.read()
        self.took.append((time.perf_counter() - began) * 1000)
        assert response.status == case.answers, f"{case.name} answered {response.status}"


def _measure(
    case: Case, children: list[UUID], visitors: tuple[Visitor, Visitor], queries: int, requests: int
) -> Result:
    """Rounds in turn, so that what disturbs the machine disturbs both."""
    turns = {visitor: cycle(children) for visitor in visitors}
    for visitor in visitors:
        for child in islice(turns[visitor], min(WARM, requests)):
            visitor.visit(child)
        visitor.took.clear()
    before = [visitor.web.cpu() for visitor in visitors]
    for _ in range(ROUNDS):
        for visitor in visitors:
            for child in islice(turns[visitor], max(1, requests // ROUNDS)):
                visitor.visit(child)
    used = [
        (visitor.web.cpu() - start) * 1000 / len(visitor.took) for visitor, start in zip(visitors, before, strict=True)
    ]
    took = sorted(visitors[0].took)
    return Result(
        case=case.name,
        queries=queries,
        ours_cpu_ms=round(used[0], 2),
        floor_cpu_ms=round(used[1], 2),
        ratio=round(used[0] / used[1], 1) if used[1] else 0.0,
        p50_ms=round(statistics.median(took), 1),
        p95_ms=round(took[int(len(took) * 0.95)], 1),
        rss_mb=round(visitors[0].web.rss_mb(), 1),
    )


def line(result: Result) -> str:
    return json.dumps(asdict(result))
