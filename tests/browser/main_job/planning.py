"""The child's plan: written, made active, agreed to, followed up and closed."""

from tests.browser.main_job.common import days
from tests.browser.visitor import Visitor

GOAL = "Jag kommer ut på rasten varje dag"


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


def read_as_the_child(nova: Visitor) -> None:
    """A child who is let in signs in itself, reads its plan in easy words and gets as far as saying what it thinks."""
    nova.open_child("Nova Holm")
    nova.press("Öppna min plan")
    nova.press("Min plan med lätta ord")
    nova.sees("De här hjälper till")
    nova.looks_well()
    nova.press("Säg vad du tycker")
    nova.looks_well()


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
