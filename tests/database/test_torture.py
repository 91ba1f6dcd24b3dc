"""What was acknowledged is there, whatever happens to the server."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest

from kronobarn.database.server import Server, running

pytestmark = pytest.mark.database

WRITERS = 4
ROUNDS = 3

WRITER = """
import sys, time, psycopg
url, me = sys.argv[1], int(sys.argv[2])
number = 0
while True:
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            while True:
                number += 1
                connection.execute("INSERT INTO written VALUES (%s, %s)", [me, number])
                print(number, flush=True)
    except psycopg.OperationalError:
        time.sleep(0.05)
"""


def test_no_acknowledged_row_is_lost_when_the_server_is_killed(data: Path, tmp_path: Path) -> None:
    with running(data) as server:
        with psycopg.connect(server.url("admin", "postgres")) as connection:
            connection.execute("CREATE TABLE written (writer int, number int)")
        with _writers(server, tmp_path):
            for _ in range(ROUNDS):
                _wait_for_more(tmp_path)
                os.kill(int((data / "postgres" / "postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)
                server.start()
            _wait_for_more(tmp_path)
        with psycopg.connect(server.url("admin", "postgres")) as connection:
            kept = set(connection.execute("SELECT writer, number FROM written").fetchall())

    acknowledged = _acknowledged(tmp_path)
    assert len(acknowledged) > WRITERS * ROUNDS
    assert acknowledged - kept == set()


@contextmanager
def _writers(server: Server, folder: Path) -> Iterator[None]:
    """Processes that write, each telling a file what it got acknowledged."""
    with ExitStack() as ends:
        for me in range(WRITERS):
            command = [sys.executable, "-c", WRITER, server.url("admin", "postgres"), str(me)]
            answers = ends.enter_context((folder / str(me)).open("wb"))
            writer = ends.enter_context(subprocess.Popen(command, stdout=answers))
            ends.callback(writer.kill)
        yield


def _acknowledged(folder: Path) -> set[tuple[int, int]]:
    """What each writer was told is stored. A last line that was cut off was not told."""
    return {
        (int(answers.name), int(line))
        for answers in folder.iterdir()
        for line in answers.read_text().rpartition("\n")[0].splitlines()
    }


def _wait_for_more(folder: Path) -> None:
    """Let every writer get some rows acknowledged."""
    before = {answers: answers.stat().st_size for answers in folder.iterdir()}
    deadline = time.monotonic() + 20
    while any(answers.stat().st_size < size + 200 for answers, size in before.items()):
        assert time.monotonic() < deadline, "a writer is stuck"
        time.sleep(0.05)
