"""The product for whoever has no mouse, is interrupted, sees other colours or presses twice."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MOST_TABS = 90
FOCUSED = "document.activeElement.innerText || document.activeElement.labels?.[0]?.innerText || ''"
RINGED = """
(() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
})()
"""


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the focus stands on something with these words, and see that it shows."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).strip().startswith(words):
            assert page.evaluate(RINGED), f"the focus on {words} cannot be seen"
            return
    raise AssertionError(f"{words} cannot be reached with Tab")


def enter(page: Page, words: str) -> None:
    """Go on to another page."""
    tab_to(page, words)
    with page.expect_event("domcontentloaded"):
        page.keyboard.press("Enter")


def test_something_is_noted_by_keyboard_alone(visit: Visit) -> None:
    page = visit("tove").page
    page.wait_for_load_state()  # a key pressed before that goes nowhere
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED).strip() == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.reload()
    enter(page, "Mina barn")
    enter(page, "Elliot Brink")
    enter(page, "Uppmärksamma något")

    enter(page, "Skicka till den som ansvarar")
    expect(page.locator(".error-summary")).to_be_focused()
    tab_to(page, "Skriv vad du har sett eller hört.")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Vad har du sett eller hört?")).to_be_focused()
    page.keyboard.type("Elliot log när Vera frågade om han ville vara med.")
    tab_to(page, "När hände det?")
    page.keyboard.press("Space")  # the browser's own calendar, which begins on today
    page.keyboard.press("Enter")
    expect(page.get_by_label("När hände det?")).to_have_value(datetime.now(STOCKHOLM).date().isoformat())
    tab_to(page, "Ja")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("group", name="Vet barnet").get_by_label("Nej")).to_be_checked()
    tab_to(page, "Ja")
    page.keyboard.press("Space")
    enter(page, "Skicka till den som ansvarar")
    expect(page.locator("main")).to_contain_text("Det här händer nu")


def test_what_is_typed_outlives_the_tab(visit: Visit) -> None:
    tove = visit("tove")
    tove.open_child("Lilly Sandström")
    tove.press("Uppmärksamma något")
    tove.fill("Vad har du sett eller hört?", "Lilly hade ritat hela lunchen.")
    expect(tove.page.locator(".form__saved")).to_contain_text("Sparat")
    address, context = tove.page.url, tove.page.context
    tove.page.close()
    later = context.new_page()
    later.goto(address)
    expect(later.get_by_label("Vad har du sett eller hört?")).to_have_value("Lilly hade ritat hela lunchen.")


def test_whoever_sits_long_is_asked_and_may_stay(visit: Visit) -> None:
    page = visit("tove").page
    page.clock.install()
    page.reload()
    dialog = page.get_by_role("dialog", name="Är du kvar?")
    left = int(page.locator("#session-dialog").get_attribute("data-seconds") or 0)
    page.clock.fast_forward((left - 310) * 1000)
    expect(dialog).to_be_hidden()
    page.clock.fast_forward(20_000)
    expect(dialog).to_be_visible()
    with page.expect_response("**/konto/**") as answer:
        dialog.get_by_role("button", name="Fortsätt").click()
    assert answer.value.status == 204
    expect(dialog).to_be_hidden()


def test_other_colours_and_less_motion_leave_the_page_whole(visit: Visit) -> None:
    tove = visit("tove")
    tove.page.emulate_media(forced_colors="active", reduced_motion="reduce")
    tove.open_child("Elliot Brink")
    tove.press("Uppmärksamma något")
    tab_to(tove.page, "Vad har du sett eller hört?")
    button = tove.page.get_by_role("button", name="Skicka till den som ansvarar")
    edge = "node => parseFloat(getComputedStyle(node).borderTopWidth) > 0"
    assert button.evaluate(edge), "without colours the button needs an edge"
    moving = "document.getAnimations().filter(one => one.playState === 'running').length"
    assert tove.page.evaluate(moving) == 0
    tove.looks_well()


def test_two_presses_make_one_signal(visit: Visit) -> None:
    tove = visit("tove")
    tove.press("Inkorg")
    sent = tove.page.get_by_role("list", name="Signaler du har skickat").get_by_role("listitem")
    before = sent.count()
    tove.open_child("Hedda Norling")
    tove.press("Uppmärksamma något")
    tove.fill("Vad har du sett eller hört?", "Hedda hade vantar på sig inne hela dagen.")
    tove.fill("När hände det?", datetime.now(STOCKHOLM).date().isoformat())
    tove.choose("Vet barnet att du skickar det här?", "Ja")
    tove.choose("Vet vårdnadshavarna om det?", "Nej")
    tove.page.get_by_role("button", name="Skicka till den som ansvarar").dblclick()
    tove.sees("Det här händer nu")
    tove.press("Inkorg")
    expect(sent).to_have_count(before + 1)
