"""Has a PDF cleaned or drawn by a process apart (`pdf`): whatever is in it, it ends there, and in time."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from select import PIPE_BUF
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector
from threading import BoundedSemaphore
from time import monotonic
from typing import IO, Final

from kronobarn.documents import rules

SECONDS: Final = 20
"""That somebody waits for one PDF. The process's own limit of processor time is lower."""
MOST_ANSWERED: Final = 2 * rules.MOST_BYTES
"""Bytes that the process may answer: it could be another's by then, and never stop."""
_one_at_a_time: Final = BoundedSemaphore(1)
"""A gigabyte each is a great deal: a process of the server has one read at a time."""


class Refusal(StrEnum):
    """Why a PDF is not kept."""

    ENCRYPTED = "encrypted"
    SCRIPT = "script"
    STARTS = "starts"
    CARRIES = "carries"
    PAGES = "pages"
    PAGE = "page"
    CUT = "cut"
    HEAVY = "heavy"
    PHOTOGRAPH = "photograph"
    BROKEN = "broken"
    BUSY = "busy"


class Refused(Exception):
    """The PDF is not kept, or cannot be shown."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A PDF as it is kept."""

    content: bytes
    pages: int


def clean(sent: bytes) -> Cleaned:
    """The PDF saved anew, with nothing of the old file but what is seen."""
    pages, (content,) = _ask("clean", sent)
    if len(content) > rules.MOST_BYTES:  # what was packed tightly has been unpacked
        raise Refused(Refusal.HEAVY)
    return Cleaned(content, pages)


def drawn(content: bytes, most: int) -> list[bytes]:
    """The first pages as JPEG. They are made when somebody looks, and kept nowhere."""
    return _ask(f"draw{most}", content)[1]


def _ask(what: str, sent: bytes) -> tuple[int, list[bytes]]:
    if not _one_at_a_time.acquire(timeout=SECONDS):
        raise Refused(Refusal.BUSY)
    try:
        ended, said = _run(what, sent)
    finally:
        _one_at_a_time.release()
    if ended < 0:  # stopped by a limit, or fallen over it
        raise Refused(Refusal.HEAVY)
    line, _end, rest = said.partition(b"\n")
    if ended or not line:
        raise Refused(Refusal.BROKEN)
    told = json.loads(line)
    if "refused" in told:
        raise Refused(Refusal(told["refused"]))
    found, at = [], 0
    for size in told["sizes"]:
        found.append(rest[at : at + size])
        at += size
    return int(told["pages"]), found


def _run(what: str, sent: bytes) -> tuple[int, bytes]:
    """How the process ended, and what it answered. It is not waited for, nor listened to, for ever."""
    process = subprocess.Popen(
        [sys.executable, "-I", "-m", "kronobarn.documents.pdf", what],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # it could speak of what it reads
        env={},  # no keys, no passwords
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        until = monotonic() + SECONDS
        said = _exchange(process.stdin, process.stdout, sent, until)
        return process.wait(max(until - monotonic(), 0)), said
    except subprocess.TimeoutExpired as problem:
        raise Refused(Refusal.HEAVY) from problem
    finally:
        process.kill()
        process.wait()
        for end in (process.stdin, process.stdout):
            end.close()


def _exchange(to: IO[bytes], out_of: IO[bytes], sent: bytes, until: float) -> bytes:
    """Write and read by turns, so that neither waits for the other. (`communicate` reads whatever comes.)"""
    waiting, said = memoryview(sent), bytearray()
    with DefaultSelector() as ready:
        ready.register(to, EVENT_WRITE)
        ready.register(out_of, EVENT_READ)
        while ready.get_map():
            if (left := until - monotonic()) <= 0:
                raise Refused(Refusal.HEAVY)
            for key, _events in ready.select(left):
                if key.fileobj is to:
                    try:
                        waiting = waiting[os.write(key.fd, waiting[:PIPE_BUF]) :]
                    except BrokenPipeError:  # it has heard enough
                        waiting = waiting[:0]
                    if not waiting:
                        ready.unregister(to)
                        to.close()
                    continue
                some = os.read(key.fd, 65536)
                said += some
                if not some:
                    ready.unregister(out_of)
                if len(said) > MOST_ANSWERED:
                    raise Refused(Refusal.HEAVY)
    return bytes(said)
