"""A clamd that answers as a test wants, and a real one that knows one harmless signature."""

import shutil
import socket
import socketserver
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""What every scanner finds, and what does nothing."""
REAL = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
REMEDY = "clamd is missing: SKIPPED. apt install clamav-daemon"


class Fake:
    """Says `answer` when it has heard the whole file; hangs up or keeps still where it is told to."""

    def __init__(self, answer: bytes = b"stream: OK\0", *, most: int = 100_000_000, silent: bool = False) -> None:
        self.answer, self.most, self.silent = answer, most, silent
        self.heard: list[bytes] = []
        self.over = Event()

    def serve(self, talk: socket.socket) -> None:
        command = _until(talk, b"\0")
        content = b""
        if command == b"zINSTREAM\0":
            while size := struct.unpack(">I", _exactly(talk, 4))[0]:
                if len(content) + size > self.most:
                    talk.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                    return
                content += _exactly(talk, size)
        self.heard.append(content)
        if self.silent:
            self.over.wait(20)
        talk.sendall(self.answer)

    @contextmanager
    def listening(self) -> Iterator[str]:
        """Its address."""
        fake = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                fake.serve(self.request)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True

            def handle_error(self, request: object, client_address: object) -> None:
                """Whoever asked has hung up: that is what the test is about."""

        with Server(("127.0.0.1", 0), Handler) as server:
            Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
            try:
                yield f"127.0.0.1:{server.server_address[1]}"
            finally:
                self.over.set()
                server.shutdown()


def _exactly(talk: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        more = talk.recv(size - len(found))
        if not more:
            raise ConnectionError
        found += more
    return found


def _until(talk: socket.socket, end: bytes) -> bytes:
    found = b""
    while not found.endswith(end):
        found += _exactly(talk, 1)
    return found


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """A real clamd with one signature; the address of its socket."""
    assert REAL is not None
    signatures = folder / "signatures"
    signatures.mkdir()
    (signatures / "test.ndb").write_text(f"Kronobarn.Eicar:0:*:{EICAR[:28].hex()}\n")
    where = folder / "clamd.socket"
    (folder / "clamd.conf").write_text(
        f"LocalSocket {where}\nDatabaseDirectory {signatures}\nTemporaryDirectory {folder}\nForeground yes\n"
    )
    process = subprocess.Popen(
        [REAL, "-c", str(folder / "clamd.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(600):
            if where.exists() or process.poll() is not None:
                break
            time.sleep(0.05)
        yield str(where)
    finally:
        process.terminate()
        process.wait(20)
