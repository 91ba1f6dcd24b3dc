"""The whole main job on one child, from the first signal to the day the plan is closed.

Seven people take part in Swedish, Arabic and English, each in a browser of their own; one of them has no account.
They press what they see; nobody types an address but the one who has been sent a link.
It is walked with JavaScript and without, on a child each, so that the two do not depend on each other.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.visitor import Visitor

SCHOOL = "Utbildningsnämnden, skola"
SOCIAL = "Nämnden för arbete och välfärd, individ och familj"
PHONE: ViewportSize = {"width": 390, "height": 844}
ARABIC = re.compile("[\u0600-\u06ff]")
GOAL = "Jag kommer ut på rasten varje dag"


def today() -> date:
    return datetime.now(ZoneInfo("Europe/Stockholm")).date()


def days(number: int) -> str:
    return (today() + timedelta(days=number)).isoformat()


@pytest.mark.parametrize(
    ("scripts", "child", "is_asked"),
    [(True, "Milo Holm", False), (False, "Tindra Holm", True)],
    ids=["scripts", "plain"],
)
def test_a_childs_matter_from_signal_to_closed_plan(
    visit: Callable[..., Visitor], child: str, *, scripts: bool, is_asked: bool
) -> None:
    tove, ragnhild, signe, sara, henrik, jasmin = (
        visit(name, scripts=scripts) for name in ("tove", "ragnhild", "signe", "sara", "henrik", "jasmin")
    )
    notice(tove, child)
    receive(ragnhild, child)
    ask_around(ragnhild, child)
    link, code = ask_without_account(ragnhild)
    answer_without_account(visit("", scripts=scripts), link, code)
    read_what_the_coach_says(ragnhild)
    tell(signe, child, "professional")
    if scripts:
        tell_in_arabic(jasmin, child)
    else:
        tell(jasmin, child, "guardian")
    write_down_the_childs_words(ragnhild, child)
    decide(ragnhild, child)
    ask_for_consent(ragnhild, child)
    for guardian in (henrik, jasmin):
        say_yes(guardian, child)
    if is_asked:
        write_down_the_childs_yes(ragnhild, child)
    call(ragnhild, child)
    come(henrik, child)
    if scripts:
        come_in_english(sara, child)
    else:
        come(sara, child)
    hold(ragnhild, child)
    write_the_plan(ragnhild, child)
    activate(ragnhild, child)
    agree(henrik, child)
    follow_up_and_close(ragnhild, child)
    see_that_it_is_closed(jasmin, child)


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


def ask_for_consent(ragnhild: Visitor, child: str) -> None:
    ragnhild.press("Öppna ärendet")
    ragnhild.press("Fråga om samtycke")
    ragnhild.looks_well()
    ragnhild.fill("Varför behöver ni prata med varandra?", "Så att stödet hemma och i skolan passar ihop.")
    ragnhild.choose("Vilka ska få dela med varandra?", SOCIAL)
    ragnhild.choose_all("Vad ska de få berätta om?")
    ragnhild.press("Granska frågan")
    ragnhild.looks_well()
    ragnhild.press("Skicka frågan")
    ragnhild.sees("Ni får inte dela än")
    ragnhild.looks_well()


def say_yes(guardian: Visitor, child: str) -> None:
    guardian.next_for(child, "Svara på en fråga om samtycke")
    guardian.looks_well()
    guardian.choose("De här får prata med varandra", SOCIAL)
    guardian.choose_all("De får berätta om")
    guardian.press("Spara samtycke")
    guardian.sees("Ditt svar")
    guardian.looks_well()


def write_down_the_childs_yes(ragnhild: Visitor, child: str) -> None:
    """From twelve a child is asked too. It has no sign-in of its own, so the answer is written down."""
    see_the_answers(ragnhild, child)
    ragnhild.press("Skriv in ett svar")
    ragnhild.looks_well()
    ragnhild.choose("Hur gavs svaret?", "Muntligt")
    ragnhild.fill("Vilken dag?", days(0))
    ragnhild.fill("Hur gick det till?", "Vi läste frågan tillsammans.")
    ragnhild.choose("De här får prata med varandra", SOCIAL)
    ragnhild.choose_all("De får berätta om")
    ragnhild.press("Spara svaret")


def see_the_answers(ragnhild: Visitor, child: str) -> None:
    ragnhild.open_child(child)
    ragnhild.press("Händelser")
    ragnhild.press("Fråga om samtycke till vårdnadshavare")
    ragnhild.looks_well()


def call(ragnhild: Visitor, child: str) -> None:
    see_the_answers(ragnhild, child)
    ragnhild.sees("Ni får dela till och med")
    ragnhild.press("Kalla till möte")
    ragnhild.looks_well()
    ragnhild.fill("Hur vill barnet att mötet ska vara?", "Jag vill sitta bredvid pappa.")
    ragnhild.choose("Vilka fler ska vara med?", "Sara Wikström")
    ragnhild.fill("Dag", days(0))
    ragnhild.fill("Klockan", "23:59")
    ragnhild.fill("Var?", "Biblioteket, Solbergaskolan")
    ragnhild.press("Skicka kallelse")
    ragnhild.sees("Jag vill sitta bredvid pappa.")
    ragnhild.looks_well()


def come(invited: Visitor, child: str) -> None:
    invited.next_for(child, "Svara på en kallelse")
    invited.looks_well()
    invited.press("Jag kommer")
    invited.sees("Kommer")


def come_in_english(sara: Visitor, child: str) -> None:
    """A colleague who reads English better than Swedish."""
    speak(sara, "en")
    sara.press("My day")
    sara.page.get_by_role("listitem").filter(has_text=child).get_by_role("link", name="Answer an invitation").click()
    sara.looks_well()
    sara.press("I am coming")
    sara.sees("Is coming")
    speak(sara, "sv")


def hold(ragnhild: Visitor, child: str) -> None:
    ragnhild.next_for(child, "Håll mötet")
    ragnhild.press("Skriv in mötet")
    ragnhild.looks_well()
    ragnhild.choose("Vilka kom?", "Sara Wikström")
    ragnhild.choose("Vilka kom?", "Henrik Holm")
    ragnhild.fill("Vad sades mer?", "Alla vill att rasterna ska bli lugnare.")
    ragnhild.fill("Vad ska göras?", "Lekledare på lunchrasten")
    ragnhild.press("Avsluta och dela")
    ragnhild.sees("Lekledare på lunchrasten")
    ragnhild.looks_well()


def write_the_plan(ragnhild: Visitor, child: str) -> None:
    ragnhild.press("Gå vidare till barnets plan")
    ragnhild.looks_well()
    ragnhild.press("Börja på planen")
    ragnhild.looks_well()
    ragnhild.press("Skriv eller ändra")
    ragnhild.looks_well()
    ragnhild.fill("Det här vill barnet", "Jag vill vara med i leken.")
    ragnhild.fill("Hur tog ni reda på det?", f"{child} sa det på mötet.")
    ragnhild.press("Spara")
    ragnhild.press("Lägg till ett mål")
    ragnhild.looks_well()
    ragnhild.pick("Vilken del av hjulet handlar det om?", "Delaktig")
    ragnhild.fill("Vad är svårt, eller vad behöver barnet?", "Rasterna är ensamma.")
    ragnhild.fill("Hur ska det bli? Skriv målet", GOAL)
    ragnhild.choose("Vems ord är det?", "Barnets ord")
    ragnhild.fill("Hur ser vi att det har blivit bättre?", "Jag berättar vem jag har lekt med.")
    ragnhild.press("Spara målet")
    ragnhild.press("Bjud in en verksamhet")
    ragnhild.looks_well()
    ragnhild.pick("Kontaktperson", "Sara Wikström")
    ragnhild.press("Bjud in")
    ragnhild.press("Lägg till något som görs")
    ragnhild.looks_well()
    ragnhild.fill("Vad ska göras?", "Startar leken på lunchrasten")
    ragnhild.pick("Vem gör det?", "Ragnhild Sjöholm")
    ragnhild.fill("Från", days(0))
    ragnhild.fill("Klart senast", days(30))
    ragnhild.press("Spara")
    ragnhild.press("Ändra vem som håller ihop, och när")
    ragnhild.looks_well()
    ragnhild.pick("Vem håller ihop planen?", "Ragnhild Sjöholm")
    ragnhild.fill("När följer ni upp planen?", days(42))
    ragnhild.press("Spara")
    ragnhild.looks_well()


def activate(ragnhild: Visitor, child: str) -> None:
    ragnhild.press("Gör planen aktiv")
    ragnhild.sees("Version 1")
    ragnhild.looks_well()


def agree(henrik: Visitor, child: str) -> None:
    henrik.next_for(child, "Läs och svara på planen")
    henrik.looks_well()
    henrik.press("Säg vad du tycker")
    henrik.looks_well()
    henrik.choose("Vad tycker du om planen?", "Jag håller med om planen")
    henrik.press("Spara mitt svar")
    henrik.sees("Håller med")


def follow_up_and_close(ragnhild: Visitor, child: str) -> None:
    ragnhild.open_child(child)
    ragnhild.looks_well()
    ragnhild.press("Öppna planen")
    ragnhild.press("Följ upp planen")
    ragnhild.looks_well()
    ragnhild.press("Börja följa upp")
    ragnhild.looks_well()
    ragnhild.fill("Vilka var med?", f"{child}, Henrik, Jasmin, Sara och Ragnhild")
    ragnhild.fill("Vad säger barnet om hur det har gått?", "Nu frågar de om jag ska med ut.")
    ragnhild.fill("Hur är det nu?", "Ute varje rast.")
    ragnhild.choose("Vad gör ni med målet?", "Målet är nått")
    ragnhild.choose("Vad leder uppföljningen till?", "Planen avslutas")
    ragnhild.fill("Varför avslutas planen?", "Målet är nått, och skolan klarar resten själv.")
    ragnhild.press("Klar med uppföljningen")
    ragnhild.sees("Planen är avslutad")
    ragnhild.looks_well()


def see_that_it_is_closed(jasmin: Visitor, child: str) -> None:
    jasmin.open_child(child)
    jasmin.press("Händelser")
    jasmin.sees("Uppföljning av barnets plan")
    jasmin.looks_well()
