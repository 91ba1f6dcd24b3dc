"""Bodies and their decisions: what the process leader writes, what all read, and that nothing is rewritten."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kronobarn.core import clock
from kronobarn.programme import actions
from kronobarn.programme.models import Awaited, Body, BodyDecision, Question
from kronobarn.programme.rules import AppliesTo, Outcome
from tests.rows import refused
from tests.sign_in import sign_in
from tests.world import World

MOST_QUERIES = 15
A_DAY = timedelta(days=1)


def to(name: str, *args: object) -> str:
    return reverse(f"programme:{name}", args=args)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def typed(bodies: list[Body], /, **changes: Any) -> dict[str, Any]:
    said = {
        "title": "Gemensam handlingsplan",
        "text": "Nämnden antar planen.",
        "applies_to": "action_plan",
        "document": "Förslag 3",
        "asked_on": clock.today() - 30 * A_DAY,
        "wanted_by": clock.today() - A_DAY,
        "bodies": [one.pk for one in bodies],
    } | changes
    return {name: value for name, value in said.items() if value is not None}


def decided(**changes: Any) -> dict[str, Any]:
    said = {"outcome": "adopted", "decided_on": clock.today() - A_DAY, "document": "Protokoll, § 12"}
    return said | changes


@pytest.fixture
def asked(led: World, bodies: list[Body]) -> Question:
    return actions.ask(
        title="Gemensam handlingsplan",
        text="Nämnden antar planen.",
        applies_to=AppliesTo.ACTION_PLAN,
        document="Förslag 3",
        asked_on=clock.today() - 30 * A_DAY,
        wanted_by=clock.today() - A_DAY,
        bodies=bodies[:2],
        by=led.actor("petra"),
    )


def awaited(body: Body) -> Awaited:
    return Awaited.objects.get(body=body)


def make(led: World, body: Body, outcome: Outcome = Outcome.ADOPTED, **changes: Any) -> BodyDecision:
    said: dict[str, Any] = {"decided_on": clock.today() - A_DAY, "text": "", "document": "§ 12", "address": ""}
    said |= changes
    return actions.decide(awaited=awaited(body), outcome=outcome, by=led.actor("petra"), **said)


def kinds(led: World) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kronobarn.person', %s, true)", [str(led.people["petra"].pk)])
        cursor.execute("SELECT kind FROM audit_logentry WHERE kind LIKE 'programme.%%' ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_from_a_body_to_its_decision(petra: Client, led: World, bodies: list[Body]) -> None:
    region = led.units["bup"].area.organisation_id
    new = {"organisation": region, "name": "Hälsonämnden", "since": "2017-01-01"}
    assert petra.post(to("add_body"), new).status_code == 302
    answer = petra.post(to("ask"), typed(bodies))
    question = Question.objects.get()
    assert answer["Location"] == to("question", question.pk)
    page = text(petra.get(to("question", question.pk)))
    assert "0 av 3 har beslutat" in page
    assert "3 skulle ha svarat" in page
    answer = petra.post(to("decide", awaited(bodies[0]).pk), decided(address="https://angsby.example/12"))
    assert answer["Location"] == to("question", question.pk)
    page = text(petra.get(to("question", question.pk)))
    assert "1 av 3 har beslutat" in page
    assert "Enligt förslaget" in page
    assert "https://angsby.example/12" in text(petra.get(to("answer", awaited(bodies[0]).pk)))
    assert "Protokoll, § 12" in page
    assert (
        petra.post(to("ask_more", question.pk), {"bodies": [Body.objects.get(name="Hälsonämnden").pk]}).status_code
        == 302
    )
    start = text(petra.get(to("overview")))
    assert all(one in start for one in ("Hälsonämnden", "Regionstyrelsen", "4 politiska organ är med."))
    assert "Skolnämnden" not in start  # nothing more is awaited from it
    assert kinds(led)[-4:] == [
        "programme.body_added",
        "programme.question_asked",
        "programme.decision_written",
        "programme.more_asked",
    ]


def test_everything_is_empty_at_first(petra: Client) -> None:
    for name, words in (
        ("overview", "Inget beslut väntas just nu."),
        ("bodies", "Inget organ är med än"),
        ("questions", "Ingen fråga är inskriven än"),
        ("ask", "Inget organ är med än"),
    ):
        assert words in text(petra.get(to(name))), name


@pytest.mark.parametrize(
    ("name", "changes", "says"),
    [
        ("ask", {"title": ""}, "Skriv kort vad frågan gäller."),
        ("ask", {"applies_to": "weather"}, "Valet finns inte."),
        ("ask", {"bodies": None}, "Välj minst ett organ."),
        ("ask", {"bodies": ["made-up"]}, "Ett av organen går inte att välja längre."),
        ("ask", {"wanted_by": "2001-01-01"}, "Dagen är före den dag då frågan sändes."),
        ("ask", {"wanted_by": "9999-12-31"}, "Det är för långt fram."),
        ("ask", {"asked_on": "i går"}, "Skriv dagen som år-månad-dag"),
        ("decide", {"document": ""}, "Skriv i vilken handling beslutet står."),
        ("decide", {"outcome": "mistake"}, "Valet finns inte."),
        ("decide", {"outcome": "changed"}, "Skriv vilka ändringar organet har beslutat."),
        ("decide", {"decided_on": "2999-01-01"}, "Dagen har inte varit än."),
        ("decide", {"address": "javascript:alert(1)"}, "Skriv hela adressen"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_kept(
    petra: Client, led: World, bodies: list[Body], asked: Question, name: str, changes: dict[str, Any], says: str
) -> None:
    said = typed(bodies, **changes) if name == "ask" else decided(**changes)
    answer = petra.post(to(name, *([awaited(bodies[0]).pk] if name == "decide" else [])), said)
    assert answer.status_code == 422
    assert says in text(answer)
    kept = said.get("document") or said["outcome"]
    assert str(kept) in text(answer)
    assert BodyDecision.objects.count() == 0
    assert Question.objects.count() == 1


def test_a_correction_stands_beside_what_was_wrong(
    petra: Client, led: World, bodies: list[Body], asked: Question
) -> None:
    wrong = make(led, bodies[0], Outcome.DECLINED)
    right = decided(because="Fel rad i protokollet.", document="§ 13")
    for why, said in (("", "Skriv varför det rättas."), ("Fel rad.", "Skriv en mening, minst tre ord")):
        assert said in text(petra.post(to("correct", wrong.pk), right | {"because": why}))
    assert petra.post(to("correct", wrong.pk), right).status_code == 302
    page = text(petra.get(to("answer", awaited(bodies[0]).pk)))
    assert all(
        words in page for words in ("Rättat", "Fel rad i protokollet.", "§ 12", "§ 13", "Nej", "Enligt förslaget")
    )
    again = petra.post(to("correct", wrong.pk), right)
    assert again.status_code == 403
    assert "redan rättat" in text(again)
    assert kinds(led)[-1] == "programme.decision_corrected"
    mistake = BodyDecision.objects.get(corrects=wrong)
    assert petra.post(to("correct", mistake.pk), right | {"outcome": "mistake"}).status_code == 302
    assert "Skulle ha svarat" in text(petra.get(to("question", asked.pk)))


def test_words_stay_once_somebody_has_answered_them(
    petra: Client, led: World, bodies: list[Body], asked: Question
) -> None:
    new = {name: value for name, value in typed(bodies, title="Ny rubrik").items() if name != "bodies"}
    assert petra.post(to("change_question", asked.pk), new).status_code == 302
    assert "Ny rubrik" in text(petra.get(to("questions")))
    make(led, bodies[0])
    page = text(petra.get(to("change_question", asked.pk)))
    assert "orden står fast" in page
    assert 'name="title"' not in page
    later = clock.today() + A_DAY
    assert petra.post(to("change_question", asked.pk), {"wanted_by": later, "title": "Annat"}).status_code == 302
    asked.refresh_from_db()
    assert (asked.title, asked.wanted_by) == ("Ny rubrik", later)
    assert "Skulle ha svarat" not in text(petra.get(to("question", asked.pk)))
    assert kinds(led)[-3:] == ["programme.question_changed", "programme.decision_written", "programme.question_changed"]


def test_a_question_is_withdrawn_and_what_was_decided_stays(
    petra: Client, led: World, bodies: list[Body], asked: Question
) -> None:
    make(led, bodies[0])
    for why in ("", "Dubblett."):
        assert petra.post(to("withdraw", asked.pk), {"because": why}).status_code == 422
    assert petra.post(to("withdraw", asked.pk), {"because": "Ett nytt förslag kommer."}).status_code == 302
    page = text(petra.get(to("question", asked.pk)))
    assert all(words in page for words in ("Ett nytt förslag kommer.", "Enligt förslaget", "Frågan är tillbakadragen"))
    assert "Inget beslut väntas just nu." in text(petra.get(to("overview")))
    for name, target in (("decide", awaited(bodies[1]).pk), ("change_question", asked.pk), ("ask_more", asked.pk)):
        refused = petra.get(to(name, target))
        assert refused.status_code == 403, name
        assert "tillbakadragen" in text(refused)


def test_a_body_that_changes_its_name_keeps_the_old_beside_it(petra: Client, led: World, bodies: list[Body]) -> None:
    there = to("change_body", bodies[0].pk)
    assert petra.post(there, {"name": "Bildningsnämnden", "until": ""}).status_code == 302
    page = text(petra.get(to("body", bodies[0].pk)))
    assert "Har hetat" in page
    assert "Skolnämnden" in page
    assert "redan ett organ som heter så" in text(petra.post(there, {"name": "Socialnämnden"}))
    assert "Sista dagen är före den första" in text(
        petra.post(there, {"name": "Bildningsnämnden", "until": "2001-01-01"})
    )
    assert petra.post(there, {"name": "Bildningsnämnden", "until": clock.today() - A_DAY}).status_code == 302
    assert "Bildningsnämnden" not in text(petra.get(to("ask")))


@pytest.mark.parametrize(
    ("who", "read", "write"), [("rut", 200, 403), ("cecilia", 200, 403), ("eva", 403, 403), ("elsa", 403, 403)]
)
def test_staff_read_and_only_the_process_leader_writes(
    client: Client, led: World, bodies: list[Body], asked: Question, who: str, read: int, write: int
) -> None:
    made = make(led, bodies[0])
    sign_in(client, led, who)
    answers = awaited(bodies[0]).pk
    reads = (
        ("overview",),
        ("bodies",),
        ("questions",),
        ("body", bodies[0].pk),
        ("question", asked.pk),
        ("answer", answers),
    )
    for name, *args in reads:
        answer = client.get(to(name, *args))
        assert answer.status_code == read, name
        assert "Skriv in" not in text(answer)
    for name, *args in (
        ("add_body",),
        ("change_body", bodies[0].pk),
        ("ask",),
        ("change_question", asked.pk),
        ("ask_more", asked.pk),
        ("withdraw", asked.pk),
        ("decide", answers),
        ("correct", made.pk),
    ):
        assert client.get(to(name, *args)).status_code == write, name
        assert client.post(to(name, *args), typed(bodies) | decided(because="x", name="y")).status_code == write, name
    assert BodyDecision.objects.count() == 1
    linked = f'href="{to("overview")}"' in text(client.get(reverse("notices:my_day")))
    assert linked == (read == 200)


def test_what_is_not_there_is_not_found(petra: Client, led: World) -> None:
    for name in (
        "body",
        "change_body",
        "question",
        "change_question",
        "ask_more",
        "withdraw",
        "answer",
        "decide",
        "correct",
    ):
        assert petra.get(to(name, uuid4())).status_code == 404, name


def test_the_pages_ask_little_however_many_there_are(petra: Client, led: World, bodies: list[Body]) -> None:
    for _nth in range(25):
        actions.ask(
            title="Fråga",
            text="x",
            applies_to=AppliesTo.OTHER,
            document="",
            asked_on=date(2026, 1, 1),
            wanted_by=None,
            bodies=bodies,
            by=led.actor("petra"),
        )
    for address in (to("overview"), to("questions"), to("questions") + "?sida=2"):
        with CaptureQueriesContext(connection) as queries:
            page = text(petra.get(address))
        assert len(queries) <= MOST_QUERIES
    assert page.count("av 3 har beslutat") == 5
    assert "Visa äldre" not in page


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE programme_bodydecision SET outcome = 'declined'",
        "UPDATE programme_bodydecision SET document = 'x'",
        "UPDATE programme_question SET text = 'x'",
        "UPDATE programme_question SET asked_on = '2020-01-01'",
        "DELETE FROM programme_bodydecision",
        "DELETE FROM programme_question",
        "DELETE FROM programme_body",
        "UPDATE programme_awaited SET body_id = body_id",
    ],
)
def test_the_database_rewrites_nothing(led: World, bodies: list[Body], asked: Question, statement: str) -> None:
    make(led, bodies[0])
    refused(statement)


def test_a_correction_is_made_once_in_the_database(led: World, bodies: list[Body], asked: Question) -> None:
    made = make(led, bodies[0])
    actions.correct(
        made=made,
        because="Det var fel dag.",
        outcome=Outcome.ADOPTED,
        decided_on=clock.today(),
        text="",
        document="§ 12",
        address="",
        by=led.actor("petra"),
    )
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE programme_bodydecision SET corrected_because = 'Något helt annat.' WHERE corrected_because <> ''"
        )
