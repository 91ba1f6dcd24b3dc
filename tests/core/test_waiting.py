"""The page on the demo's port until the demo answers there."""

import socket
import sys
import threading
from http.client import HTTPConnection, HTTPResponse
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kronobarn.core import waiting

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="two processes share a port on Linux alone")
LONGEST = 60  # seconds, on a busy machine


class Demo(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_port = True


def asked(port: int, path: str = "/") -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    connection.request("GET", path)
    return connection.getresponse()


def test_a_page_says_that_it_waits_until_another_answers() -> None:
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as free:
        port = free.getsockname()[1]
    door = waiting.Door("127.0.0.1", port, waiting.FIRST)
    keeper = threading.Thread(target=waiting.wait, args=(door,), daemon=True)
    keeper.start()

    page = asked(port, "/prova/")
    assert (page.status, page.headers["Refresh"]) == (503, "2")
    assert "görs i ordning" in page.read().decode()
    assert asked(port, waiting.STYLE).headers["Content-Type"].startswith("text/css")
    assert keeper.is_alive()

    with Demo(("127.0.0.1", port), SimpleHTTPRequestHandler) as demo:
        threading.Thread(target=demo.serve_forever, daemon=True).start()
        keeper.join(LONGEST)
        assert not keeper.is_alive()
        assert waiting.MARK not in asked(port, "/nowhere").headers
        demo.shutdown()
