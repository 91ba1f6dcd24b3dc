"""A guardian who tells aloud, and a hand-over that is declined or taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from kronobarn.assessments import actions
from kronobarn.assessments.models import Analysis, Handover, Observation, Source
from kronobarn.assessments.rules import NextStep, Perspective, SourceState, ToldHow
from kronobarn.audit.models import LogEntry
from kronobarn.circles.models import Disclosure, Record, Seat
from kronobarn.circles.rules import Ground
from kronobarn.concerns.models import Matter
from kronobarn.core.decisions import Denied
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from tests.sign_in import sign_in
from tests.world import World

Make = Callable[..., Any]
EVAS = {"perspective": Perspective.GUARDIAN, "exact_words": "Hon vaknar klockan tre.", "hard": "Vaknar."}


def source_of(world: World, name: str) -> Source:
    with world.as_("rut") as rut:
        found: Source = Source.objects.visible_to(rut).get(person=world.people[name])
        return found


def waits(world: World, name: str) -> bool:
    with world.as_(name) as actor:
        return Task.objects.visible_to(actor).filter(kind=TaskKind.TELL, done_at=None).exists()


def logged(world: World, kind: str) -> bool:
    with world.as_("rut") as rut:
        return LogEntry.objects.visible_to(rut).filter(child_id=world.elsa.pk, kind=kind).exists()


def test_words_written_for_a_guardian_open_their_question_and_not_the_others(
    world: World, ask: Make, tell: Make
) -> None:
    ask("eva")
    ask("emil")
    tell("rut", told_by=world.people["eva"], told_how=ToldHow.PHONE, **EVAS)

    assert source_of(world, "eva").state == SourceState.SOMETHING_MISSING
    assert source_of(world, "emil").state == SourceState.NOT_STARTED


def test_a_guardian_who_has_told_all_need_not_write(world: World, matter: Matter, ask: Make, tell: Make) -> None:
    ask("eva")
    assert waits(world, "eva")

    written = tell("rut", told_by=world.people["eva"], told_how=ToldHow.PHONE, told_all=True, **EVAS)

    source = source_of(world, "eva")
    assert (source.state, source.told_how) == (SourceState.DONE, ToldHow.PHONE)
    assert source.finished_by == world.people["rut"]
    assert not waits(world, "eva")
    assert logged(world, "source.told")
    assert written.said_by == "Eva i Ängsby, i telefon"
    with world.as_("eva") as eva:
        assert Observation.objects.visible_to(eva).get().pk == written.pk
    with world.as_("emil") as emil:
        assert not Observation.objects.visible_to(emil).exists()


def test_asked_again_it_is_the_guardians_own_to_tell(world: World, ask: Make, tell: Make) -> None:
    ask("eva")
    tell("rut", told_by=world.people["eva"], told_how=ToldHow.IN_PERSON, told_all=True, **EVAS)
    again = ask("eva")
    assert (again.state, again.told_how) == (SourceState.SOMETHING_MISSING, "")
    assert waits(world, "eva")


def test_the_words_belong_to_one_of_the_childs_guardians(world: World, matter: Matter, tell: Make) -> None:
    with pytest.raises(ValidationError, match="Välj en av barnets vårdnadshavare"):
        tell("rut", told_by=world.people["nora"], **EVAS)
    with pytest.raises(ValidationError, match="Välj en av barnets vårdnadshavare"):
        tell("rut", told_by=world.people["eva"], perspective=Perspective.CHILD, exact_words="Jag", works="Bra")


def test_nothing_is_marked_as_told_before_it_is_written(world: World, ask: Make) -> None:
    ask("eva")
    with pytest.raises(ValidationError, match="Inget av det som sagts är nedskrivet"):
        actions.mark_source_told(source=source_of(world, "eva"), how=ToldHow.PHONE, by=world.actor("rut"))


def test_only_the_familys_question_is_settled_by_another(world: World, ask: Make) -> None:
    ask("sanna")
    with pytest.raises(Denied, match="bara för barnet och vårdnadshavare"):
        actions.mark_source_told(source=source_of(world, "sanna"), how=ToldHow.PHONE, by=world.actor("rut"))
    ask("eva")
    with pytest.raises(Denied):
        actions.mark_source_told(source=source_of(world, "eva"), how=ToldHow.PHONE, by=world.actor("eva"))


def test_the_form_asks_whose_words_and_the_list_says_how(
    client: Client, world: World, matter: Matter, ask: Make
) -> None:
    ask("eva")
    sign_in(client, world, "rut")
    url = reverse("assessments:tell", args=[matter.pk, "guardian", "healthy"])
    assert "Vems ord är det?" in client.get(url).content.decode()
    words = {"exact_words": "Hon vaknar klockan tre.", "hard": "Vaknar.", "happened_on": "2026-01-02"}
    words["known_how"] = "told_by_guardian"
    assert "Välj vem det är som berättar" in client.post(url, words).content.decode()
    other = client.post(url, words | {"told_by": "other", "told_all": "on", "told_how": "phone"})
    assert other.status_code == 422
    assert "Skriv vem som sa det" in other.content.decode()
    assert "Välj vilken vårdnadshavare som är klar" in other.content.decode()

    said = words | {"told_by": str(world.people["eva"].pk), "told_how": "phone"}
    assert client.post(url, said).status_code == 302
    page = reverse("assessments:source", args=[source_of(world, "eva").pk])
    assert "Har berättat för dig" in client.get(page).content.decode()
    told = reverse("assessments:told", args=[source_of(world, "eva").pk])
    assert client.post(told, {}).status_code == 422
    assert client.post(told, {"told_how": "phone"}).status_code == 302
    gathering = client.get(reverse("assessments:gathering", args=[matter.pk])).content.decode()
    assert "Klar, berättade för Rut i Ängsby i telefon" in gathering
    assert client.post(told, {"told_how": "phone"}).status_code == 403
    assert client.get(url + f"?ratta={_written(world)}").status_code == 200


def _written(world: World) -> object:
    with world.as_("rut") as rut:
        return Observation.objects.visible_to(rut).get().pk


def test_a_child_without_a_question_is_settled_by_nobody(world: World, matter: Matter, tell: Make) -> None:
    tell("rut", perspective=Perspective.CHILD, exact_words="Jag är trött", said_by="Elsa", told_all=True)
    with world.as_("rut") as rut:
        assert not Source.objects.visible_to(rut).exists()


# The hand-over of a matter ------------------------------------------------------------------------------------


@pytest.fixture
def handover(world: World, analysis: Analysis) -> Handover:
    actions.decide(
        analysis=analysis,
        decision=NextStep.OTHER_SERVICE,
        reason="BUP kan hjälpa Elsa bäst.",
        to_assignment=world.assignments["bo"],
        ground=Ground.HARM_TEST,
        necessity="BUP behöver analysen.",
        by=world.actor("rut"),
    )
    with world.as_("rut") as rut:
        found: Handover = Handover.objects.visible_to(rut).get()
        return found


def end(world: World, handover: Handover, how: str) -> None:
    if how == "decline":
        actions.decline_handover(handover=handover, reason="Det är fel mottagning.", by=world.actor("bo"))
    else:
        actions.withdraw_handover(handover=handover, by=world.actor("rut"))


@pytest.mark.parametrize("how", ["decline", "withdraw"])
def test_what_was_passed_on_for_a_hand_over_ends_with_it(world: World, handover: Handover, how: str) -> None:
    end(world, handover, how)

    with world.as_("rut") as rut:
        given = Disclosure.objects.visible_to(rut).filter(to_area=world.areas["bup"], granted=True)
        assert given.count() == 2
        assert not given.standing().exists()
        assert not Seat.objects.visible_to(rut).standing().filter(person=world.people["bo"]).exists()
        assert Task.objects.visible_to(rut).filter(kind=TaskKind.ANALYSE, done_at=None).exists()
        assert not Task.objects.filter(child=world.elsa, kind=TaskKind.ACCEPT_HANDOVER, done_at=None).exists()
    with world.as_("bo") as bo:
        assert not Record.objects.visible_to(bo).exists()
    assert logged(world, "handover.declined" if how == "decline" else "handover.withdrawn")


@pytest.mark.parametrize("how", ["decline", "withdraw"])
def test_what_was_passed_on_before_stays(world: World, ask: Make, analysis: Analysis, how: str) -> None:
    ask("bo")
    actions.decide(
        analysis=analysis,
        decision=NextStep.OTHER_SERVICE,
        reason="BUP kan hjälpa Elsa bäst.",
        to_assignment=world.assignments["bo"],
        ground=Ground.HARM_TEST,
        necessity="BUP behöver analysen.",
        by=world.actor("rut"),
    )
    with world.as_("rut") as rut:
        handover = Handover.objects.visible_to(rut).get()
    end(world, handover, how)
    with world.as_("bo") as bo:
        assert set(Record.objects.visible_to(bo).values_list("kind", flat=True)) == {"matter"}


def test_after_a_regret_another_is_asked(world: World, matter: Matter, handover: Handover) -> None:
    end(world, handover, "withdraw")
    again = actions.analyse(
        matter=matter, answers={}, child_view="Jag vill sova.", child_view_how="", by=world.actor("rut")
    )
    assert again.decided_at is None


def test_an_answered_hand_over_is_not_taken_back(
    client: Client, world: World, matter: Matter, handover: Handover
) -> None:
    with pytest.raises(Denied):
        actions.withdraw_handover(handover=handover, by=world.actor("bo"))
    sign_in(client, world, "rut")
    page = reverse("assessments:handover", args=[matter.pk])
    assert "Ta tillbaka frågan" in client.get(page).content.decode()
    url = reverse("assessments:withdraw_handover", args=[matter.pk])
    assert client.post(url).status_code == 302
    assert "Frågan togs tillbaka" in client.get(page).content.decode()
    refused = client.post(url)
    assert refused.status_code == 403
    assert "inget att ta tillbaka" in refused.content.decode()
    analysis = client.get(reverse("assessments:analysis", args=[matter.pk])).content.decode()
    assert "Du tog tillbaka frågan" in analysis
