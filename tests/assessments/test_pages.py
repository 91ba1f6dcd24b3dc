"""What each person sees and can do on the pages of step two."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from kronobarn.assessments import actions
from kronobarn.assessments.models import Analysis, Handover, Observation, Source
from kronobarn.assessments.rules import NextStep, Perspective, draft_key
from kronobarn.circles.rules import Ground
from kronobarn.concerns.models import Matter
from kronobarn.core import clock
from kronobarn.drafts import actions as drafts
from tests.sign_in import sign_in
from tests.world import World

Ask = Callable[..., Source]
Tell = Callable[..., Observation]
As = Callable[[str], Client]
MOST_QUERIES = 15 + 4
"""A test runs inside a transaction of its own: what is a BEGIN and a COMMIT elsewhere is four savepoints here."""


@pytest.fixture
def as_(world: World) -> As:
    """A browser in which somebody of the town has signed in."""

    def call(name: str) -> Client:
        client = Client()
        sign_in(client, world, name)
        return client

    return call


def address(name: str, matter: Matter, *rest: object) -> str:
    return reverse(f"assessments:{name}", args=[matter.pk, *rest])


def pages(matter: Matter) -> dict[str, str]:
    return {
        "gathering": address("gathering", matter),
        "ask": address("ask", matter),
        "wheel": address("wheel", matter),
        "tell": address("tell", matter, "professional", "safe"),
        "analysis": address("analysis", matter),
    }


# Who reaches what --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        ("rut", {"gathering": 200, "ask": 200, "wheel": 200, "tell": 200, "analysis": 200}),
        # Asked, in the same area: reads along, does not decide.
        ("tage", {"gathering": 200, "ask": 403, "wheel": 200, "tell": 200, "analysis": 200}),
        # Asked, in another area or as family: the question and what they wrote.
        ("sanna", {"gathering": 200, "ask": 404, "wheel": 200, "tell": 200, "analysis": 404}),
        ("eva", {"gathering": 200, "ask": 404, "wheel": 200, "tell": 403, "analysis": 404}),
        ("elsa", {"gathering": 200, "ask": 404, "wheel": 200, "tell": 403, "analysis": 404}),
        # Not asked.
        ("emil", dict.fromkeys(["gathering", "ask", "wheel", "tell", "analysis"], 404)),
        ("kim", dict.fromkeys(["gathering", "ask", "wheel", "tell", "analysis"], 404)),
        ("gunnar", dict.fromkeys(["gathering", "ask", "wheel", "tell", "analysis"], 404)),
    ],
)
def test_each_reaches_what_is_theirs(matter: Matter, ask: Ask, as_: As, name: str, statuses: dict[str, int]) -> None:
    for asked in ("tage", "sanna", "eva", "elsa"):
        ask(asked)
    client = as_(name)

    assert {page: client.get(url).status_code for page, url in pages(matter).items()} == statuses


def test_pages_about_no_matter_are_not_there(as_: As) -> None:
    client = as_("rut")

    for page in ("gathering", "wheel", "analysis", "handover"):
        assert client.get(reverse(f"assessments:{page}", args=[uuid4()])).status_code == 404


@pytest.mark.parametrize("page", ["gathering", "ask", "wheel", "tell", "analysis"])
def test_a_page_asks_the_database_few_questions(
    matter: Matter,
    ask: Ask,
    tell: Tell,
    analysis: Analysis,
    as_: As,
    page: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for name in ("tage", "sanna", "eva", "elsa"):
        ask(name)
    for name in ("tage", "eva", "elsa", "rut"):
        for area in ("safe", "healthy", "active"):
            tell(name, area)
    client = as_("rut")

    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(pages(matter)[page]).status_code == 200


@pytest.mark.parametrize("name", ["sanna", "eva", "elsa"])
def test_the_page_of_the_one_who_is_asked_asks_few_questions(
    matter: Matter, ask: Ask, as_: As, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ask(name)
    client = as_(name)

    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(address("gathering", matter))


# Gathering ---------------------------------------------------------------------------------


def test_before_anybody_is_asked_the_page_says_what_will_come(matter: Matter, as_: As) -> None:
    page = as_("rut").get(address("gathering", matter)).content.decode()

    assert "Ingen är tillfrågad än" in page
    assert address("ask", matter) in page


def test_rut_sees_how_far_each_has_come(world: World, matter: Matter, ask: Ask, tell: Tell, as_: As) -> None:
    ask("tage")
    ask("eva")
    tell("eva")
    actions.decline_source(source=ask("sanna"), reason="Känner inte Elsa.", by=world.actor("sanna"))

    page = as_("rut").get(address("gathering", matter)).content.decode()

    for words in ("Inte påbörjad", "Öppnad, något saknas", "Har tackat nej", "Känner inte Elsa."):
        assert words in page


def test_sanna_sees_the_question_and_not_what_others_said(matter: Matter, ask: Ask, tell: Tell, as_: As) -> None:
    ask("sanna", question="Hur mår Elsa?")
    ask("eva")
    tell("eva", works="Mormor hjälper till.")

    page = as_("sanna").get(address("gathering", matter)).content.decode()
    wheel = as_("sanna").get(address("wheel", matter)).content.decode()

    assert "Hur mår Elsa?" in page
    assert "Mormor" not in page + wheel
    assert "Eva i Ängsby" not in page + wheel


def test_rut_asks_sanna(world: World, matter: Matter, as_: As) -> None:
    answer = as_("rut").post(
        address("ask", matter),
        {
            "who": f"a:{world.assignments['sanna'].pk}",
            "due_on": (clock.today() + timedelta(days=3)).isoformat(),
            "ground": "harm_test",
            "purpose": "För att veta vad som behövs.",
        },
    )

    assert answer.status_code == 302
    assert as_("sanna").get(address("gathering", matter)).status_code == 200


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Välj vem du vill fråga."),
        ({"who": "a:0"}, "Välj ett giltigt alternativ"),
        ({"who": "sanna"}, "Välj varför uppgifterna får lämnas"),
        ({"who": "sanna", "ground": "consent"}, "Det här följer inte med till"),
        ({"who": "tage", "due_on": "2020-01-01"}, "Dagen har redan varit"),
        ({"who": "pelle"}, "Välj ett giltigt alternativ"),
    ],
)
def test_a_question_that_cannot_be_sent_says_why(
    world: World, matter: Matter, as_: As, typed: dict[str, str], sentence: str
) -> None:
    if typed.get("who") in world.assignments:
        typed = {**typed, "who": f"a:{world.assignments[typed['who']].pk}"}
    typed = {
        "due_on": clock.today().isoformat(),
        "question": "Det jag redan skrev",
        "purpose": "För att veta mer.",
        **typed,
    }

    answer = as_("rut").post(address("ask", matter), typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Det jag redan skrev" in page


def test_nobody_is_chosen_before_rut_chooses_and_the_child_stands_first(matter: Matter, as_: As) -> None:
    page = as_("rut").get(address("ask", matter)).content.decode()
    choices = page[page.index("<select") : page.index("</select>")]

    assert choices.index('<option value=""') < choices.index("(barnet)") < choices.index("Ängsskolan")


def test_eva_tells_and_says_that_she_is_done(matter: Matter, ask: Ask, as_: As) -> None:
    source = ask("eva")
    client = as_("eva")

    assert client.post(reverse("assessments:done", args=[source.pk])).status_code == 403  # nothing told yet
    told = client.post(address("tell", matter, "guardian", "safe"), {"works": "Trygg hemma."})
    done = client.post(reverse("assessments:done", args=[source.pk]), follow=True)

    assert told["Location"] == address("tell", matter, "guardian", "healthy")
    assert "Den som frågade ser att det är klart." in done.content.decode()


def test_elsa_says_no(matter: Matter, ask: Ask, as_: As) -> None:
    source = ask("elsa")
    url = reverse("assessments:source", args=[source.pk])
    client = as_("elsa")

    assert "Det är helt okej att säga nej" in client.get(url).content.decode()
    assert client.post(url, {"reason": ""}).status_code == 302
    assert "Har tackat nej" in as_("rut").get(address("gathering", matter)).content.decode()


def test_another_ones_question_is_not_there(ask: Ask, as_: As) -> None:
    source = ask("eva")
    ask("sanna")
    url = reverse("assessments:source", args=[source.pk])

    assert as_("sanna").get(url).status_code == 404
    assert as_("sanna").post(reverse("assessments:done", args=[source.pk])).status_code == 404
    assert as_("rut").get(url).status_code == 200


# Telling -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("side", "area"), [("professional", "rich"), ("friend", "safe")])
def test_unknown_words_in_the_address_are_not_there(matter: Matter, as_: As, side: str, area: str) -> None:
    assert as_("rut").get(address("tell", matter, side, area)).status_code == 404


def test_an_empty_observation_is_not_saved(matter: Matter, as_: As) -> None:
    answer = as_("rut").post(
        address("tell", matter, "professional", "safe"),
        {"happened_on": clock.today().isoformat(), "known_how": "own_observation"},
    )

    assert answer.status_code == 422
    assert "Skriv något som fungerar, eller något som är svårt." in answer.content.decode()


def test_each_reader_is_asked_in_their_own_words(matter: Matter, ask: Ask, as_: As) -> None:
    ask("elsa")
    ask("eva")

    child = as_("elsa").get(address("tell", matter, "child", "safe")).content.decode()
    guardian = as_("eva").get(address("tell", matter, "guardian", "safe")).content.decode()

    assert "Var känner du dig trygg?" in child
    assert "När känner sig ditt barn som tryggast?" in guardian
    assert "Detta kommer att ses av:" in child
    assert "Ordagrant" not in child + guardian


def test_rut_writes_down_what_elsa_says_word_for_word(matter: Matter, as_: As) -> None:
    url = address("tell", matter, "child", "safe")
    client = as_("rut")
    typed = {"works": "Trygg hos mormor.", "happened_on": clock.today().isoformat(), "known_how": "told_by_child"}

    refused = client.post(url, typed)
    saved = client.post(url, {**typed, "exact_words": "Mormor är snäll.", "said_by": "Elsa, hos Rut"})

    assert refused.status_code == 422
    assert "ordagrant" in refused.content.decode()
    assert saved.status_code == 302
    assert "Mormor är snäll." in client.get(address("wheel", matter)).content.decode()


def test_sanna_chooses_whether_to_pass_on(matter: Matter, ask: Ask, as_: As) -> None:
    ask("sanna")
    url = address("tell", matter, "professional", "healthy")
    client = as_("sanna")
    typed = {"works": "Växer som hon ska.", "happened_on": clock.today().isoformat(), "known_how": "from_document"}

    assert "Får den som frågar läsa" in client.get(url).content.decode()
    assert client.post(url, typed).status_code == 422
    without_reason = client.post(url, {**typed, "share": "keep"})
    assert (without_reason.status_code, "Skriv varför" in without_reason.content.decode()) == (422, True)
    assert client.post(url, {**typed, "share": "harm_test", "necessity": "x"}).status_code == 422
    assert client.post(url, {**typed, "share": "harm_test", "necessity": "Rut behöver veta det."}).status_code == 302
    assert "Växer som hon ska." in as_("rut").get(address("wheel", matter)).content.decode()


def test_a_correction_keeps_the_old_words(matter: Matter, tell: Tell, as_: As) -> None:
    first = tell("rut", works="Sover gott.")
    url = address("tell", matter, "professional", "healthy") + f"?ratta={first.pk}"
    client = as_("rut")

    assert "Sover gott." in client.get(url).content.decode()
    again = {"works": "Sover oroligt.", "happened_on": clock.today().isoformat(), "known_how": "own_observation"}
    assert client.post(url, again).status_code == 302
    page = client.get(address("wheel", matter)).content.decode()
    assert "Sover oroligt." in page
    assert "Visa det som stod förut" in page


def test_elsas_own_words_have_no_way_to_be_corrected_by_others(matter: Matter, ask: Ask, tell: Tell, as_: As) -> None:
    ask("elsa")
    words = tell("elsa")

    assert as_("rut").get(address("tell", matter, "child", "healthy") + f"?ratta={words.pk}").status_code == 404
    assert f"?ratta={words.pk}" not in as_("rut").get(address("wheel", matter)).content.decode()


def test_a_half_written_area_is_kept(world: World, matter: Matter, as_: As) -> None:
    drafts.keep(
        child_id=world.elsa.pk,
        form=draft_key(matter.pk, Perspective.PROFESSIONAL, "safe"),
        typed=QueryDict("works=Halvfärdigt"),
        by=world.actor("rut"),
    )

    page = as_("rut").get(address("tell", matter, "professional", "safe")).content.decode()

    assert "Halvfärdigt" in page
    assert "data-autosave" in page


def test_the_wheel_shows_differences_as_something_to_talk_about(matter: Matter, ask: Ask, tell: Tell, as_: As) -> None:
    ask("elsa")
    tell("elsa", works="Jag sover bra.")
    tell("rut", works="", hard="Somnar på lektionerna.")

    page = as_("rut").get(address("wheel", matter)).content.decode()

    assert "Ni ser olika på det här. Prata om det tillsammans." in page
    assert "Jag sover bra." in page
    assert "Somnar på lektionerna." in page


def test_a_childs_wheel_does_not_say_that_the_others_have_been_silent(
    matter: Matter, ask: Ask, tell: Tell, as_: As
) -> None:
    ask("elsa")
    tell("elsa", works="Jag sover bra.")
    tell("rut", works="", hard="Somnar på lektionerna.")

    page = as_("elsa").get(address("wheel", matter)).content.decode()

    assert "Jag sover bra." in page
    assert "<figcaption>Du</figcaption>" in page
    assert "Professionella" not in page
    assert "Ingen har skrivit" not in page


# Analysis, decision, hand-over ---------------------------------------------------------------


ANALYSIS = {"q_obstacle": "Sömnen.", "child_view": "Jag vill sova.", "child_view_how": "Elsa sa det."}


def test_rut_goes_from_the_questions_to_a_checked_decision(world: World, matter: Matter, as_: As) -> None:
    client = as_("rut")

    assert client.post(address("analysis", matter), ANALYSIS)["Location"] == address("decide", matter)
    chosen = {"decision": "own_service", "reason": "Skolan ordnar vila."}
    check = client.post(address("decide", matter), chosen).content.decode()
    assert "Kontrollera innan du bestämmer" in check
    assert "Skolan ordnar vila." in check
    with world.as_("rut"):
        matter.refresh_from_db()
    assert matter.state == "gathering"  # nothing yet
    done = client.post(address("decide", matter), {**chosen, "confirm": "1"}, follow=True).content.decode()
    assert "Ärendet är avslutat." in done
    with world.as_("rut"):
        matter.refresh_from_db()
    assert matter.state == "closed"


def test_a_checked_decision_can_be_changed(matter: Matter, analysis: Analysis, as_: As) -> None:
    answer = as_("rut").post(
        address("decide", matter), {"decision": "together", "reason": "BUP behövs här.", "change": "1"}
    )

    assert answer.status_code == 200
    assert "BUP behövs här." in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"decision": "together"}, "Skriv varför du bestämmer så"),
        ({"reason": "Därför att det behövs."}, "Välj vem som kan möta barnets behov."),
        ({"decision": "other_service", "reason": "Därför att det behövs."}, "Välj vem som ska ta emot."),
        (
            {"decision": "other_service", "reason": "Därför att det behövs.", "to_assignment": "bo"},
            "Välj varför uppgifterna får",
        ),
        (
            {"decision": "other_service", "reason": "Därför att det behövs.", "to_assignment": "a:0"},
            "Välj ett giltigt alternativ",
        ),
    ],
)
def test_a_decision_that_cannot_be_made_says_why(
    world: World, matter: Matter, analysis: Analysis, as_: As, typed: dict[str, str], sentence: str
) -> None:
    if typed.get("to_assignment") == "bo":
        typed = {**typed, "to_assignment": f"a:{world.assignments['bo'].pk}"}

    answer = as_("rut").post(address("decide", matter), {**typed, "confirm": "1"})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_without_an_analysis_there_is_nothing_to_decide(matter: Matter, as_: As) -> None:
    assert as_("rut").get(address("decide", matter))["Location"] == address("analysis", matter)


def test_a_decision_is_made_once(matter: Matter, analysis: Analysis, as_: As) -> None:
    chosen = {"decision": "together", "reason": "BUP behövs här.", "confirm": "1"}
    client = as_("rut")

    assert client.post(address("decide", matter), chosen).status_code == 302
    again = client.post(address("decide", matter), chosen)

    assert again.status_code == 403
    page = again.content.decode()
    assert "redan bestämt" in page
    assert "<dt>Vem kan möta barnets behov?</dt><dd>" in page
    assert "BUP behövs här.</textarea>" in page


def test_a_question_to_somebody_is_not_lost_when_the_next_step_is_decided(
    world: World, matter: Matter, analysis: Analysis, as_: As
) -> None:
    client = as_("rut")
    client.post(address("decide", matter), {"decision": "together", "reason": "BUP behövs här.", "confirm": "1"})
    whom = f"a:{world.assignments['tage'].pk}"

    refused = client.post(address("ask", matter), {"who": whom, "question": "Hur?", "due_on": "2027-01-15"})
    page = refused.content.decode()

    assert refused.status_code == 403
    assert "Tage" in page
    assert "<dd>15 januari 2027</dd>" in page
    assert "Hur?</textarea>" in page


def test_without_the_childs_view_nothing_is_decided(matter: Matter, as_: As) -> None:
    client = as_("rut")
    client.post(address("analysis", matter), {"q_obstacle": "Sömnen."})

    answer = client.get(address("decide", matter))

    assert answer.status_code == 403
    assert "barnets egen syn" in answer.content.decode()


@pytest.fixture
def handover(world: World, analysis: Analysis) -> Handover:
    actions.decide(
        analysis=analysis,
        decision=NextStep.OTHER_SERVICE,
        reason="BUP är rätt.",
        to_assignment=world.assignments["bo"],
        ground=Ground.HARM_TEST,
        necessity="BUP behöver analysen.",
        by=world.actor("rut"),
    )
    with world.as_("rut") as rut:
        found: Handover = Handover.objects.visible_to(rut).get()
    return found


def test_bo_reads_the_analysis_and_receives(
    matter: Matter, handover: Handover, as_: As, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, url = as_("bo"), address("handover", matter)

    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(url).content.decode()
    received = client.post(url, {"receive": "1"}, follow=True).content.decode()

    assert "Sover för lite." in page
    assert "Ta emot" in page
    assert "Mottaget" in received
    assert "avslutat hos dig" in as_("rut").get(address("analysis", matter)).content.decode()


def test_bo_says_no_with_a_reason_and_leaves(matter: Matter, handover: Handover, as_: As) -> None:
    client, url = as_("bo"), address("handover", matter)

    assert client.post(url, {"decline": "1"}).status_code == 422
    assert client.post(url, {"decline": "1", "answer": "Det är fel mottagning."}).status_code == 302
    assert client.get(url).status_code == 404
    page = as_("rut").get(url).content.decode()
    assert "Det är fel mottagning." in page
    assert "Gör en ny analys" in page


def test_only_the_one_who_is_asked_answers_a_hand_over(matter: Matter, handover: Handover, as_: As) -> None:
    page = as_("rut").get(address("handover", matter)).content.decode()

    assert "Väntar på svar" in page
    assert as_("rut").post(address("handover", matter), {"receive": "1"}).status_code == 403
    assert as_("gunnar").get(address("handover", matter)).status_code == 404
