"""The family's yes, and the meeting: called, followed, held."""

from tests.browser.main_job.common import SOCIAL, days, speak
from tests.browser.visitor import Visitor


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
    ragnhild.page.get_by_label("Visa det jag skriver för dem som är kallade").check()
    ragnhild.press("Spara så länge")
    ragnhild.looks_well()


def follow(henrik: Visitor, child: str) -> None:
    """On a screen of one's own, while the meeting goes on."""
    henrik.open_child(child)
    henrik.press("Händelser")
    henrik.press("Möte")
    henrik.press("Följ mötet")
    henrik.sees("Alla vill att rasterna ska bli lugnare.")
    henrik.looks_well()


def close_the_meeting(ragnhild: Visitor) -> None:
    ragnhild.press("Avsluta och dela")
    ragnhild.sees("Lekledare på lunchrasten")
    ragnhild.looks_well()
