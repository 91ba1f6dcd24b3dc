"""A server of practice rooms of the tests' own, as whoever runs it starts it."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest

from tests.database.conftest import folder_of_its_own

KEY = "ledarnas-nyckel"
LONGEST_START = 900  # seconds; a busy machine included


@dataclass
class Browser:
    """One browser: it keeps its cookies, and fills in the form of the page it is on."""

    address: str
    text: str = ""
    url: str = ""
    status: int = 0
    _jar: CookieJar = field(default_factory=CookieJar)

    @property
    def _opener(self) -> OpenerDirector:
        return build_opener(HTTPCookieProcessor(self._jar))

    @property
    def cookies(self) -> dict[str, str]:
        return {cookie.name: str(cookie.value) for cookie in self._jar}

    def get(self, path: str) -> str:
        return self._ask(Request(self.address + path))

    def post(self, path: str, **fields: str) -> str:
        [token] = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.text)[:1]
        body = urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
        return self._ask(Request(self.address + path, body, {"Referer": self.address + path}))

    def _ask(self, request: Request) -> str:
        try:
            answer = self._opener.open(request, timeout=60)
        except HTTPError as refused:
            answer = refused
        self.status, self.url = answer.status, answer.url
        self.text = answer.read().decode()
        return self.text


@dataclass(frozen=True)
class Rooms:
    """The server, and where its data lies."""

    address: str
    data: Path
    process: int

    def browser(self) -> Browser:
        return Browser(self.address)

    def opened(self, case: str) -> tuple[Browser, str]:
        """A browser that leads a new room, and its code."""
        leader = self.browser()
        leader.get("/ovningsrum/oppna/")
        leader.post("/ovningsrum/oppna/", case=case, key=KEY)
        [code] = re.findall(r"[A-Z0-9]{4}-[A-Z0-9]{4}", leader.text)[:1]
        return leader, code

    def playing(self, code: str, role: str) -> Browser:
        player = self.browser()
        player.get("/ovningsrum/")
        player.post("/ovningsrum/", code=code, called="")
        player.post("/ovningsrum/roller/", role=role)
        return player


@pytest.fixture(scope="session")
def rooms() -> Iterator[Rooms]:
    for data in folder_of_its_own():
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        kept = {name: os.environ[name] for name in ("PATH", "KRONOBARN_POSTGRES") if name in os.environ}
        kept |= {"PRACTICE_ROOMS_KEY": KEY}
        # What an operator has set for the casework is there, and leads nowhere.
        kept |= {name: os.environ[name] for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_KEEPER_URL")}
        kept |= {"EMAIL_HOST": "mail.example.org", "KRONOBARN_DEMO": "1"}
        command = [sys.executable, "-m", "kronobarn", "rooms", "serve", "--port", str(port), "--data", str(data)]
        said = data.parent / "rooms.log"
        with said.open("w") as log, subprocess.Popen(command, env=kept, stdout=log, stderr=log) as process:
            try:
                _wait_for(port, process, said)
                yield Rooms(f"http://127.0.0.1:{port}", data, process.pid)
            finally:
                process.terminate()
                try:
                    process.wait(60)
                except subprocess.TimeoutExpired:  # it was told while it was starting
                    process.kill()


def _wait_for(port: int, process: "subprocess.Popen[bytes]", said: Path) -> None:
    deadline = time.monotonic() + LONGEST_START
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"the rooms did not start:\n{said.read_text()[-3000:]}")
        time.sleep(0.2)


@pytest.fixture(scope="session")
def walked(rooms: Rooms) -> dict[str, object]:
    """What came of a case that was played whole."""
    command = [sys.executable, "-m", "tests.practice_rooms.walk", str(rooms.data)]
    env = {"PATH": os.environ["PATH"]}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return told
