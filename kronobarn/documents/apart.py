"""Has a PDF cleaned or drawn by a process apart (`pdf`): whatever is in it, it ends there, and in time."""

import json
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from threading import BoundedSemaphore
from typing import Final

SECONDS: Final = 20
"""That somebody waits for one PDF. The process's own limit of processor time is lower."""
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
    HEAVY = "heavy"
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
    return Cleaned(content, pages)


def drawn(content: bytes, most: int) -> list[bytes]:
    """The first pages as JPEG. They are made when somebody looks, and kept nowhere."""
    return _ask(f"draw{most}", content)[1]


def _ask(what: str, sent: bytes) -> tuple[int, list[bytes]]:
    if not _one_at_a_time.acquire(timeout=SECONDS):
        raise Refused(Refusal.BUSY)
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "kronobarn.documents.pdf", what],
            input=sent,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # it could speak of what it reads
            timeout=SECONDS,
            env={},  # no keys, no passwords
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise Refused(Refusal.HEAVY) from problem
    finally:
        _one_at_a_time.release()
    if done.returncode < 0:  # stopped by a limit, or fallen over it
        raise Refused(Refusal.HEAVY)
    line, _end, rest = done.stdout.partition(b"\n")
    if done.returncode or not line:
        raise Refused(Refusal.BROKEN)
    told = json.loads(line)
    if "refused" in told:
        raise Refused(Refusal(told["refused"]))
    found, at = [], 0
    for size in told["sizes"]:
        found.append(rest[at : at + size])
        at += size
    return int(told["pages"]), found
