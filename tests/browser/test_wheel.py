"""The wheel with the child, as children meet it: of six, ten and fifteen, in Swedish and Arabic, on a phone and a
tablet, without a mouse, without a script and without a connection."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]

CODE = "123456"
SMALL_TARGETS = """
[...document.querySelectorAll('.screen__main :is(a, button, summary, label.tile, label.box, .spoke__link)')]
  .filter(one => one.offsetParent !== null && !one.hidden)
  .map(one => [one.getBoundingClientRect(), one.innerText])
  .filter(([box]) => box.height < 87.5 || box.width < 87.5)
  .map(([box, text]) => `${text}: ${box.width} x ${box.height}`)
"""
MOVING = "document.getAnimations().filter(one => one.playState === 'running').length"


def prepare(adult: Visitor, child: str, *, band: str, language: str = "Svenska", sign: str = "") -> None:
    """The adult settles how it is to be, and turns the screen."""
    adult.open_child(child)
    adult.press("Öppna ärendet")
    gather = adult.page.get_by_role("link", name="Samla information", exact=True)
    wheel = adult.page.get_by_role("link", name="Gör hjulet med barnet", exact=True)
    gather.or_(wheel).first.wait_for()  # the page before this one may still be there
    if gather.count():
        gather.first.click()
    wheel.first.click()
    adult.page.wait_for_url("**/hjulet/**")
    if adult.page.get_by_role("button", name="Avsluta stunden").count():  # of an earlier run against the same demo
        adult.press("Avsluta stunden")
        adult.press("Samla information")
        adult.press("Gör hjulet med barnet")
    adult.fill("Vilka är med?", "Barnet och jag")
    adult.page.get_by_label(language, exact=True).check()
    adult.page.get_by_label(re.compile(f"^{band}")).check()
    if sign:
        adult.page.get_by_label(sign, exact=True).check(force=True)
    adult.looks_well()
    adult.page.get_by_role("button", name="Vänd skärmen till barnet").click()
    adult.page.wait_for_url("**/barnet/**")


def answer(page: Page, area: str, choice: str, *, words: str = "", more: str = "") -> None:
    """One area, from the wheel and back to it."""
    page.locator(f".spoke__link[href='#{area}']").click()
    room = page.locator(f"#{area}")
    room.locator(f"input[value='{choice}']").check(force=True)
    if words:
        room.locator("summary").click()
        room.locator("textarea").fill(words)
    if more:
        room.locator(f"input[name=talk_more][value={more}]").check(force=True)
    room.locator("button[type=submit]").click()
    expect(page.locator("#hjulet")).to_be_visible()


def take_back(adult: Visitor) -> None:
    """The adult's way out."""
    adult.page.locator("a.away").click()
    adult.page.wait_for_url("**/vuxen/")
    adult.page.get_by_label("Din kod").fill(CODE)
    adult.page.get_by_role("button", name="Ta tillbaka skärmen").click()
    adult.page.wait_for_url(re.compile(r"/hjulet/[0-9a-f-]{36}/$"))


def is_whole(adult: Visitor) -> None:
    """Nothing that axe finds, nothing too small to hit, nothing beside the window at any width."""
    page = adult.page
    for width in (1180, 820, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert adult.faults() == [], f"{page.url}, {width} px"
        assert page.evaluate(SMALL_TARGETS) == [], f"{page.url}, {width} px"
        assert adult.overflow() == 0, f"{page.url}, {width} px"
    page.set_viewport_size({"width": 320, "height": 900})
    assert adult.overflow() == 0, f"{page.url}, 320 px"
    page.set_viewport_size({"width": 1180, "height": 900})


def test_a_child_of_ten_answers_and_chooses_who_may_see(visit: Visit) -> None:
    kasper = visit("kasper")
    page = kasper.page
    prepare(kasper, "Lilly Sandström", band="8–12 år", sign="katten")
    home = page.url
    is_whole(kasper)
    kasper.picture("hjulet-barnet-1180")
    page.locator(".spoke__link[href='#safe']").click()
    is_whole(kasper)
    kasper.picture("hjulet-fraga-390")
    page.locator("#safe [data-skip]").click()
    answer(page, "safe", "2", words="Inte i källaren.", more="yes")
    answer(page, "active", "5")
    answer(page, "included", "does_not_know")
    expect(page.locator("[data-count]")).to_have_text("3 av 8")
    expect(page.get_by_role("link", name="Trygg svarat", exact=True)).to_be_visible()  # as it is heard
    # Nothing else is there, whichever way one goes.
    for stray in ("/min-dag/", "/barn/", "/prova/", "/no-such-page/"):
        page.goto(kasper.address + stray)
        assert page.url.partition("#")[0] == home.partition("#")[0]
    for _step in range(8):
        page.go_back()
        assert "/barnet/" in page.url or page.url == "about:blank", page.url
        if page.url == "about:blank":
            break
    page.goto(home)
    page.get_by_role("button", name="Jag är klar").click()
    page.wait_for_url("**/vem-far-se/")
    is_whole(kasper)
    expect(page.get_by_role("group", name="Visa för").first.get_by_label("bara oss")).to_be_attached()
    page.locator("input[name=active]").first.check(force=True)
    kasper.picture("hjulet-vem-far-se-390")
    page.get_by_role("button", name="Det blir bra så").click()
    page.wait_for_url("**/tack/")
    is_whole(kasper)
    kasper.picture("hjulet-tack-1180")
    take_back(kasper)
    kasper.sees("Tänk på barnets trygghet")
    kasper.sees("Inte i källaren.")
    kasper.looks_well()
    kasper.picture("hjulet-efterat-1180", top="h1")
    sheet = page.request.get(page.url + "blad/")
    assert sheet.headers["content-type"] == "application/pdf"
    kasper.press("Min dag")
    kasper.sees("Titta på något som barnet svarade")
    kasper.expect_quiet()


def test_a_child_of_six_answers_in_arabic_with_pictures(visit: Visit) -> None:
    ragnhild = visit("ragnhild", width=390)
    page = ragnhild.page
    prepare(ragnhild, "Ibrahim Jabari", band="4–7 år", language="العربية", sign="stjärnan")
    page.locator(".spoke__link[href='#healthy']").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_role("heading", level=1)).to_have_text("بصحة جيدة")
    tiles = page.locator("#healthy .tiles__row").first.locator("input")
    expect(tiles).to_have_count(3)
    is_whole(ragnhild)
    ragnhild.picture("hjulet-sex-390")
    # Mild first, in reading direction; and the arrow follows the eye: to the right is the one before.
    boxes = [tiles.nth(at).bounding_box() for at in range(3)]
    assert [box["x"] for box in boxes if box] == sorted((box["x"] for box in boxes if box), reverse=True)
    tiles.nth(1).focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(tiles.nth(0)).to_be_checked()
    page.keyboard.press("ArrowLeft")
    expect(tiles.nth(1)).to_be_checked()
    page.locator("#healthy button[type=submit]").click()
    expect(page.locator("[data-slice=healthy]")).to_have_class(re.compile("slice--full"))
    is_whole(ragnhild)
    ragnhild.picture("hjulet-arabiska-390")
    page.locator("a[href='#paus']").click()
    is_whole(ragnhild)
    page.locator("#paus .press button").click()
    page.wait_for_url("**/tack/")
    take_back(ragnhild)
    ragnhild.sees("Avbrutet")


def test_what_is_answered_without_a_connection_comes_when_it_is_back(visit: Visit) -> None:
    kasper = visit("kasper")
    page = kasper.page
    prepare(kasper, "Noel Karlberg", band="8–12 år")
    answer(page, "safe", "4")
    page.context.set_offline(True)
    answer(page, "healthy", "1", words="Ont i magen.")
    answer(page, "healthy", "3")
    answer(page, "active", "5")
    expect(page.locator("[data-count]")).to_have_text("3 av 8")
    assert "healthy" in page.evaluate("JSON.stringify(sessionStorage)")
    page.get_by_role("button", name="Jag är klar").click()
    expect(page.locator("[data-calm]")).to_be_visible()  # calm words, and the wheel is still there
    expect(page.locator("#hjulet")).to_be_visible()
    page.context.set_offline(False)
    page.wait_for_url("**/vem-far-se/", timeout=40_000)
    assert page.evaluate("sessionStorage.length") == 0
    page.get_by_role("button", name="Det blir bra så").click()
    page.wait_for_url("**/tack/")
    take_back(kasper)
    kasper.sees("Ont i magen.")  # the first answer is kept under the one that came after
    expect(page.locator(".reply")).to_have_count(3)
    assert {one.partition("net::")[2] for one in kasper.complaints} == {"ERR_INTERNET_DISCONNECTED"}
    kasper.complaints.clear()  # the browser's own, to nobody who looks at the page


def test_a_child_of_fifteen_does_it_alone_with_words(visit: Visit) -> None:
    nova = visit("nova")
    page = nova.page
    nova.open_child("Nova Holm")
    for step in ("Händelser", "Ärende öppnat", "Samla information", "Öppna hjulet"):
        nova.press(step)
    nova.looks_well()
    page.get_by_label("Bara ord").check()
    page.get_by_role("button", name="Börja").click()
    page.wait_for_url("**/barnet/**")
    answer(page, "respected", "4", words="Inger lyssnar.")
    is_whole(nova)
    page.locator(".spoke__link[href='#active']").click()
    nova.picture("hjulet-femton-390")
    page.locator("#active [data-skip]").click()
    assert page.locator(".screen__main .picture:visible").count() == 0
    page.get_by_role("button", name="Jag är klar").click()
    page.get_by_label("bara oss").first.check(force=True)
    page.get_by_role("button", name="Det blir bra så").click()
    page.wait_for_url("**/tack/")
    page.get_by_role("link", name="Till mina sidor").click()
    nova.press("Min dag")  # her own session is never closed in


def test_it_works_without_scripts(visit: Visit) -> None:
    kasper = visit("kasper", scripts=False)
    page = kasper.page
    prepare(kasper, "Lilly Sandström", band="8–12 år")
    answer(page, "safe", "4", words="Hemma är det bra.")
    expect(page.locator("[data-count]")).to_have_text("1 av 8")
    expect(page.locator(".draw").first).to_be_hidden()
    page.get_by_role("button", name="Jag är klar").click()
    page.get_by_role("button", name="Det blir bra så").click()
    kasper.sees("Tack. Det här händer nu")
    take_back(kasper)
    kasper.sees("Hemma är det bra.")


def test_it_works_by_keyboard_alone_and_reads_in_order(visit: Visit) -> None:
    kasper = visit("kasper")
    page = kasper.page
    prepare(kasper, "Noel Karlberg", band="8–12 år")
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.get_by_role("navigation").get_by_role("link").first.wait_for()
    names = [link.inner_text().split("\n")[0] for link in page.get_by_role("navigation").get_by_role("link").all()]
    assert names == [
        "Trygg", "Må bra", "Utvecklas", "Omvårdad", "Aktiv", "Respekterad", "Ansvarstagande", "Delaktig",
    ]  # fmt: skip
    page.locator(".spoke__link[href='#achieving']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#achieving")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#achieving input[name=choice]").first).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Inte så bra")).to_be_checked()
    assert page.evaluate("getComputedStyle(document.activeElement.parentElement).outlineStyle") != "none"
    for _tab in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "submit":
            break
    page.keyboard.press("Enter")
    expect(page.locator("[data-count]")).to_have_text("1 av 8")
    assert page.evaluate(MOVING) == 0
    is_whole(kasper)
    kasper.picture("hjulet-barnet-tvingade-farger-820")
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    page.set_viewport_size({"width": 820, "height": 900})
    assert kasper.overflow() == 0
    kasper.picture("hjulet-barnet-stor-text-820")
    page.evaluate("document.documentElement.style.removeProperty('font-size')")
    page.locator("a[href='#paus']").click()
    page.get_by_role("button", name="Sluta för i dag").click()
    page.wait_for_url("**/tack/")
    take_back(kasper)
