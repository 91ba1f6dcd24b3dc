"""Messages between the school and a guardian who reads Arabic, and what becomes of them."""

from playwright.sync_api import expect

from tests.browser.main_job.common import READ_MESSAGE_IN_ARABIC, speak
from tests.browser.visitor import Visitor


def write_to_a_guardian(ragnhild: Visitor, child: str) -> None:
    ragnhild.open_child(child)
    ragnhild.press("Meddelanden")
    ragnhild.looks_well()
    ragnhild.press("Skriv ett meddelande")
    ragnhild.looks_well()
    ragnhild.choose("Vad gäller det?", "Något praktiskt")
    ragnhild.choose("Vilka ska läsa det?", "Jasmin Haddad")
    ragnhild.fill("Rubrik", "Gympapåsen")
    ragnhild.fill("Meddelande", "Den ligger i kapprummet.")
    ragnhild.press("Fortsätt")
    ragnhild.sees("Detta kommer att läsas av")
    ragnhild.looks_well()
    ragnhild.press("Skicka")
    ragnhild.looks_well()


def answer_in_arabic(jasmin: Visitor, child: str) -> None:
    jasmin.press("Min dag")
    speak(jasmin, "ar")
    row = jasmin.page.get_by_role("listitem").filter(has_text=child)
    row.get_by_role("link", name=READ_MESSAGE_IN_ARABIC, exact=True).click()
    jasmin.looks_well()
    expect(jasmin.page.locator("main")).to_contain_text("Den ligger i kapprummet.")
    jasmin.page.locator("textarea[name=text]").fill("شكرا، سآخذها اليوم.")
    jasmin.page.locator("form[action$='/skriv/'] button[type=submit]").last.click()
    expect(jasmin.page.locator("main")).to_contain_text("شكرا، سآخذها اليوم.")
    speak(jasmin, "sv")


def file_the_thread(ragnhild: Visitor, child: str) -> None:
    """Nothing becomes a record beside the records."""
    ragnhild.next_for(child, "Läs ett nytt meddelande")
    ragnhild.sees("شكرا، سآخذها اليوم.")
    ragnhild.press("Spara som handling")
    ragnhild.sees("Meddelandena sparades som en handling")
    ragnhild.looks_well()
