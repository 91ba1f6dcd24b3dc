"""From the first signal to the decision: noticed, received, asked around, told and analysed."""

import re

from playwright.sync_api import expect

from tests.browser.main_job.common import PHONE, days, reads_arabic, speak
from tests.browser.visitor import Visitor


def notice(tove: Visitor, child: str) -> None:
    tove.open_child(child)
    tove.looks_well()
    tove.press("Uppmärksamma något")
    tove.looks_well()
    tove.fill("Vad har du sett eller hört?", f"{child} har stått själv vid dörren varje rast i två veckor.")
    tove.fill("När hände det?", days(-1))
    tove.choose("Vet barnet att du skickar det här?", "Ja")
    tove.choose("Vet vårdnadshavarna om det?", "Inte än")
    tove.press("Skicka till den som ansvarar")
    tove.sees("Det här händer nu")
    tove.looks_well()


def receive(ragnhild: Visitor, child: str) -> None:
    ragnhild.press("Inkorg")
    ragnhild.looks_well()
    ragnhild.press(child)
    ragnhild.looks_well()
    ragnhild.press("Ta emot")
    ragnhild.looks_well()


def ask_around(ragnhild: Visitor, child: str) -> None:
    ragnhild.next_for(child, "Samla information")
    ragnhild.press("Fråga någon")
    ragnhild.looks_well()
    ragnhild.pick("Vem vill du fråga?", "Signe Berggren")
    ragnhild.fill("Vad vill du veta?", "Vad har du sett vid hälsobesöken?")
    ragnhild.fill("Varför frågar du, och vad ska svaret användas till?", "För att veta vilken hjälp som behövs.")
    ragnhild.choose("Varför får en annan verksamhet veta att du frågar?", "Det är ofarligt")
    ragnhild.fill("Varför behövs det?", "Bara att jag frågar, till den som redan känner barnet")
    ragnhild.press("Skicka frågan")
    for who in ("Jasmin Haddad", "Barnet"):
        ragnhild.press("Fråga någon mer")
        ragnhild.pick("Vem vill du fråga?", who)
        ragnhild.fill("Varför frågar du, och vad ska svaret användas till?", "För att höra hur du ser på det.")
        ragnhild.press("Skicka frågan")
    ragnhild.sees("Jasmin Haddad")
    ragnhild.looks_well()


def ask_without_account(ragnhild: Visitor) -> tuple[str, str]:
    """A link, and a code that goes another way."""
    ragnhild.press("Fråga någon mer")
    ragnhild.press("Har den du vill fråga inget konto, till exempel en tränare? Fråga genom en länk.")
    ragnhild.looks_well()
    ragnhild.press("Fråga någon utan konto")
    ragnhild.looks_well()
    ragnhild.fill("Vem frågar du?", "Fotbollstränare")
    ragnhild.pick("Vilket område handlar frågan om?", "Aktiv")
    ragnhild.fill("Vad vill du veta?", "Hur går det på träningarna på onsdagar?")
    ragnhild.fill("Varför frågar du, och vad ska svaret användas till?", "För att veta var det fungerar bra.")
    ragnhild.fill("Vem i familjen har sagt ja till att du frågar, hur och när?", "Pappan, i telefon i dag")
    ragnhild.press("Gör en länk")
    ragnhild.looks_well()
    link = ragnhild.page.get_by_label("Länk", exact=True).input_value()
    code = ragnhild.page.locator("main strong").filter(has_text=re.compile(r"^\d{3} \d{3}$")).inner_text()
    return link, code


def answer_without_account(coach: Visitor, link: str, code: str) -> None:
    coach.page.goto(link)
    coach.looks_well()
    coach.fill("Kod", code)
    coach.press("Läs frågan")
    coach.sees("Hur går det på träningarna på onsdagar?")
    coach.looks_well()
    coach.fill("Det som fungerar", "Skrattar mest av alla på planen.")
    coach.fill("Ditt namn", "Kim Ek")
    coach.press("Skicka svaret")
    coach.sees("Tack för ditt svar")
    coach.looks_well()
    coach.page.goto(link)
    coach.sees("Den kan vara använd")


def read_what_the_coach_says(ragnhild: Visitor) -> None:
    ragnhild.page.reload()
    ragnhild.press("Läs svaret i hjulet")
    ragnhild.sees("Skrattar mest av alla på planen.")
    ragnhild.sees("Så vet vi det: Kim Ek, Fotbollstränare, i ett svar genom länk")


def tell(teller: Visitor, child: str, side: str) -> None:
    teller.next_for(child, "Berätta hur du ser på det")
    teller.looks_well()
    teller.press("Må bra")
    teller.looks_well()
    works, hard = ("Det som fungerar", "Det som är svårt")
    if side == "guardian":
        works, hard = ("Vad fungerar bra?", "Vad är svårt?")
    teller.fill(works, "Sover bra och äter med god aptit.")
    teller.fill(hard, "Har ont i magen på morgnarna.")
    if side == "professional":
        teller.choose("Får den som frågar läsa det du skriver?", "Ja. Det är ofarligt")
        teller.fill("Varför?", "Det är till barnets fördel att det läses")
    teller.press("Spara och gå vidare")
    teller.press("Berätta")
    teller.press("Jag är klar")


def tell_in_arabic(jasmin: Visitor, child: str) -> None:
    """A guardian with a telephone who reads Arabic. Names and what others have written stay as they are."""
    page = jasmin.page
    jasmin.press("Min dag")
    page.set_viewport_size(PHONE)
    speak(jasmin, "ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.get_by_role("listitem").filter(has_text=child).get_by_role("link").first.click()
    reads_arabic(jasmin)
    page.locator("main a[href$='/guardian/healthy/']").last.click()
    reads_arabic(jasmin)
    page.locator("textarea[name=works]").fill("ينام جيدا ويأكل بشهية.")
    page.locator("textarea[name=hard]").fill("بطنه يؤلمه في الصباح.")
    jasmin.picture("beratta-arabiska-390", top="h1")
    page.locator("main form.form button[type=submit]").click()
    page.wait_for_url("**/guardian/achieving/")
    page.locator(".crumbs a[href^='/insamling/']").click()
    page.locator("form[action$='/klar/'] button").click()
    reads_arabic(jasmin)
    speak(jasmin, "sv")
    page.set_viewport_size({"width": 1180, "height": 900})


def write_down_the_childs_words(ragnhild: Visitor, child: str) -> None:
    ragnhild.next_for(child, "Samla information")
    ragnhild.press(child.split()[0])
    ragnhild.looks_well()
    ragnhild.press("Skriv ner ett samtal")
    ragnhild.press("Delaktig")
    ragnhild.looks_well()
    ragnhild.fill("Barnets egna ord", "Det finns ingen plats i leken.")
    ragnhild.fill("Det som är svårt, enligt barnet", "Rasterna.")
    ragnhild.fill("Vem sa det, och när?", f"{child}, på väg från matsalen")
    ragnhild.press("Spara och gå vidare")  # from the last area, back to the gathering
    ragnhild.press("Öppna hjulet")
    ragnhild.sees("Det finns ingen plats i leken.")
    ragnhild.looks_well()


def decide(ragnhild: Visitor, child: str) -> None:
    ragnhild.open_child(child)
    ragnhild.press("Öppna ärendet")
    ragnhild.press("Analysera och besluta")
    ragnhild.looks_well()
    ragnhild.fill("Vad står i vägen för att barnet ska ha det bra?", "Rasterna, och oro inför dem.")
    ragnhild.fill("Har jag den information jag behöver för att hjälpa?", "Ja.")
    ragnhild.fill("Vad kan jag göra nu?", "Två vuxna ute som startar leken.")
    ragnhild.fill("Vad kan min verksamhet göra nu?", "Kamratgrupp.")
    ragnhild.fill("Vad mer kan behövas, och från vilka andra?", "Föräldrastöd från socialtjänsten.")
    ragnhild.fill("Hur ser barnet själv på det?", "Jag vill vara med i leken.")
    ragnhild.fill("Hur vet du det?", "Vi pratade på väg från matsalen.")
    ragnhild.press("Spara och välj nästa steg")
    ragnhild.looks_well()
    ragnhild.choose("Vem kan möta barnets behov?", "Två eller flera verksamheter behövs tillsammans")
    ragnhild.fill("Varför bestämmer du så?", "Skolan ordnar rasterna. Familjen vill ha stöd hemma också.")
    ragnhild.press("Kontrollera")
    ragnhild.looks_well()
    ragnhild.press("Bestäm")
    ragnhild.looks_well()
