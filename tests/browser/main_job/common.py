"""What the steps of the main job share."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import ViewportSize, expect

from tests.browser.visitor import Visitor

SCHOOL = "Utbildningsnämnden, skola"
SOCIAL = "Nämnden för arbete och välfärd, individ och familj"
PHONE: ViewportSize = {"width": 390, "height": 844}
ARABIC = re.compile("[\u0600-\u06ff]")
READ_MESSAGE_IN_ARABIC = "اقرأ رسالة جديدة"


def today() -> date:
    return datetime.now(ZoneInfo("Europe/Stockholm")).date()


def days(number: int) -> str:
    return (today() + timedelta(days=number)).isoformat()


def speak(visitor: Visitor, language: str) -> None:
    """Choose the language of all pages."""
    visitor.page.locator(".languages summary").click()
    visitor.page.locator(f".languages button[value={language}]").click()
    expect(visitor.page.locator("html")).to_have_attribute("lang", language)


def reads_arabic(visitor: Visitor) -> None:
    """Every heading, question and button of the page is in Arabic letters, and the page is whole."""
    visitor.looks_well()
    for words in visitor.page.locator("main :is(h1, h2, legend, label, button)").all_inner_texts():
        assert not words.strip() or ARABIC.search(words), words
