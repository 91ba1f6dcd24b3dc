"""The demo as a process: it starts with one command, and leaves nothing behind."""

import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kronobarn.cli import demo as the_demo
from kronobarn.cli.installation import DEMO_MARK
from tests.started import GROUP, LONGEST_START, copied, demo_on, processes_about, serves_and_ends, status

pytestmark = [pytest.mark.database, pytest.mark.xdist_group(GROUP)]


@pytest.fixture
def again(data: Path, first_started: Path) -> Path:
    """A data folder where the county is: the first start is the long one, and these are about any start."""
    copied(first_started, data)
    return data


@pytest.mark.parametrize("farewell", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_and_ends_without_a_trace(again: Path, farewell: signal.Signals) -> None:
    for _ in range(2):
        serves_and_ends(again, farewell)


def test_its_web_and_worker_do_not_outlive_it(again: Path) -> None:
    with demo_on(again) as (demo, address):
        assert status(demo, address) == 200
        demo.kill()
        demo.wait()
        _wait_until(lambda: all("postgres" in line for line in processes_about(again)))
        with socket.socket() as port:
            assert port.connect_ex(("127.0.0.1", int(address.rpartition(":")[2]))) != 0
    serves_and_ends(again, signal.SIGTERM)


@pytest.mark.parametrize("farewell", [signal.SIGINT, signal.SIGKILL])
def test_a_first_start_that_is_broken_off_leaves_nothing_to_build_on(data: Path, farewell: signal.Signals) -> None:
    with demo_on(data) as (demo, _):
        telling = 3 if (os.cpu_count() or 1) > 1 else 1  # more than one process when there are hands for it
        _wait_until(lambda: sum("migrate" in line for line in processes_about(data)) >= telling, LONGEST_START)
        demo.send_signal(farewell)
        demo.wait(30)
    _wait_until(lambda: all("postgres" in line for line in processes_about(data)))
    the_demo.remove_half_a_county(data)
    assert not data.exists()
    assert processes_about(data) == []


def test_a_start_keeps_what_was_loaded_whole(data: Path) -> None:
    data.mkdir(exist_ok=True)
    (data / DEMO_MARK).touch()
    the_demo.remove_half_a_county(data)
    assert data.exists()


def _wait_until(is_so: Callable[[], bool], longest: float = 20) -> None:
    deadline = time.monotonic() + longest
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)
