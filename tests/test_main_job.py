"""The main job through pages alone, as people do it in a browser without JavaScript.

From what a teacher notices to the day when the plan is no longer needed; and the two other complete ends:
the own service is enough, and another service takes over.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from kronobarn.core import clock
from kronobarn.people import actions as people
from kronobarn.people import identity
from kronobarn.people.models import Identity
from tests.visitor import Visitor
from tests.world import World

EVERYONE = ("tage", "rut", "sanna", "eva", "emil", "elsa", "sofia")
MY_DAY = "/min-dag/"
NOTHING = "Inget väntar på dig just nu"


@pytest.fixture(autouse=True)
def before_the_last_hour() -> Iterator[None]:
    """A meeting is called for later the same day, so the day must have some hours left."""
    if timezone.localtime().hour < 22:
        yield
        return
    with time_machine.travel(timezone.now() - timedelta(hours=3), tick=True):
        yield


@pytest.fixture
def number(world: World) -> str:
    return known_by_number(world)


def known_by_number(world: World) -> str:
    """Give Elsa a personal number."""
    assert world.elsa.born_on is not None
    made_up = identity.made_up_number(world.elsa.born_on)
    people.identify(child=world.elsa, kind=Identity.Kind.PERSONAL_NUMBER, number=made_up, by=world.actor("rut"))
    return made_up


@pytest.fixture
def visitors(world: World, number: str) -> dict[str, Visitor]:
    return {name: Visitor(world, name) for name in EVERYONE}


def waits_for(visitor: Visitor, what: str) -> Visitor:
    """My day says so, and leads there."""
    day = visitor.go(MY_DAY)
    assert what in day.text, day.text
    return day.follow(what)


def waits_for_none(visitor: Visitor) -> None:
    assert NOTHING in visitor.go(MY_DAY).text, visitor.text


def noticed_and_received(tage: Visitor, rut: Visitor, number: str) -> None:
    tage.go(MY_DAY).follow("Hitta barn").send("Sök med numret", number=number, why="Jag har sett")
    assert "Elsa Ek" in tage.text
    tage.send("Uppmärksamma något")
    tage.send(
        "Skicka till den som ansvarar",
        what_was_seen="Elsa somnar på lektionerna.",
        seen_on=clock.today().isoformat(),
        child_knows="Ja",
        guardians_know="Inte än",
    )
    assert "Inte mottagen än" in tage.text

    waits_for(rut, "Ta emot en signal")
    assert "Elsa somnar på lektionerna." in rut.text
    rut.send("Ta emot")

    assert "Inte mottagen än" not in tage.go(tage.address).text
    assert "Samla information" in rut.go(MY_DAY).text


def asked(rut: Visitor, who: str, **more: Any) -> None:
    waits_for(rut, "Samla information")
    rut.follow("Fråga någon").send(
        "Skicka frågan",
        who=who,
        purpose="För att veta vilken hjälp Elsa behöver.",
        due_on=(clock.today() + timedelta(days=5)).isoformat(),
        **more,
    )


def told(visitor: Visitor, hard: str, **more: Any) -> None:
    waits_for(visitor, "Berätta hur du ser på det")
    gathering = visitor.address
    visitor.follow("Må bra").send("Spara och gå vidare", hard=hard, **more)
    visitor.go(gathering).send("Jag är klar")
    waits_for_none(visitor)


def analysed(rut: Visitor) -> None:
    waits_for(rut, "Samla information").follow("Till analysen")
    for words in ("Vaknar ofta på natten.", "Jag ligger vaken."):
        assert words in rut.text
    rut.send(
        "Spara och välj nästa steg",
        q_obstacle="Sömnen.",
        child_view="Jag vill sova.",
        child_view_how="Elsa skrev det själv.",
    )


def decided(rut: Visitor, decision: str, **more: Any) -> None:
    rut.send("Kontrollera", decision=decision, reason="Så blir det bäst för Elsa.", **more)
    assert "Kontrollera innan du bestämmer" in rut.text
    rut.send("Bestäm")


def test_from_a_signal_to_the_end_of_the_plan(world: World, visitors: dict[str, Visitor], number: str) -> None:
    from_a_signal_to_the_end(visitors, number)

    the_log_tells_it_all(visitors["rut"], world.elsa.pk)


def from_a_signal_to_the_end(visitors: dict[str, Visitor], number: str) -> None:
    """The whole job. What each sees is asserted on the way."""
    tage, rut, sanna, eva, emil, elsa, sofia = (visitors[name] for name in EVERYONE)
    for visitor in visitors.values():
        waits_for_none(visitor)

    noticed_and_received(tage, rut, number)

    asked(rut, "Elsa")
    asked(rut, "Eva")
    asked(rut, "Sanna", ground="harm_test", question="Hur mår Elsa i skolan?")
    told(elsa, "Jag ligger vaken.")
    told(eva, "Vaknar ofta på natten.")
    told(sanna, "Ont i magen varje vecka.", share="harm_test", necessity="Rektor behöver veta det.")
    assert "Jag ligger vaken." not in sanna.go(sanna.address).text

    analysed(rut)
    assert "Ont i magen varje vecka." in rut.go(rut.address).follow("Analys").text
    rut.go(rut.address.replace("analys/", "analys/nasta-steg/"))
    decided(rut, "Två eller flera")

    waits_for(rut, "Kalla till möte").follow("Fråga om samtycke").send(
        "Granska frågan",
        why="För att hjälpa Elsa att sova.",
        services=["social"],
        kinds=["Hälsa", "Stöd"],
    )
    assert "Eva" in rut.text
    rut.send("Skicka frågan")
    for guardian in (eva, emil):
        waits_for(guardian, "Svara på en fråga om samtycke")
        guardian.send("Spara samtycke", services=["social"], kinds=["Hälsa", "Stöd"])
        assert "Svara på en fråga om samtycke" not in guardian.go(MY_DAY).text
    assert "Svara på en fråga om samtycke" not in elsa.go(MY_DAY).text

    waits_for(rut, "Kalla till möte").follow("Mötas").send(
        "Skicka kallelse",
        child_wishes="Fika först.",
        invited=["Sofia"],
        day=clock.today().isoformat(),
        at="23:58",
        place="Biblioteket",
    )
    for visitor in (sofia, eva, emil, elsa):
        waits_for(visitor, "Svara på en kallelse")
        assert "Fika först." in visitor.text
        visitor.send("Jag kommer")
        waits_for_none(visitor)
    decision: dict[str, Any] = {"form-0-text": "Sofia ringer Eva.", "form-0-by_whom": "Sofia"}
    waits_for(rut, "Håll mötet").follow("Skriv in mötet").send(
        "Avsluta och dela",
        came=["Sofia", "Eva", "Elsa", "Rut"],
        notes="Alla vill att Elsa ska få sova.",
        **decision,
    )
    for visitor in (sofia, eva, emil, elsa):
        waits_for(visitor, "Läs vad mötet kom fram till")
        assert "Alla vill att Elsa ska få sova." in visitor.text
        visitor.send("Jag har läst")
        waits_for_none(visitor)

    rut.follow("Gå vidare till barnets plan").send("Börja på planen")
    plan = rut.address
    rut.go(plan).follow("Bjud in en verksamhet").send("Bjud in", contact="Sofia")
    waits_for(sofia, "Läs och svara på planen").follow("Svara för din verksamhet").send("Skicka svaret", accept="Ja")
    waits_for(rut, "Gör planen klar").follow("Skriv eller ändra").send(
        "Spara", child_wants="Jag vill sova hela natten.", child_view_how="Elsa berättade för Rut."
    )
    assert "Utse en samverkansansvarig" in rut.text
    rut.follow("Ändra vem som håller ihop").send(
        "Spara", lead="Sofia", next_review_on=(clock.today() + timedelta(days=42)).isoformat()
    )
    rut.follow("Lägg till ett mål").send(
        "Spara målet",
        area_key="healthy",
        need="Elsa sover dåligt.",
        desired_outcome="Jag sover hela natten.",
        said_by="Barnet",
        how_we_see_it="Elsa säger att hon är utvilad.",
    )
    rut.follow("Lägg till något som görs").send(
        "Spara",
        what="Pratar med Eva varje vecka.",
        doer="Sofia",
        since=clock.today().isoformat(),
        until=(clock.today() + timedelta(days=30)).isoformat(),
    )
    rut.send("Gör planen aktiv")
    assert "Version 1" in rut.text

    for visitor in (elsa, eva, emil, sofia):
        waits_for(visitor, "Läs och svara på planen")
        assert "Jag vill sova hela natten." in visitor.text
        visitor.follow("Säg vad du tycker").send("Spara mitt svar", answer="Jag håller med om planen")
    waits_for_none(elsa)
    assert tage.client.get(plan).status_code == sanna.client.get(plan).status_code == 404
    waits_for(sofia, "Gör det du tagit på dig i planen").send("Klart")

    waits_for(sofia, "Följ upp planen").follow("Följ upp planen").send("Börja följa upp")
    review = sofia.address
    assert "Jag sover hela natten." in sofia.text
    (goal,) = (name.removeprefix("now_") for name in sofia.form("Klar med uppföljningen").fields if "now_" in name)
    reached: dict[str, Any] = {f"now_{goal}": "Elsa sover.", f"verdict_{goal}": "Målet är nått"}
    sofia.send(
        "Klar med uppföljningen",
        came="Elsa, Eva, Rut och Sofia",
        child_view="Nu sover jag.",
        outcome="Planen avslutas",
        because="Skolan klarar resten.",
        evaluation_child="Ja",
        **reached,
    )

    assert "Planen är avslutad" in eva.go(plan).text
    assert "Nu sover jag." in eva.go(review).text
    assert sofia.client.get(plan).status_code == 404
    for visitor in visitors.values():
        waits_for_none(visitor)


THE_STORY = [
    ("Tage i Ängsby, Ängsskolan", "Sökte på ett fullständigt nummer"),
    ("Tage i Ängsby, Ängsskolan", "Skickade en signal till den som ansvarar"),
    ("Du", "Tog emot en signal"),
    ("Du", "Lämnade ut en handling"),
    ("Du", "Bad någon berätta"),
    ("Någon i familjen", "Skrev en iakttagelse i hjulet"),
    ("Sanna i Ängsby, Elevhälsan", "Lämnade ut en handling"),
    ("Sanna i Ängsby, Elevhälsan", "Skrev en iakttagelse i hjulet"),
    ("Du", "Bestämde nästa steg"),
    ("Du", "Frågade om samtycke"),
    ("Någon i familjen", "Gav eller ändrade ett svar om samtycke"),
    ("Du", "Kallade till möte"),
    ("Sofia i Ängsby, Socialkontoret", "Svarade på en kallelse"),
    ("Du", "Höll ett möte och skrev in vad som bestämdes"),
    ("Du", "Började på barnets plan"),
    ("Du", "Utsåg samverkansansvarig"),
    ("Du", "Gjorde barnets plan aktiv"),
    ("Någon i familjen", "Svarade på barnets plan"),
    ("Sofia i Ängsby, Socialkontoret", "Följde upp barnets plan"),
    ("Sofia i Ängsby, Socialkontoret", "Avslutade ärendet"),
]
"""Who did what, as Rut reads it, in the order in which each happened first."""


def the_log_tells_it_all(rut: Visitor, child: object) -> None:
    lines: list[tuple[str, str]] = []
    rut.go(reverse("chronology:log", args=[child]))
    while True:
        lines += re.findall(r"Vem(\S.*?) Vad(\S.*?) Roll eller skäl", rut.text)
        if "Visa äldre" not in rut.text:
            break
        rut.follow("Visa äldre")
    assert ("Någon i familjen", "Läste en handling") in lines
    assert list(dict.fromkeys(line for line in reversed(lines) if line in THE_STORY)) == THE_STORY


def test_the_own_service_is_enough(world: World, visitors: dict[str, Visitor], number: str) -> None:
    tage, rut, eva, elsa = (visitors[name] for name in ("tage", "rut", "eva", "elsa"))
    noticed_and_received(tage, rut, number)
    asked(rut, "Elsa")
    asked(rut, "Eva")
    told(elsa, "Jag ligger vaken.")
    told(eva, "Vaknar ofta på natten.")
    analysed(rut)

    decided(rut, "Vår egen verksamhet")

    waits_for_none(rut)
    matter = rut.go(reverse("chronology:events", args=[world.elsa.pk])).text
    assert "Ärende avslutat" in matter
    waits_for_none(tage)
    waits_for_none(eva)


def test_another_service_takes_over(world: World, visitors: dict[str, Visitor], number: str) -> None:
    tage, rut, eva, elsa, sofia = (visitors[name] for name in ("tage", "rut", "eva", "elsa", "sofia"))
    noticed_and_received(tage, rut, number)
    asked(rut, "Elsa")
    asked(rut, "Eva")
    told(elsa, "Jag ligger vaken.")
    told(eva, "Vaknar ofta på natten.")
    analysed(rut)

    decided(rut, "En annan verksamhet", to_assignment="Sofia", ground="harm_test", necessity="De ger stöd hemma.")

    waits_for(sofia, "Kvittera en överlämning")
    assert "Så blir det bäst för Elsa." in sofia.text
    assert "Jag ligger vaken." not in sofia.text
    sofia.send("Ta emot")
    waits_for_none(sofia)
    waits_for_none(rut)
