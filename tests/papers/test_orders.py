"""Documents that take long: made by the worker as their reader, given to that reader alone, and soon gone."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from kronobarn.audit.models import LogEntry
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Seat
from kronobarn.core.acting import acting
from kronobarn.database import doctor
from kronobarn.papers import actions, rules, tasks
from kronobarn.papers.models import Order
from kronobarn.papers.rules import LATE, LIVES
from kronobarn.plans.models import Plan
from kronobarn.ui import documents
from tests.circles.test_papers import PAPERS, address, take, told
from tests.papers.asking import job_is, take_up
from tests.sign_in import sign_in
from tests.story import Story
from tests.world import World

PLAN = "plans:paper"


@pytest.fixture(autouse=True)
def everything_takes_long(monkeypatch: pytest.MonkeyPatch, documents_as_text: None) -> None:
    monkeypatch.setattr(rules, "LONG", -1.0)


def page_of(client: Client, where: str) -> str:
    return client.get(where).content.decode()


def asked(client: Client, world: World, who: str = "rut", name: str = PLAN, **query: str) -> tuple[Story, str, UUID]:
    """The document asked for, where it leads, and the order."""
    story = told(world)
    answer = take(client, world, story, who, name, **query)
    assert answer.status_code == 302
    where = str(answer["Location"])
    return story, where, UUID(where.rstrip("/").rpartition("/")[2])


def taken(world: World) -> int:
    with world.as_("rut") as rut:
        return LogEntry.objects.visible_to(rut).filter(kind="record.taken").count()


def orders(world: World, who: str = "rut") -> Any:
    """Whoever asks is who one is inside the block."""
    with world.as_(who) as actor:
        return list(Order.objects.visible_to(actor).order_by("asked_at"))


# From the press to the document -------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAPERS)
def test_a_long_document_is_waited_for_on_a_page_and_is_what_it_would_have_been_at_once(
    client: Client, world: World, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    story, where, order_id = asked(client, world, name=name, sprak="ar")
    ask = f"{address(story, world, name)}?sprak=ar"
    waiting = page_of(client, where)
    assert "Ditt dokument väntar på sin tur." in waiting
    assert "Elsa" not in waiting
    assert taken(world) == 0

    tasks.make_document(str(order_id))

    ready = page_of(client, where)
    assert "Dokumentet är klart." in ready
    assert f'href="{ask}"' in ready
    assert "hx-trigger" not in ready.partition('id="live"')[2]
    document = client.get(ask)
    assert document["Content-Type"] == "application/pdf"
    assert taken(world) == 1
    monkeypatch.setattr(rules, "LONG", 1000.0)
    assert document.content == client.get(ask).content


def test_what_is_quick_is_there_at_once(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "LONG", 2.0)
    assert take(client, world, told(world), "rut", PLAN)["Content-Type"] == "application/pdf"
    assert orders(world) == []


def test_in_a_practice_room_where_no_worker_is_it_is_made_at_once(client: Client, world: World, settings: Any) -> None:
    settings.PRACTICE_ROOMS = True
    assert take(client, world, told(world), "rut", PLAN)["Content-Type"] == "application/pdf"


def test_an_address_that_nobody_was_given_is_not_kept(client: Client, world: World) -> None:
    assert take(client, world, told(world), "rut", PLAN, x="x" * 500)["Content-Type"] == "application/pdf"


def test_the_page_tells_honestly_how_far_it_has_come(client: Client, world: World) -> None:
    _story, where, _order = asked(client, world)
    assert "Se om det är klart" in page_of(client, where), "the way on without script"
    job_is("doing")
    assert "Vi gör ditt dokument." in page_of(client, where)
    part = client.get(where, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="live" hx-get')
    with time_machine.travel(timezone.now() + LATE * 2, tick=False):
        assert "Det tar längre tid än det brukar." in page_of(client, where)


def test_a_second_press_makes_no_second_document(client: Client, world: World) -> None:
    story, where, _order = asked(client, world)
    assert take(client, world, story, "rut", PLAN)["Location"] == where
    assert len(orders(world)) == 1
    assert ProcrastinateJob.objects.filter(task_name=actions.TASK).count() == 1


def test_what_lies_here_cannot_be_read_and_what_it_was_made_of_does_not_stay(client: Client, world: World) -> None:
    _story, _where, order_id = asked(client, world)
    (waiting,) = orders(world)
    assert b"Elsa" not in bytes(waiting.sheet)
    assert "Elsa" not in f"{waiting.address} {waiting.back}"
    job = ProcrastinateJob.objects.get(pk=waiting.job)
    assert job.args == {"order_id": str(order_id)}

    tasks.make_document(str(order_id))

    (ready,) = orders(world)
    assert bytes(ready.sheet) == b""
    assert b"Elsa" not in bytes(ready.made)


# Whose it is ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["tage", "eva", "sofia", "gunnar"])
def test_nobody_else_has_it_whoever_they_are_to_the_child(client: Client, world: World, who: str) -> None:
    _story, where, order_id = asked(client, world)
    tasks.make_document(str(order_id))
    sign_in(client, world, who)
    assert client.get(where).status_code == 404
    assert client.post(where).status_code == 404
    assert orders(world, who) == []


def test_two_who_ask_for_the_same_document_get_one_each(client: Client, world: World) -> None:
    story, rut_is_at, order_id = asked(client, world)
    tasks.make_document(str(order_id))
    eva_is_at = take(client, world, story, "eva", PLAN)["Location"]
    assert eva_is_at != rut_is_at
    assert "Ditt dokument väntar" in page_of(client, eva_is_at)


def test_it_is_not_there_for_the_same_person_in_another_part(client: Client, world: World) -> None:
    asked(client, world)
    with world.as_("rut") as rut:
        for other in (replace(rut, assignment_id=None), replace(rut, assignment_id=world.actor("tage").assignment_id)):
            with acting(other):
                assert not Order.objects.exists(), "the database says so by itself"
                assert not Order.objects.visible_to(other).exists()
        assert Order.objects.count() == 1


def test_the_database_tells_whose_it_is_only_when_nobody_asks(client: Client, world: World) -> None:
    _story, _where, order_id = asked(client, world)
    with world.as_("tage"), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM papers_reader(%s)", [order_id])
        assert cursor.fetchall() == []


# What has changed meanwhile -------------------------------------------------------------------------------


def test_what_was_withdrawn_meanwhile_is_not_given_out_but_made_anew(client: Client, world: World) -> None:
    story, where, order_id = asked(client, world)
    tasks.make_document(str(order_id))
    with world.as_("rut"):
        Plan.objects.filter(pk=story.plan.pk).update(contingency="Något annat nu.")

    answer = client.get(address(story, world, PLAN))

    assert (answer.status_code, answer["Location"] == where) == (302, False)
    assert client.get(where).status_code == 404
    assert taken(world) == 0
    (anew,) = orders(world)
    tasks.make_document(str(anew.pk))
    assert "Något annat nu." in page_of(client, address(story, world, PLAN))


@pytest.mark.parametrize("made", [False, True])
def test_whoever_no_longer_sits_there_gets_nothing_made_before_or_after(
    client: Client, world: World, made: bool
) -> None:
    story, where, order_id = asked(client, world, who="sofia")
    if made:
        tasks.make_document(str(order_id))
    with world.as_("rut") as rut:
        for seat in Seat.objects.visible_to(rut).standing().filter(person=world.actor("sofia").person_id):
            circles.end_seat(seat=seat, by=rut)

    tasks.make_document(str(order_id))

    sign_in(client, world, "sofia")
    assert client.get(where).status_code == 404
    assert client.get(address(story, world, PLAN)).status_code == 404
    assert orders(world, "sofia") == []


# It goes ------------------------------------------------------------------------------------------------


def test_after_half_an_hour_it_is_not_given_out_and_then_it_is_gone(client: Client, world: World) -> None:
    story, where, order_id = asked(client, world)
    tasks.make_document(str(order_id))
    assert actions.sweep() == 0
    with time_machine.travel(timezone.now() + LIVES, tick=False):
        sign_in(client, world, "rut")
        gone, never = client.get(where), client.get(reverse("papers:order", args=[UUID(int=7)]))
        assert (gone.status_code, never.status_code) == (404, 404)
        assert "ligger kvar i 30 minuter" in gone.content.decode()
        assert "tryck på ”Skriv ut eller spara som PDF” en gång till" in never.content.decode()
        renewed = client.get(where, headers={"HX-Request": "true"})  # an open page: nothing but 200 is swapped in
        assert renewed.status_code == 200
        assert renewed.content.decode().lstrip().startswith('<div id="live">')
        answer = client.get(address(story, world, PLAN))
        assert answer.status_code == 302
        assert answer["Location"] != where
    with time_machine.travel(timezone.now() + LIVES * 3, tick=False):
        tasks.sweep_documents(0)
    assert orders(world) == []


# What goes wrong ------------------------------------------------------------------------------------------


def test_what_a_worker_left_when_it_died_is_begun_anew_once_and_then_told_of(client: Client, world: World) -> None:
    _story, where, _order = asked(client, world)
    job_is("doing")
    take_up()
    assert "väntar på sin tur" in page_of(client, where)

    job_is("doing")
    take_up()

    assert "Dokumentet gick inte att göra." in page_of(client, where)
    assert any("make_document har misslyckats 1 gånger" in one.sentence for one in doctor.worker())


def test_what_could_not_be_made_can_be_tried_again_by_its_reader(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    story, where, order_id = asked(client, world)
    with monkeypatch.context() as broken:
        broken.setattr(documents, "pdf", lambda *_of, **_how: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            tasks.make_document(str(order_id))
    job_is("failed")
    text = page_of(client, where)
    assert "Försök igen" in text
    assert reverse("plans:plan", args=[story.plan.pk]) in text

    assert client.post(where).status_code == 302

    assert "väntar på sin tur" in page_of(client, where)
    tasks.make_document(str(order_id))
    assert client.post(where).status_code == 302
    assert "Dokumentet är klart." in page_of(client, where), "what is ready is not made again"
