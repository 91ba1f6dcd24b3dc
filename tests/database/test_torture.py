"""What was acknowledged is there, whatever happens to the server."""

import os
import signal
import subprocess
import sys
import time
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
        writers = [_writer(server, me, tmp_path) for me in range(WRITERS)]
        for _ in range(ROUNDS):
            _wait_for_more(tmp_path)
            os.kill(int((data / "postgres" / "postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)
            server.start()
        _wait_for_more(tmp_path)
        for writer in writers:
            writer.kill()
            writer.wait()
        with psycopg.connect(server.url("admin", "postgres")) as connection:
            kept = set(connection.execute("SELECT writer, number FROM written").fetchall())

    acknowledged = _acknowledged(tmp_path)
    assert len(acknowledged) > WRITERS * ROUNDS
    assert acknowledged - kept == set()


def _writer(server: Server, me: int, folder: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", WRITER, server.url("admin", "postgres"), str(me)]
    with (folder / str(me)).open("wb") as answers:
        return subprocess.Popen(command, stdout=answers)


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
