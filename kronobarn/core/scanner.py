"""Asks a clamd whether a file carries something harmful, before anything is kept of it.

The protocol is one command: INSTREAM, the file in pieces with their lengths, and one line for an answer. Whatever is
not a plain yes counts as no answer, and then nothing is kept.
"""

import socket
import struct
from contextlib import suppress
from time import monotonic
from typing import Final

import structlog
from django.conf import settings

log = structlog.get_logger(__name__)

SECONDS: Final = 20
"""For the whole conversation."""
PIECE: Final = 256 * 1024
LONGEST_ANSWER: Final = 4096


class Harmful(Exception):
    """Something was found in the file."""


class NoAnswer(Exception):
    """The scanner is not there, is too slow, or says something else than yes or no."""


def is_configured() -> bool:
    return bool(settings.CLAMD)


def scan(content: bytes) -> None:
    """Let a clean file pass. Without a configured scanner there is nobody to ask."""
    if not is_configured():
        return
    try:
        answer = _ask(b"zINSTREAM\0", content)
    except OSError as problem:
        log.warning("file_not_scanned", reason=type(problem).__name__)
        raise NoAnswer from problem
    if answer == "stream: OK":
        return
    if answer.endswith(" FOUND"):
        log.warning("file_harmful", signature=answer.removeprefix("stream: ").removesuffix(" FOUND"))
        raise Harmful
    log.warning("file_not_scanned", reason="limit" if "size limit" in answer else "answer")
    raise NoAnswer


def version() -> str:
    """What the scanner calls itself and its signatures; for whoever looks after it."""
    try:
        answer = _ask(b"zVERSION\0")
    except OSError as problem:
        raise NoAnswer from problem
    if not answer.startswith("ClamAV "):
        raise NoAnswer
    return answer


def _ask(command: bytes, content: bytes | None = None) -> str:
    until = monotonic() + SECONDS
    with _connected() as talk:
        try:
            _say(talk, command, until)
            if content is not None:
                for start in range(0, len(content), PIECE):
                    piece = content[start : start + PIECE]
                    _say(talk, struct.pack(">I", len(piece)) + piece, until)
                _say(talk, struct.pack(">I", 0), until)
        except (BrokenPipeError, ConnectionResetError):
            # One that has read enough says why, and hangs up.
            with suppress(OSError):
                return _heard(talk, until)
            raise
        return _heard(talk, until)


def _connected() -> socket.socket:
    """A path is a socket of this machine; anything else is host:port."""
    where = settings.CLAMD
    if where.startswith("/"):
        talk = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        talk.settimeout(SECONDS)
        try:
            talk.connect(where)
        except OSError:
            talk.close()
            raise
        return talk
    host, _colon, port = where.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)


def _say(talk: socket.socket, said: bytes, until: float) -> None:
    talk.settimeout(_left(until))
    talk.sendall(said)


def _heard(talk: socket.socket, until: float) -> str:
    heard = b""
    while not heard.endswith(b"\0"):
        talk.settimeout(_left(until))
        more = talk.recv(LONGEST_ANSWER)
        if not more or len(heard) > LONGEST_ANSWER:
            raise ConnectionError("an answer without an end")
        heard += more
    return heard.rstrip(b"\0").decode("ascii", "replace").strip()


def _left(until: float) -> float:
    """A peer that dribbles is not waited for longer than one that is silent."""
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    return left
