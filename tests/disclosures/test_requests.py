"""Asking another service for information, and the answer: all, some, or nothing, which says no more than that."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, transaction
from django.test import Client
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.chronology.log import looks
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Disclosure, Record
from kronobarn.circles.rules import Ground
from kronobarn.core.decisions import Denied
from kronobarn.disclosures import actions
from kronobarn.disclosures.models import Extent, InformationRequest
from kronobarn.disclosures.rules import State, Verdict
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell
from tests.world import World


def asked(world: World, by: str = "sanna", **rest: Any) -> InformationRequest:
    words = {"what": "Hur gick mötet?", "why": "Jag planerar samtalen.", "ground": Ground.HARM_TEST}
    if by in ("eva", "elsa"):
        words = {"what": "Jag vill läsa analysen."}
    return actions.ask(
        child_id=world.elsa.pk,
        to_area=world.areas["skolan"],
        by=world.actor(by),
        **(words | rest),
    )


def answered(
    world: World, request: InformationRequest, verdict: Verdict, story: Story, **rest: Any
) -> InformationRequest:
    gives = {"records": [story.analysis.pk], "ground": Ground.HARM_TEST, "necessity": "Det behövs där."}
    said = {**(gives if verdict != Verdict.REFUSED else {}), "answer": "Det här är vårt svar.", **rest}
    return actions.answer(request=request, verdict=verdict, by=world.actor("rut"), **said)


def waiting(world: World, name: str, kind: TaskKind) -> int:
    with world.as_(name) as actor:
        return Task.objects.visible_to(actor).filter(kind=kind, done_at=None).count()


def page(client: Client, world: World, name: str, request: InformationRequest) -> str:
    sign_in(client, world, name)
    return client.get(reverse("disclosures:request", args=[request.pk])).content.decode()


@pytest.mark.parametrize("by", ["sanna", "eva", "elsa"])
def test_what_is_asked_waits_for_whoever_carries_the_child_and_the_answer_for_whoever_asked(
    world: World, by: str
) -> None:
    story = tell(world, Stage.TOGETHER)
    request = asked(world, by)
    assert waiting(world, "rut", TaskKind.ANSWER_REQUEST) == 1

    answered(world, request, Verdict.GRANTED, story)
    assert waiting(world, "rut", TaskKind.ANSWER_REQUEST) == 0
    assert waiting(world, by, TaskKind.READ_ANSWER) == 1
    with world.as_(by) as actor:
        assert Record.objects.visible_to(actor).filter(pk=story.analysis.pk).exists()
        kinds = set(LogEntry.objects.visible_to(actor).values_list("kind", flat=True))
    assert {"information.asked", "information.answered"} <= kinds

    actions.have_read(request=request, by=world.actor(by))
    assert waiting(world, by, TaskKind.READ_ANSWER) == 0


def test_whoever_asked_sees_the_answer_and_nothing_of_what_was_not_given(client: Client, world: World) -> None:
    story = tell(world, Stage.TOGETHER)
    whole = answered(world, asked(world), Verdict.IN_PART, story)
    text = page(client, world, "sanna", whole)
    assert "Besvarad" in text
    assert "En del lämnades ut" not in text
    assert "Det här är vårt svar." in text
    with world.as_("sanna") as sanna:
        readable = set(Record.objects.visible_to(sanna).values_list("pk", flat=True))
        known = set(Disclosure.objects.visible_to(sanna).values_list("record", flat=True))
    assert known <= readable
    assert "En del lämnades ut" in page(client, world, "rut", whole)


def test_a_refusal_is_kept_with_its_reason(client: Client, world: World) -> None:
    story = tell(world, Stage.TOGETHER)
    refused = answered(world, asked(world, "eva"), Verdict.REFUSED, story)
    text = page(client, world, "eva", refused)
    assert "Lämnades inte ut" in text
    assert "Det här är vårt svar." in text
    assert "skriftligt beslut" in text
    with world.as_("eva") as eva:
        assert not Record.objects.visible_to(eva).filter(pk=story.analysis.pk).exists()


@pytest.mark.parametrize(
    ("verdict", "changed", "sentence"),
    [
        (Verdict.REFUSED, {"answer": " "}, "Skriv ett svar"),
        (Verdict.IN_PART, {"answer": ""}, "Skriv ett svar"),
        (Verdict.REFUSED, {"answer": "Nej."}, "Skriv en mening"),
        (Verdict.GRANTED, {"necessity": "x"}, "Skriv en mening"),
        (Verdict.GRANTED, {"records": []}, "Välj minst en handling"),
        (Verdict.GRANTED, {"ground": None}, "på vilken grund"),
        (Verdict.GRANTED, {"ground": Ground.CRIME}, "Välj en annan grund"),
        (Verdict.GRANTED, {"necessity": ""}, "varför det behövs"),
        (Verdict.REFUSED, {"records": ["analysis"]}, "svarat att inget lämnas ut"),
    ],
)
def test_an_answer_says_what_it_needs(world: World, verdict: Verdict, changed: dict[str, Any], sentence: str) -> None:
    story = tell(world, Stage.TOGETHER)
    if changed.get("records") == ["analysis"]:
        changed = {"records": [story.analysis.pk]}
    with pytest.raises(ValidationError, match=sentence):
        answered(world, asked(world), verdict, story, **changed)
    assert waiting(world, "rut", TaskKind.ANSWER_REQUEST) == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"what": " "}, "Skriv vad du vill veta"),
        ({"why": ""}, "Skriv varför ni behöver"),
        ({"why": "x y z"}, "Skriv en mening"),
        ({"to": "bup"}, "Välj en annan verksamhet"),
        ({"to": "elevhalsa"}, "Välj en annan verksamhet"),
        ({"ground": Ground.CRIME}, "Välj en annan grund"),
    ],
)
def test_a_question_says_what_it_needs(world: World, changed: dict[str, Any], sentence: str) -> None:
    tell(world, Stage.TOGETHER)
    if "to" in changed:
        changed = {"to_area": world.areas[changed["to"]]}
    with pytest.raises(ValidationError, match=sentence):
        actions.ask(
            **{
                "child_id": world.elsa.pk,
                "to_area": world.areas["skolan"],
                "what": "Hur går det?",
                "why": "För att hjälpa Elsa.",
                "by": world.actor("sanna"),
                **changed,
            }
        )


def test_who_has_only_noticed_something_asks_nobody(world: World) -> None:
    tell(world, Stage.TOGETHER)
    with pytest.raises(Denied, match="Din plats är till för att berätta"):
        actions.ask(
            child_id=world.elsa.pk,
            to_area=world.areas["elevhalsa"],
            what="Hur?",
            why="För att hjälpa Elsa.",
            by=world.actor("tage"),
        )


def test_only_those_who_were_asked_answer_and_once(world: World) -> None:
    story = tell(world, Stage.TOGETHER)
    request = asked(world)
    with pytest.raises(Denied, match="den verksamhet som har fått frågan"):
        actions.answer(request=request, verdict=Verdict.REFUSED, answer="Nej.", by=world.actor("sanna"))
    answered(world, request, Verdict.REFUSED, story)
    with pytest.raises(Denied, match="redan besvarad"):
        answered(world, request, Verdict.GRANTED, story)


@pytest.mark.parametrize(
    ("who", "sees"),
    [("sanna", True), ("rut", True), ("emil", False), ("elsa", False), ("tage", False), ("bo", False)],
)
def test_a_request_is_for_its_two_sides(client: Client, world: World, who: str, sees: bool) -> None:
    tell(world, Stage.TOGETHER)
    request = asked(world)
    sign_in(client, world, who)
    assert (client.get(reverse("disclosures:request", args=[request.pk])).status_code == 200) is sees


def test_a_guardians_question_is_not_told_to_the_other(client: Client, world: World) -> None:
    tell(world, Stage.TOGETHER)
    request = asked(world, "eva")
    for name in ("emil", "elsa", "sanna"):
        sign_in(client, world, name)
        assert client.get(reverse("disclosures:request", args=[request.pk])).status_code == 404
    with world.as_("emil") as emil:
        shown, _more = looks(world.elsa, emil)
    assert "Bad om uppgifter" not in {one.what for one in shown}


def test_the_database_lets_nobody_ask_for_another_or_answer_twice(world: World) -> None:
    story = tell(world, Stage.TOGETHER)
    request = answered(world, asked(world), Verdict.REFUSED, story)
    with world.as_("sanna"), pytest.raises(Error), transaction.atomic():
        InformationRequest.objects.filter(pk=request.pk).update(answer="Ja.")
    with world.as_("rut"), pytest.raises(Error, match="answered once"), transaction.atomic():
        InformationRequest.objects.filter(pk=request.pk).update(answer="Något annat.")


def test_the_pages_ask_check_and_answer(client: Client, world: World) -> None:
    story = tell(world, Stage.TOGETHER)
    sign_in(client, world, "eva")
    ask = reverse("disclosures:ask", args=[world.elsa.pk])
    assert "Jag vill läsa något" in client.get(ask).content.decode()
    wrong = client.post(ask, {"to_area": world.areas["skolan"].pk, "what": ""})
    assert (wrong.status_code, "Skriv vad du vill veta." in wrong.content.decode()) == (422, True)
    sent = client.post(ask, {"to_area": world.areas["skolan"].pk, "what": "Analysen, tack."}, follow=True)
    assert "Frågan är skickad." in sent.content.decode()

    with world.as_("rut"):
        request = InformationRequest.objects.get(child=world.elsa)
    address = reverse("disclosures:request", args=[request.pk])
    sign_in(client, world, "rut")
    assert "betydande men" in client.get(address).content.decode()
    said = {"verdict": "in_part", "items": [str(story.analysis.pk)], "answer": ""}
    wrong = client.post(address, said)
    assert (wrong.status_code, "Skriv ett svar till den som har frågat." in wrong.content.decode()) == (422, True)
    said["answer"] = "Här är analysen."
    assert "Granska svaret" in client.post(address, said).content.decode()
    assert client.post(address, {**said, "step": "change"}).status_code == 200
    assert "Svaret är skickat." in client.post(address, {**said, "step": "send"}, follow=True).content.decode()
    assert "En del lämnades ut" in client.get(reverse("disclosures:requests", args=[world.elsa.pk])).content.decode()

    sign_in(client, world, "eva")
    assert "Jag har läst svaret" in client.get(address).content.decode()
    assert client.post(reverse("disclosures:have_read", args=[request.pk])).status_code == 302
    assert "Jag har läst svaret" not in client.get(address).content.decode()


@pytest.mark.parametrize("by", ["sanna", "eva", "elsa"])
def test_whoever_asked_takes_the_question_back_until_it_is_answered(client: Client, world: World, by: str) -> None:
    story = tell(world, Stage.TOGETHER)
    request = asked(world, by)
    for other in ("rut", "sofia"):
        with pytest.raises(Denied, match="den som har frågat"):
            actions.withdraw(request=request, by=world.actor(other))
    sign_in(client, world, by)
    withdraw = reverse("disclosures:withdraw", args=[request.pk])
    assert "Ta tillbaka frågan" in client.get(reverse("disclosures:request", args=[request.pk])).content.decode()
    assert "Du tog tillbaka frågan" in client.post(withdraw, follow=True).content.decode()
    assert waiting(world, "rut", TaskKind.ANSWER_REQUEST) == 0
    with world.as_(by) as actor:
        assert InformationRequest.objects.visible_to(actor).get().state == State.WITHDRAWN
        assert "information.withdrawn" in set(LogEntry.objects.visible_to(actor).values_list("kind", flat=True))
    text = page(client, world, "rut", request)
    assert "Du behöver inte svara på den." in text
    assert "Granska svaret" not in text
    with pytest.raises(Denied, match="tillbakatagen"):
        answered(world, request, Verdict.GRANTED, story)
    with pytest.raises(Denied, match="tillbakatagen"):
        actions.withdraw(request=request, by=world.actor(by))


def test_what_is_answered_is_not_taken_back(world: World) -> None:
    story = tell(world, Stage.TOGETHER)
    request = answered(world, asked(world), Verdict.REFUSED, story)
    with pytest.raises(Denied, match="redan besvarad"):
        actions.withdraw(request=request, by=world.actor("sanna"))
    changed = {"state": "withdrawn", "answered_at": None, "answered_by": None}
    with world.as_("sanna") as sanna, pytest.raises(Error), transaction.atomic():
        InformationRequest.objects.filter(pk=request.pk).update(
            **changed, withdrawn_at=request.asked_at, withdrawn_by=sanna.person_id
        )


def test_in_the_database_too_how_much_there_was_and_what_was_refused_is_for_those_who_answered(world: World) -> None:
    story = tell(world, Stage.TOGETHER)
    answered(world, asked(world), Verdict.IN_PART, story)
    circles.refuse_disclosure(
        record=story.analysis.record,
        to_area=world.areas["elevhalsa"],
        necessity="Det skadar barnet.",
        by=world.actor("rut"),
    )
    for name, sees in (("rut", True), ("sanna", False)):
        with world.as_(name):
            assert Extent.objects.filter(child=world.elsa).exists() is sees
            assert Disclosure.objects.filter(child=world.elsa, granted=False).exists() is sees
    with world.as_("sanna"):
        assert InformationRequest.objects.get().state == State.ANSWERED


def test_without_questions_the_page_teaches(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    assert "Inga frågor än" in client.get(reverse("disclosures:requests", args=[world.elsa.pk])).content.decode()
    assert "Det finns ingen att fråga" in client.get(reverse("disclosures:ask", args=[world.elsa.pk])).content.decode()
