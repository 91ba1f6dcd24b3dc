"""The real product in a real browser: `kronobarn demo` on a free port, and Chromium.

One demo serves all browser tests of a process. They read and add; they never reset.
KRONOBARN_ADDRESS points them at a demo that is running already, which saves its start while one writes a test.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.visitor import Visitor

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
# Playwright keeps a loop going in this process; the tests that follow talk to the database as before.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--lang=sv-SE",
]
LONGEST_START = 240  # seconds
PATIENCE = 15_000
"""Milliseconds that a page or a button is waited for on a loaded machine."""
HOW_TO_GET_ONE = "No Chromium was found: the browser tests were SKIPPED. Install the package chromium, or set CHROMIUM."


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason=HOW_TO_GET_ONE))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo that has just been started, with its county as it is from the beginning."""
    if running := os.environ.get("KRONOBARN_ADDRESS"):
        yield running
        return
    data = tmp_path_factory.mktemp("demo")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = {name: os.environ[name] for name in ("PATH", "KRONOBARN_POSTGRES") if name in os.environ}
    command = [sys.executable, "-m", "kronobarn", "demo", "--port", str(port), "--data", str(data / "data")]
    command += ["--no-site"]
    with (data / "demo.log").open("w") as log, subprocess.Popen(command, env=kept, stdout=log, stderr=log) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address, process, data / "demo.log")
            yield address
        finally:
            process.terminate()
            process.wait(60)


def _wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            urlopen(address, timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.3)
        else:
            return
    pytest.fail(f"the demo did not start:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, env={**os.environ, "LANGUAGE": "sv"})
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, demo: str) -> Iterator[Callable[..., Visitor]]:
    """Let somebody of the cast visit the product, or with no name somebody without an account; each in a browser of
    their own."""
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def make(username: str, *, width: int = 1180, scripts: bool = True) -> Visitor:
        context = chromium.new_context(
            locale="sv-SE",
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page: Page = context.new_page()
        visitor = Visitor(page, demo, scripts=scripts)
        if username:
            visitor.become(username)
        visitors.append(visitor)
        return visitor

    yield make
    for visitor in visitors:
        visitor.expect_quiet()
    for context in contexts:
        context.close()
