"""The site in a real browser: one page of each kind, at two widths, with scripts switched off, held against axe."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright
from wagtail.models import Page

from tests.webbplats import newsletters, plugin

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
LONGEST_START = 120  # seconds
OTHERS = [
    *("/sok/?q=remiss", "/sok/", "/finns-inte/", "/nyheter/arkiv/2022/", "/for-vardnadshavare/arabiska/", "/en/"),
    *("/nyhetsbrev/prenumerera/", "/nyhetsbrev/prenumerera/tack/", "/nyhetsbrev/bekrafta/forged/"),
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="No Chromium was found: install the package chromium, or set CHROMIUM."
    ),
]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="module")
def address(django_db_setup: None) -> Iterator[str]:
    """The site as a process. What it writes is committed, so it has a copy of its own: no other test may meet it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    told = {"SITE_SECRET_KEY": "only for this test", "SITE_ALLOWED_HOSTS": "127.0.0.1"}
    command = [sys.executable, "-m", "webbplats", "serve", "--port", str(port)]
    with newsletters.copy_of_the_site(f"{plugin.DATABASE}_browsed") as database:
        told["SITE_DATABASE_URL"] = database
        yield from running(command, {**os.environ, **told}, f"http://127.0.0.1:{port}")


def running(command: list[str], environment: dict[str, str], where: str) -> Iterator[str]:
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        until = time.monotonic() + LONGEST_START
        while time.monotonic() < until:
            try:
                urlopen(f"{where}/robots.txt", timeout=5).close()
                break
            except OSError:
                time.sleep(0.2)
        yield where
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def of_each_kind() -> list[str]:
    found = {type(page): page.url for page in Page.objects.live().filter(depth__gt=1).specific().order_by("-path")}
    return [*found.values(), *OTHERS]


def test_no_page_has_a_fault_and_none_asks_anybody_else(db: None, chromium: Browser, address: str) -> None:
    assert plugin.DATABASE
    faults: dict[str, object] = {}
    asked: set[str] = set()
    said: list[str] = []
    for width in (1180, 390):
        context = chromium.new_context(viewport={"width": width, "height": 900}, bypass_csp=False)
        page = context.new_page()
        page.on("request", lambda request: asked.add("/".join(request.url.split("/")[:3])))
        page.on("console", lambda message: said.append(message.text))
        for path in of_each_kind():
            page.goto(address + path)
            found = Axe().run(page).response["violations"]
            if found:
                faults[f"{path} {width}"] = [(one["id"], one["nodes"][0]["html"][:120]) for one in found]
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 0:
                faults[f"{path} {width} too wide"] = wide
        assert context.cookies() == []
        context.close()
    assert faults == {}
    who_wants_the_newsletter(chromium, address)
    assert asked == {address}
    assert [text for text in said if "404" not in text and "410" not in text] == []


def who_wants_the_newsletter(chromium: Browser, address: str) -> None:
    """From the start page, on a telephone, without scripts and with the keyboard alone."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/")
    page.get_by_label("Din e-postadress").focus()
    page.keyboard.type("i.webblasaren@example.se")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Titta i din e-post").wait_for()
    assert context.cookies() == []
    context.close()
