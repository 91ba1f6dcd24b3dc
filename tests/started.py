"""The demo as a process of its own, and what its first start leaves: the county is told once in a run of tests."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.database.conftest import folder_of_its_own

LONGEST_START = 600  # seconds; a busy machine included
LONGEST_FAREWELL = 60
GROUP = "demo"
"""The tests that begin with a told county are run by one process, so that one tells it."""


@pytest.fixture(scope="session")
def first_started() -> Iterator[Path]:
    """The folder of a demo whose first start went well, and which has been ended. Copy it; nobody starts it again."""
    for folder in folder_of_its_own():
        serves_and_ends(folder, signal.SIGTERM)
        yield folder


def copied(folder: Path, to: Path) -> None:
    subprocess.run(["/bin/cp", "--archive", folder, to], check=True)  # the server's files stay its account's


def serves_and_ends(data: Path, farewell: signal.Signals) -> None:
    with demo_on(data) as (demo, address):
        assert status(demo, address) == 200
        demo.send_signal(farewell)
        assert demo.wait(30) == 0
    assert processes_about(data) == []


@contextmanager
def demo_on(data: Path, log: Path | None = None) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    """A demo that is starting, and its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = {name: os.environ[name] for name in ("PATH", "KRONOBARN_POSTGRES", "PGOPTIONS") if name in os.environ}
    command = [sys.executable, "-m", "kronobarn", "demo", "--port", str(port), "--data", str(data), "--no-site"]
    # A shell lets what it starts in the background ignore Ctrl-C, and so would the demo.
    heeds = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with (
        (log or Path(os.devnull)).open("wb") as said,
        subprocess.Popen(command, env=kept, stdout=said, stderr=said if log else None, preexec_fn=heeds) as demo,
    ):
        try:
            yield demo, f"http://127.0.0.1:{port}"
        finally:
            demo.terminate()
            try:
                demo.wait(LONGEST_FAREWELL)
            except subprocess.TimeoutExpired:  # or the whole run of tests would wait for it
                demo.kill()
                raise


def status(demo: "subprocess.Popen[bytes]", address: str) -> int:
    """The status of the first page, once there is one."""
    deadline = time.monotonic() + LONGEST_START
    while True:
        try:
            with urlopen(address, timeout=LONGEST_START) as answer:
                return int(answer.status)
        except OSError:
            if demo.poll() is not None or time.monotonic() > deadline:
                raise
        time.sleep(0.1)


def processes_about(data: Path) -> list[str]:
    """The command lines of the processes that name the folder, in their arguments or environment."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit() and int(process.name) != os.getpid():
            try:
                command, names = (
                    (process / part).read_bytes().decode(errors="replace") for part in ("cmdline", "environ")
                )
            except OSError:
                continue
            if str(data) in command + names:
                found.append(command)
    return found
