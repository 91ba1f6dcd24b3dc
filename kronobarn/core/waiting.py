"""A page that says what is being made, on the demo's own port until the demo answers there itself.

A process of its own with nothing of Django in it, so that there is a page within a second. The web server shares the
port with it (`SO_REUSEPORT`), and it leaves when it hears another voice than its own: nobody meets a closed door in
between. Linux alone lets two processes share a port like that; elsewhere the demo starts without it.

python -m kronobarn.core.waiting <host> <port> <first|again>
"""

from __future__ import annotations

import socket
import sys
import threading
import time
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Final

from kronobarn.core import processes

AGAIN: Final = 2  # seconds until the page asks anew
LOOKS: Final = 0.3  # seconds between looking for whether the demo answers
MARK: Final = "X-Kronobarn-Waits"
STYLE: Final = "/vantan.css"

FIRST: Final = (
    "Första starten gör en databas, alla tabeller och ett påhittat län med ungefär sextio barn. Det tar ungefär en halv minut, på en långsam dator mer.",
    "The first start makes a database, all its tables and an invented county. It takes about half a minute, more on a slow machine.",
)
LATER: Final = (
    "Databasen startar. Det du har gjort förut finns kvar.",
    "The database is starting. What you did before is still there.",
)

PAGE: Final = """<!doctype html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kronobarn görs i ordning</title>
<link rel="stylesheet" href="{style}">
</head>
<body>
<main>
<h1>Kronobarn görs i ordning</h1>
<p>{swedish}</p>
<p>Det har gått {seconds} sekunder. Sidan läses in på nytt av sig själv.</p>
<p lang="en">{english} This page reloads by itself.</p>
</main>
</body>
</html>
"""
LOOK: Final = """
body { margin: 0; background: #f6f4ef; color: #1d2b33; font: 1.125rem/1.6 "Noto Sans", system-ui, sans-serif; }
main { max-width: 40rem; margin: 0 auto; padding: 3rem 1rem; }
h1 { font-size: 1.75rem; line-height: 1.25; }
"""


class Doorkeeper(BaseHTTPRequestHandler):
    """Everything that is asked for is not there yet."""

    protocol_version = "HTTP/1.0"  # one answer a connection, so that the next one may be the demo's

    def do_GET(self) -> None:
        keeper = self.server
        assert isinstance(keeper, Door)
        if self.path == STYLE:
            self._answer(200, "text/css", LOOK)
        else:
            swedish, english = keeper.words
            seconds = int(time.monotonic() - keeper.since)
            self._answer(503, "text/html", PAGE.format(style=STYLE, swedish=swedish, english=english, seconds=seconds))

    do_HEAD = do_POST = do_GET

    def _answer(self, status: int, kind: str, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        for name, value in (
            ("Content-Type", f"{kind}; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            ("Retry-After", str(AGAIN)),
            ("Refresh", str(AGAIN)),
            ("Content-Security-Policy", "default-src 'none'; style-src 'self'"),
            (MARK, "yes"),
        ):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Nobody needs to read that somebody waits."""


class Door(ThreadingHTTPServer):
    """The port, shared with the one who comes after."""

    daemon_threads = True
    allow_reuse_port = True

    def __init__(self, host: str, port: int, words: tuple[str, str]) -> None:
        self.words, self.since = words, time.monotonic()
        if ":" in host:
            self.address_family = socket.AF_INET6
        super().__init__((host, port), Doorkeeper)

    def server_bind(self) -> None:
        TCPServer.server_bind(self)  # without asking what the address is called


def wait(door: Door) -> None:
    """Keep the door until somebody else answers at it."""
    host, port = str(door.server_address[0]), int(door.server_address[1])
    with door:
        threading.Thread(target=door.serve_forever, kwargs={"poll_interval": LOOKS}, daemon=True).start()
        while not _another_answers(host, port):
            time.sleep(LOOKS)
        door.shutdown()


def _another_answers(host: str, port: int) -> bool:
    """The kernel chooses whom of the two a connection comes to, so that this hears of the other within a few tries."""
    asked = HTTPConnection(host, port, timeout=10)
    try:
        asked.request("HEAD", "/prova/")
        return asked.getresponse().headers.get(MARK) is None
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()


if __name__ == "__main__":
    processes.stop_with_parent()
    wait(Door(sys.argv[1], int(sys.argv[2]), FIRST if sys.argv[3] == "first" else LATER))
