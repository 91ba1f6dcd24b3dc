"""The connection goes while somebody writes: nothing is lost, and the page says so."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

LOST = "Det du skrivit står kvar här på sidan."
WORDS = "Vi ringer mormor först"


def in_the_plan(visit: Callable[..., Visitor], *, scripts: bool) -> tuple[Visitor, str, str]:
    ragnhild = visit("ragnhild", scripts=scripts)
    ragnhild.open_child("Theo Lindroth")
    ragnhild.press("Öppna planen")
    ragnhild.press("Skriv eller ändra")
    return ragnhild, "Vad gör vi om det inte blir som vi tänkt?", "Spara"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_what_is_written_in_the_plan_without_a_connection_is_not_lost(
    visit: Callable[..., Visitor], *, scripts: bool
) -> None:
    ragnhild, label, send = in_the_plan(visit, scripts=scripts)
    page = ragnhild.page
    page.context.set_offline(True)
    ragnhild.fill(label, WORDS)
    page.get_by_role("button", name=send, exact=True).click(no_wait_after=True)
    if scripts:
        expect(page.locator(".form__saved")).to_contain_text(LOST)
        expect(page.get_by_label(label)).to_have_value(WORDS)
        page.context.set_offline(False)
        expect(page.locator(".form__saved")).to_contain_text("Sparat")
        page.reload()
        ragnhild.sees("Det är inte sparat i planen än.")
        expect(page.get_by_label(label)).to_have_value(WORDS)
        ragnhild.press("Avbryt")
    else:
        expect(page.get_by_label(label)).to_have_count(0)  # the browser's own page, that there is no connection
        page.context.set_offline(False)
        page.reload()  # the browser sends the form again, and it is done once
        expect(page.locator("main")).to_contain_text(WORDS)
    ragnhild.complaints[:] = [one for one in ragnhild.complaints if "ERR_INTERNET_DISCONNECTED" not in one]
