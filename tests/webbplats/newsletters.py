"""What the newsletter's tests share: a site of their own whose rows are committed, and a mail server that counts."""

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection

from tests.post.server import Box
from tests.webbplats import plugin


class Counting(Box):
    """Keeps whom each letter was to and its bytes, and tells when so many have come. It can do something at one of them."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[tuple[str, bytes]] = []
        self.at: dict[int, Callable[[], None]] = {}
        self.enough = threading.Event()
        self.wanted = -1

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.taken += [(address, envelope.content) for address in envelope.rcpt_tos]
        if len(self.taken) == self.wanted:
            self.enough.set()
        if do := self.at.get(len(self.taken)):
            do()
        return "250 OK"

    @property
    def each(self) -> Counter[str]:
        return Counter(address for address, _content in self.taken)


@contextmanager
def copy_of_the_site(name: str) -> Iterator[str]:
    """The address of a filled site that other processes write in, and that is gone afterwards."""
    from tests.webbplats.conftest import FILLED, _clone, _drop

    _clone(name, FILLED)
    try:
        yield plugin.server.url("site", name)
    finally:
        _drop(name)


@contextmanager
def own_database(name: str) -> Iterator[None]:
    """These tests in such a copy themselves: what they write is committed, and other processes see it."""
    with copy_of_the_site(name):
        connection.close()
        usual, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], name
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = usual


def subscribe(many: int, database: str) -> None:
    """So many who have confirmed, on the first list."""
    with psycopg.connect(plugin.server.url("site", database), autocommit=True) as site:
        site.execute(
            "INSERT INTO newsletter_subscriber (id, address, language, asked_at, confirmed_at, refusals)"
            " SELECT gen_random_uuid(), 'reader' || n || '@example.se', 'sv', now(), now(), 0"
            " FROM generate_series(1, %s) AS n",
            [many],
        )
        site.execute(
            "INSERT INTO newsletter_subscriber_lists (subscriber_id, mailinglist_id)"
            " SELECT id, (SELECT min(id) FROM newsletter_mailinglist) FROM newsletter_subscriber"
        )


@contextmanager
def worker(box: Box, database: str) -> Iterator[subprocess.Popen[bytes]]:
    """The program that sends, as it runs beside the site."""
    told = {
        "EMAIL_PORT": str(box.port),
        "SITE_DATABASE_URL": plugin.server.url("site", database),
        "PYTHONWARNINGS": "ignore",
    }
    with subprocess.Popen([sys.executable, "-m", "webbplats", "worker"], env={**os.environ, **told}) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
