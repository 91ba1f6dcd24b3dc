"""The real product in a real browser: `kronobarn demo` on a free port, and Chromium.

One demo serves all browser tests of a process. They read and add; they never reset.
KRONOBARN_ADDRESS points them at a demo that is running already, which saves its start while one writes a test.
"""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.visitor import Visitor
from tests.database.conftest import folder_of_its_own
from tests.started import GROUP, copied, demo_on, status

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
PATIENCE = 15_000
"""Milliseconds that a page or a button is waited for on a loaded machine."""
HOW_TO_GET_ONE = "No Chromium was found: the browser tests were SKIPPED. Install the package chromium, or set CHROMIUM."


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(GROUP))
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason=HOW_TO_GET_ONE))


@pytest.fixture(scope="session")
def demo(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a demo that has just been started, with its county as it is from the beginning."""
    if running := os.environ.get("KRONOBARN_ADDRESS"):
        yield running
        return
    for data in folder_of_its_own():
        copied(request.getfixturevalue("first_started"), data)
        log = data.parent / "demo.log"
        with demo_on(data, log) as (process, address):
            try:
                assert status(process, address) == 200
            except OSError:
                pytest.fail(f"the demo did not start:\n{log.read_text()[-3000:]}")
            yield address
            process.terminate()
            process.wait(60)


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
