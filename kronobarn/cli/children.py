"""Processes that a command starts, and that end with it however it ends."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

from kronobarn.core import processes

PATIENCE: Final = 15  # seconds a process gets to finish what it is doing


@contextmanager
def child(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Another of our commands, for as long as the block lasts."""
    with started([sys.executable, "-m", "kronobarn", *arguments]) as process:
        yield process


@contextmanager
def started(command: Sequence[str], env: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """A program, for as long as the block lasts. It reads the end of its input as "stop"."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True, env=env)
    try:
        yield process
    finally:
        if process.stdin:
            process.stdin.close()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def run_child(*arguments: str) -> int:
    """Another of our commands, from start to end; it gives its memory back."""
    process = subprocess.Popen([sys.executable, "-m", "kronobarn", *arguments])
    try:
        return process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def end_silently_with_parent() -> None:
    """A helping process has nothing to clean up: the parent says what there is to say."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    processes.die_with_parent()
