"""The web server's processes."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from kronobarn.core import processes

LONGEST = 60  # seconds, on a busy machine

SERVER = """
import sys, threading, time
from kronobarn.core import processes

def application(asked, start):
    if asked["PATH_INFO"] == "/for-ever":
        threading.Thread(target=time.sleep, args=[3600], daemon=False).start()
    start("200 OK", [])
    return [b""]

if __name__ == "__main__":
    processes.PATIENCE = 1
    processes.serve("server:application", "", host="127.0.0.1", port=int(sys.argv[1]), workers=1, threads=1, quiet=True)
"""


@contextmanager
def serving(folder: Path) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    """A server that has answered, and its address."""
    (folder / "server.py").write_text(SERVER)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with subprocess.Popen([sys.executable, "server.py", str(port)], cwd=folder, stdout=subprocess.DEVNULL) as server:
        try:
            yield server, f"http://127.0.0.1:{port}"
        finally:
            server.kill()


def _answer(address: str) -> None:
    deadline = time.monotonic() + LONGEST
    while True:
        try:
            with urlopen(address, timeout=LONGEST):
                return
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def _children(process: int) -> set[int]:
    return {int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()}


@pytest.mark.parametrize("farewell", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_that_reaches_another_of_its_threads_is_heard_as_well(
    tmp_path: Path, farewell: signal.Signals
) -> None:
    with serving(tmp_path) as (server, address):
        _answer(address)
        others = {int(thread) for thread in os.listdir(f"/proc/{server.pid}/task")} - {server.pid}
        assert others
        for thread in others:
            ctypes.CDLL(None).tgkill(server.pid, thread, farewell)
        assert server.wait(LONGEST) == 0


def test_a_worker_that_does_not_end_is_ended(tmp_path: Path) -> None:
    with serving(tmp_path) as (server, address):
        _answer(f"{address}/for-ever")
        server.send_signal(signal.SIGTERM)
        assert server.wait(LONGEST) == 0


def test_so_is_one_whose_parent_died(tmp_path: Path) -> None:
    with serving(tmp_path) as (server, address):
        _answer(f"{address}/for-ever")
        workers = _children(server.pid)
        assert workers
        server.kill()
        deadline = time.monotonic() + LONGEST
        while any(_lives(worker) for worker in workers):
            assert time.monotonic() < deadline
            time.sleep(0.05)


def _lives(process: int) -> bool:
    """Whether it has not ended; where nobody takes leave of the dead, one that has stays in the list."""
    try:
        return "State:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False


INTERRUPTED = """
import os, signal
from kronobarn.core import processes
processes.be_told_by_parent()
os.kill(os.getpid(), signal.SIGINT)
print("stays")
"""


def test_its_workers_leave_ctrl_c_to_it() -> None:
    said = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, check=True)
    assert said.stdout == "stays\n"


TOLD = """
import os, signal, sys, threading
from kronobarn.core import processes
processes.be_told_by_parent()
told, heard = [], threading.Event()
def listen(*_):
    told.append(threading.current_thread() is threading.main_thread())
    heard.set()
signal.signal(signal.SIGTERM, listen)
for _ in range(3):
    os.kill(os.getpid(), int(sys.argv[1]))
heard.wait()
print(told)
"""


@pytest.mark.parametrize("by", [processes.ORPHANED, signal.SIGTERM])
def test_a_worker_is_told_once_however_often_it_is_said_and_never_in_its_main_thread(by: signal.Signals) -> None:
    command = [sys.executable, "-c", TOLD, str(int(by))]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=LONGEST)
    assert said.stdout == "[False]\n"


TOLD_EARLY = """
import os, signal, time
from kronobarn.core import processes
signal.signal(signal.SIGTERM, lambda *_: print("told"))  # the server's, which a worker has until it has its own
processes.be_told_by_parent()
os.kill(os.getpid(), signal.SIGTERM)
time.sleep(3600)
"""


def test_a_worker_that_is_not_ready_yet_ends_when_it_is_told() -> None:
    said = subprocess.run(
        [sys.executable, "-c", TOLD_EARLY], capture_output=True, text=True, check=True, timeout=LONGEST
    )
    assert said.stdout == ""
