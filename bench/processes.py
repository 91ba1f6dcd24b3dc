"""Two web servers started alike, and what they and their database have used. Linux only: it reads /proc."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg

THREADS: Final = "2"
TICKS: Final = os.sysconf("SC_CLK_TCK")
PATIENCE: Final = 30
FLOOR: Final = (
    "-m",
    "granian",
    "--interface",
    "wsgi",
    "--http",
    "1",
    "--no-ws",
    "--log-level",
    "warning",
    "--workers",
    "1",
)


@dataclass(frozen=True)
class Web:
    """A running web server. `name` is what its database connections are called."""

    name: str
    pid: int
    port: int
    admin_url: str

    def cpu(self) -> float:
        """Seconds of CPU so far: the server's processes and the database's that work for them."""
        asked = "SELECT pid FROM pg_stat_activity WHERE application_name = %s"
        with psycopg.connect(self.admin_url) as connection:
            backends = [int(row[0]) for row in connection.execute(asked, [self.name])]
        return sum(_cpu(pid) for pid in [*_family(self.pid), *backends])

    def rss_mb(self) -> float:
        """Memory of all its processes; what they share is counted for each of them."""
        return sum(_rss_mb(pid) for pid in _family(self.pid))


@contextmanager
def ours(admin_url: str) -> Iterator[Web]:
    """The product, as an operator starts it."""
    port = _free_port()
    with _started(
        "bench-ours", ["-m", "kronobarn", "serve", "--threads", THREADS, "--port", str(port)], port, admin_url
    ) as web:
        yield web


@contextmanager
def floor(admin_url: str, settings: str) -> Iterator[Web]:
    """The bare application, with the same server around it."""
    port = _free_port()
    extra = {"BENCH_FLOOR": settings, "BENCH_ADMIN_URL": admin_url}
    command = [*FLOOR, "--blocking-threads", THREADS, "--port", str(port), "bench.floor:application"]
    with _started("bench-floor", command, port, admin_url, **extra) as web:
        yield web


@contextmanager
def _started(name: str, command: list[str], port: int, admin_url: str, **extra: str) -> Iterator[Web]:
    environ = os.environ | {"PGAPPNAME": name} | extra
    process = subprocess.Popen([sys.executable, *command], env=environ, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield Web(name, process.pid, port, admin_url)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"nothing answers on port {port}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _family(pid: int) -> list[int]:
    """A process and all that it has started."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has just ended
        parents.setdefault(parent, []).append(int(stat.parent.name))
    found = [pid]
    for each in found:
        found += parents.get(each, [])
    return found


def _cpu(pid: int) -> float:
    """Seconds. By the scheduler's own clock where the kernel keeps it: by the tick, a page of a millisecond is mostly chance."""
    try:
        threads = [task.joinpath("schedstat").read_text() for task in Path(f"/proc/{pid}/task").iterdir()]
        return sum(int(thread.split()[0]) for thread in threads) / 1e9
    except FileNotFoundError:
        pass
    used = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(used[11]) + int(used[12])) / TICKS


def _rss_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
