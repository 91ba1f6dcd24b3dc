"""Those who tell, and those who read what was told: a nurse between two patients, and everyone beside everyone."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import expect

from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]

A_KEY, A_POINT, A_THOUGHT = 0.28, 1.1, 1.35
"""Seconds, as the keystroke-level model has them (Card, Moran and Newell, 1983): an average typist."""
BETWEEN_PATIENTS = 90


@dataclass
class Effort:
    """Counts what somebody does, and so about how long it takes: never the clock, which is the machine's."""

    visitor: Visitor
    seconds: float = 0.0

    def press(self, label: str) -> None:
        self.seconds += A_THOUGHT + A_POINT
        self.visitor.press(label)

    def fill(self, label: str, text: str) -> None:
        self.seconds += A_THOUGHT + A_POINT + A_KEY * len(text)
        self.visitor.fill(label, text)

    def choose(self, question: str, answer: str) -> None:
        self.seconds += A_THOUGHT + A_POINT
        self.visitor.choose(question, answer)


def test_a_nurse_tells_between_two_patients(visit: Visit) -> None:
    signe = visit("signe")
    nurse = Effort(signe)
    signe.next_for("Lilly Sandström", "Berätta hur du ser på det")
    nurse.seconds += A_THOUGHT + A_POINT
    nurse.press("Må bra")
    nurse.fill("Det som fungerar", "Lilly äter lunch varje dag och har växt som hon ska.")
    nurse.fill("Det som är svårt", "Hon somnar efter elva och är trött på morgonen.")
    nurse.choose("Hur vet du det?", "Barnet har berättat det")
    nurse.choose("Får den som frågar läsa det du skriver?", "Ja. Det är ofarligt")
    nurse.fill("Varför?", "Läraren behöver veta om sömnen.")
    signe.looks_well()
    signe.picture("beratta-390", top="h1")
    nurse.press("Spara och gå vidare")
    signe.sees("Sparat.")

    assert nurse.seconds <= BETWEEN_PATIENTS


def test_the_pictures_side_by_side_are_read_printed_and_enlarged(visit: Visit) -> None:
    ragnhild = visit("ragnhild")
    ragnhild.open_child("Lilly Sandström")
    ragnhild.press("Öppna ärendet")
    ragnhild.press("Samla information")
    ragnhild.press("Öppna hjulet")
    expect(ragnhild.page.locator("figure.ring").first).to_be_visible()
    ragnhild.looks_well()
    page = ragnhild.page

    areas = page.locator("section.area h2").all_inner_texts()
    for ring in page.locator("figure.ring").all():
        # What a screen reader says of the picture: each area by its name and what is told there, in their order.
        said = ring.get_by_role("img").evaluate("one => one.querySelector('desc').textContent")
        assert [part.partition(":")[0].strip() for part in said.split(".") if ":" in part] == areas

    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    assert ragnhild.faults() == []
    ragnhild.picture("hjulet-tvingade-farger-820", top="h1")
    page.emulate_media(forced_colors="none", media="print")
    expect(page.get_by_role("navigation").first).to_be_hidden()
    expect(page.locator("section.area").last).to_be_visible()
    page.emulate_media(media="screen")

    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert ragnhild.overflow() == 0
    ragnhild.picture("hjulet-stor-text-390", top="h1")
    ragnhild.expect_quiet()
