"""Three people play in two rooms at once, in real browsers: one on a telephone, one without JavaScript."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import CHROMIUM, HOW_TO_GET_ONE, PATIENCE, chromium
from tests.practice_rooms.conftest import KEY, Rooms

__all__ = ["chromium"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("rooms"),
    pytest.mark.skipif(CHROMIUM is None, reason=HOW_TO_GET_ONE),
]


@pytest.fixture
def pages(chromium: Browser) -> Iterator[list[Page]]:
    """Four browsers: who leads, and three who play; the second has a telephone, the third no JavaScript."""
    made = [
        chromium.new_context(locale="sv-SE", viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        for width, scripts in ((1180, True), (1180, True), (390, True), (390, False))
    ]
    for context in made:
        context.set_default_timeout(PATIENCE)
    yield [context.new_page() for context in made]
    for context in made:
        context.close()


def open_room(page: Page, rooms: Rooms, case: str) -> str:
    page.goto(f"{rooms.address}/ovningsrum/oppna/?fall={case}")
    page.get_by_label("Ledarnas nyckel").fill(KEY)
    page.get_by_role("button", name="Öppna rummet").click()
    [code] = re.findall(r"[A-Z0-9]{4}-[A-Z0-9]{4}", page.inner_text("main"))[:1]
    return str(code)


def play(page: Page, rooms: Rooms, code: str, called: str, role: str) -> None:
    page.goto(f"{rooms.address}/ovningsrum/")
    page.get_by_label("Rummets kod").fill(code.lower())
    page.get_by_label("Vad du vill kallas").fill(called)
    page.get_by_role("button", name="Gå med", exact=True).click()
    page.get_by_role("button", name=f"Spela {role}", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Du spelar {role}")


def test_three_play_in_two_rooms_at_once(pages: list[Page], rooms: Rooms) -> None:
    leader, head, mother, midwife = pages
    _other, other_room = rooms.opened("vantat-barn")
    code = open_room(leader, rooms, "skolfranvaro")
    play(head, rooms, code, "Kim", "Monika")
    play(mother, rooms, code, "Lo", "Annika")
    play(midwife, rooms, other_room, "Sam", "Karin")

    leader.get_by_role("link", name="Uppdatera").click()
    expect(leader.get_by_role("main")).to_contain_text("Monika Hjelm: Kim")
    expect(leader.get_by_role("main")).not_to_contain_text("Sam")
    leader.get_by_role("button", name="Börja nästa omgång").click()
    expect(leader.get_by_role("heading", level=1)).to_have_text("Roller som ingen spelar")
    expect(leader.get_by_role("main")).to_contain_text("Jonatan Frisell")
    assert Axe().run(leader).violations_count == 0
    leader.get_by_role("button", name="Börja omgången ändå").click()

    head.reload()
    expect(head.get_by_role("main")).to_contain_text("Omgång 1: Signalen")
    head.get_by_role("link", name="Till verktygen").click()
    head.get_by_role("link", name="Ta emot en signal").first.click()
    expect(head.get_by_role("main")).to_contain_text("jackan på")
    midwife.goto(f"{rooms.address}/barn/")
    expect(midwife.get_by_role("main")).to_contain_text("Lagerlund")
    expect(midwife.get_by_role("main")).not_to_contain_text("Tilde")

    for page in (head, mother, midwife):
        expect(page.locator(".practice-banner")).to_be_visible()
        assert page.title().startswith("Övningsrum: ")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for page in (leader, mother):
        assert Axe().run(page).violations_count == 0

    leader.get_by_role("button", name="Avsluta övningen").click()
    expect(leader.get_by_role("main")).to_contain_text("Läste en handling")
    mother.goto(f"{rooms.address}/ovningsrum/efterat/")
    expect(mother.get_by_role("main")).to_contain_text("Före övningen")
    mother.emulate_media(media="print")
    expect(mother.locator(".practice-banner")).to_be_visible()
