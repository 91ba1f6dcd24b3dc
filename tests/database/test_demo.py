"""The demo as a process: it starts with one command, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.request import urlopen

import pytest

from kronobarn import cli
from tests.database.conftest import folder_of_its_own

pytestmark = [pytest.mark.database, pytest.mark.xdist_group("demo")]  # started once, by one process

LONGEST_START = 240  # seconds; a busy machine included


@pytest.fixture(scope="module")
def started() -> Iterator[Path]:
    """The folder of a demo whose first start went well, and which has been ended.

    The first start is the long one: the county is told. What is about any start begins with a copy of this.
    """
    for folder in folder_of_its_own():
        _serves_and_ends(folder, signal.SIGTERM)
        yield folder


@pytest.fixture
def again(data: Path, started: Path) -> Path:
    """A data folder where the county is."""
    subprocess.run(["/bin/cp", "--archive", started, data], check=True)  # the server's files stay its account's
    return data


@pytest.mark.parametrize("farewell", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_and_ends_without_a_trace(again: Path, farewell: signal.Signals) -> None:
    for _ in range(2):
        _serves_and_ends(again, farewell)


def test_its_web_and_worker_do_not_outlive_it(again: Path) -> None:
    with _demo(again) as (demo, address):
        assert _status(demo, address) == 200
        demo.kill()
        demo.wait()
        _wait_until(lambda: all("postgres" in line for line in _processes_about(again)))
        with socket.socket() as port:
            assert port.connect_ex(("127.0.0.1", int(address.rpartition(":")[2]))) != 0
    _serves_and_ends(again, signal.SIGTERM)


@pytest.mark.parametrize("farewell", [signal.SIGINT, signal.SIGKILL])
def test_a_first_start_that_is_broken_off_leaves_nothing_to_build_on(data: Path, farewell: signal.Signals) -> None:
    with _demo(data) as (demo, _):
        telling = 3 if (os.cpu_count() or 1) > 1 else 1  # more than one process when there are hands for it
        _wait_until(lambda: sum("migrate" in line for line in _processes_about(data)) >= telling, LONGEST_START)
        demo.send_signal(farewell)
        demo.wait(30)
    _wait_until(lambda: all("postgres" in line for line in _processes_about(data)))
    cli._remove_half_a_county(data)
    assert not data.exists()
    assert _processes_about(data) == []


def test_a_start_keeps_what_was_loaded_whole(data: Path) -> None:
    data.mkdir(exist_ok=True)
    (data / cli.DEMO_MARK).touch()
    cli._remove_half_a_county(data)
    assert data.exists()


def _serves_and_ends(data: Path, farewell: signal.Signals) -> None:
    with _demo(data) as (demo, address):
        assert _status(demo, address) == 200
        demo.send_signal(farewell)
        assert demo.wait(30) == 0
    assert _processes_about(data) == []


@contextmanager
def _demo(data: Path) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = {name: os.environ[name] for name in ("PATH", "KRONOBARN_POSTGRES") if name in os.environ}
    command = [sys.executable, "-m", "kronobarn", "demo", "--port", str(port), "--data", str(data), "--no-site"]
    # A shell lets what it starts in the background ignore Ctrl-C, and so would the demo.
    heeds = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(command, env=kept, stdout=subprocess.DEVNULL, preexec_fn=heeds) as demo:
        try:
            yield demo, f"http://127.0.0.1:{port}"
        finally:
            demo.terminate()


def _status(demo: "subprocess.Popen[bytes]", address: str) -> int:
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


def _processes_about(data: Path) -> list[str]:
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


def _wait_until(is_so: Callable[[], bool], longest: float = 20) -> None:
    deadline = time.monotonic() + longest
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)
