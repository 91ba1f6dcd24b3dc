"""A manager sees how much waits in the unit, and never about whom."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.authorities.models import Assignment
from kronobarn.circles.models import Record
from kronobarn.concerns import actions as concerns
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.core.decisions import Denied
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Child, Person
from kronobarn.responsibility import actions as responsibility
from kronobarn.responsibility.models import Responsibility
from kronobarn.responsibility.reads import left_in_the_unit
from kronobarn.workload.reads import workload
from tests.sign_in import sign_in
from tests.story import Stage, tell
from tests.world import World

PAGE = "/laget/"


@pytest.fixture
def maja(world: World) -> str:
    """Kim's colleague Aino leads the school instead: manager of its unit, without a place with any child."""
    lead(world, "aino", "angsskolan")
    return "aino"


def lead(world: World, name: str, unit: str) -> None:
    with acting(SYSTEM):
        made = Assignment.objects.create(
            person=world.people[name],
            unit=world.units[unit],
            profession="unit_manager",
            role="manager",
            since=date(2020, 1, 1),
        )
    world.assignments[name] = Assignment.objects.select_related("unit__area").get(pk=made.pk)


def page_of(client: Client, world: World, name: str) -> str:
    sign_in(client, world, name)
    return client.get(PAGE).content.decode()


def test_the_numbers_are_those_of_the_unit(world: World, maja: str) -> None:
    tell(world, Stage.ACTIVE)
    with world.as_(maja):
        unit = workload()
    assert [(matter.state, matter.count) for matter in unit.matters] == [("samverkan", 1)]
    assert (unit.plans, unit.late_plans) == (1, 0)
    assert unit.tasks
    assert unit.ended == []


def test_what_has_passed_its_day_is_counted(world: World, maja: str) -> None:
    tell(world, Stage.ACTIVE)
    with clock.shifted(timedelta(days=200)), world.as_(maja):
        unit = workload()
    assert unit.late_plans == 1
    assert 0 < unit.late == sum(task.count for task in unit.tasks)


@pytest.mark.parametrize(("name", "unit"), [("cecilia", "kommunhuset"), ("gunnar", "granskolan"), ("bo", "bup")])
def test_another_units_numbers_are_not_told(world: World, name: str, unit: str) -> None:
    tell(world, Stage.ACTIVE)
    lead(world, name, unit)
    with world.as_(name):
        assert workload().is_empty


def test_the_page_says_numbers_and_no_child(client: Client, world: World, maja: str) -> None:
    story = tell(world, Stage.ACTIVE)
    text = page_of(client, world, maja)
    assert "Läget i enheten" in text
    assert "samverkan" in text
    assert not any(word in text for word in ("Elsa", " Ek", str(world.elsa.pk), str(story.plan.pk), "/barn/" + "0"))


def test_a_quiet_unit_is_told_what_will_come(client: Client, world: World, maja: str) -> None:
    assert "Inget pågår i enheten just nu" in page_of(client, world, maja)


def test_the_look_is_logged(client: Client, world: World, maja: str) -> None:
    page_of(client, world, maja)
    with world.as_(maja) as actor:
        assert LogEntry.objects.visible_to(actor).filter(kind="unit.workload_seen").count() == 1


@pytest.mark.parametrize("name", ["rut", "tage", "cecilia", "lova", "eva"])
def test_nobody_else_sees_them(client: Client, world: World, name: str) -> None:
    tell(world, Stage.ACTIVE)
    sign_in(client, world, name)
    assert client.get(PAGE).status_code == 403
    assert reverse("workload:overview") not in client.get(reverse("notices:my_day")).content.decode()
    with world.as_(name):  # the database says no as well
        assert workload().is_empty


def test_a_manager_reads_no_row_about_a_child(world: World, maja: str) -> None:
    tell(world, Stage.ACTIVE)
    with world.as_(maja) as actor:
        assert not Child.objects.visible_to(actor).exists()
        assert not Record.objects.all().exists()


def test_an_assignment_that_has_ended_counts_nothing(world: World, maja: str) -> None:
    tell(world, Stage.ACTIVE)
    with acting(SYSTEM):
        Assignment.objects.filter(pk=world.assignments[maja].pk).update(until=clock.today() - timedelta(days=1))
    with world.as_(maja):
        assert workload().is_empty


def colleague(world: World, name: str) -> None:
    """Somebody else at the school who can be responsible."""
    with acting(SYSTEM):
        made = Assignment.objects.create(
            person=world.people[name],
            unit=world.units["angsskolan"],
            profession="deputy_head",
            role="responsible",
            since=date(2020, 1, 1),
        )
    world.assignments[name] = Assignment.objects.select_related("unit__area").get(pk=made.pk)


def gone(world: World, name: str, *, account: bool) -> None:
    with acting(SYSTEM):
        if account:
            Person.objects.filter(pk=world.people[name].pk).update(is_active=False)
        else:
            yesterday = clock.today() - timedelta(days=1)
            Assignment.objects.filter(pk=world.assignments[name].pk).update(until=yesterday)


@pytest.mark.parametrize("account", [True, False])
def test_a_colleague_is_asked_to_take_over_from_somebody_who_is_gone(
    client: Client, world: World, maja: str, account: bool
) -> None:
    story = tell(world, Stage.NOTICED)  # and nobody has received it
    ask = reverse("workload:ask_instead", args=[world.assignments["rut"].pk])
    sign_in(client, world, maja)
    assert client.get(ask).status_code == 404  # while Rut is there
    gone(world, "rut", account=account)
    assert "Ett barn har en ansvarig som inte arbetar kvar" in client.get(reverse("notices:my_day")).content.decode()
    assert ("Kontot är stängt" if account else "Uppdraget är slut") in client.get(PAGE).content.decode()
    assert "Det finns ingen att fråga" in client.get(ask).content.decode()

    colleague(world, "gunnar")
    empty = client.post(ask, {"to": world.assignments["gunnar"].pk, "because": ""})
    assert (empty.status_code, "Skriv varför" in empty.content.decode()) == (422, True)
    assert client.post(ask, {"to": world.assignments["kaj"].pk, "because": "Rut har slutat."}).status_code == 422
    sent = client.post(ask, {"to": world.assignments["gunnar"].pk, "because": "Rut har slutat."}, follow=True)
    text = sent.content.decode()
    assert "Frågan om 1 barn är skickad." in text
    assert "Väntar på svar" in text
    assert "Elsa" not in text
    assert client.get(ask).status_code == 404
    with world.as_(maja):
        assert not Child.objects.filter(pk=world.elsa.pk).exists()
        assert not Responsibility.objects.exists()

    with world.as_("gunnar") as by:
        assert Task.objects.visible_to(by).filter(kind=TaskKind.ACCEPT_BATON, done_at=None).count() == 1
        baton = Responsibility.objects.visible_to(by).current().get(child=world.elsa)
    responsibility.accept(responsibility=baton, by=world.actor("gunnar"))
    with world.as_("gunnar") as by:
        assert Responsibility.objects.visible_to(by).current().get(child=world.elsa).holder_id == by.assignment_id
        assert Task.objects.visible_to(by).filter(kind=TaskKind.RECEIVE_SIGNAL, done_at=None).count() == 1
        kinds = set(LogEntry.objects.visible_to(by).filter(child_id=world.elsa.pk).values_list("kind", flat=True))
    assert {"baton.offered_instead", "baton.accepted"} <= kinds
    concerns.receive(signal=story.signal, by=world.actor("gunnar"))
    with world.as_(maja):
        assert left_in_the_unit() == []


def test_whoever_does_not_answer_is_passed_by(client: Client, world: World, maja: str) -> None:
    gone(world, "rut", account=True)
    for name in ("gunnar", "lova"):
        colleague(world, name)
    with world.as_(maja):
        holder = Assignment.objects.select_related("person", "unit").get(pk=world.assignments["rut"].pk)
    said: dict[str, Any] = {"holder": holder, "because": "Rut har slutat.", "by": world.actor(maja)}
    assert responsibility.ask_instead(to=world.assignments["gunnar"], **said) == 1
    sign_in(client, world, maja)
    ask = reverse("workload:ask_instead", args=[holder.pk])
    with pytest.raises(ValidationError, match="redan tillfrågad"):
        responsibility.ask_instead(to=world.assignments["lova"], **said)
    assert client.get(ask).status_code == 404
    with world.as_("gunnar"):  # six days ago
        Responsibility.objects.filter(child=world.elsa, until=None).update(offered_at=clock.now() - timedelta(days=6))
    assert "Inget svar på fem dagar" in client.get(PAGE).content.decode()
    assert "tas den frågan tillbaka" in client.get(ask).content.decode()
    again = client.post(ask, {"to": world.assignments["gunnar"].pk, "because": "En gång igen."})
    assert (again.status_code, "redan tillfrågad" in again.content.decode()) == (422, True)
    assert client.post(ask, {"to": world.assignments["lova"].pk, "because": "Gunnar är borta."}).status_code == 302
    with world.as_("gunnar") as by:
        assert not Child.objects.visible_to(by).filter(pk=world.elsa.pk).exists()
        assert not Task.objects.visible_to(by).filter(kind=TaskKind.ACCEPT_BATON, done_at=None).exists()
    with world.as_("lova") as by:
        baton = Responsibility.objects.visible_to(by).current().get(child=world.elsa)
    responsibility.accept(responsibility=baton, by=world.actor("lova"))
    with world.as_("lova") as by:
        kinds = set(LogEntry.objects.visible_to(by).filter(child_id=world.elsa.pk).values_list("kind", flat=True))
    assert "baton.taken_back" in kinds


def test_an_administrator_learns_that_a_unit_has_nobody_who_can_ask(client: Client, world: World) -> None:
    gone(world, "rut", account=True)
    with acting(SYSTEM):
        made = Assignment.objects.create(
            person=world.people["cecilia"],
            unit=world.units["kommunhuset"],
            profession="system_administrator",
            role="administrator",
            since=date(2020, 1, 1),
        )
    world.assignments["cecilia"] = Assignment.objects.select_related("unit__area").get(pk=made.pk)
    sign_in(client, world, "cecilia")
    overview = reverse("administration:overview")
    text = client.get(overview).content.decode()
    assert "Enheter där ingen kan be om att ansvaret tas över" in text
    assert not any(told in text for told in ("1 barn", "Elsa", str(world.elsa.pk)))
    assert "Ge Ängsskolan en chef" in client.get(reverse("notices:my_day")).content.decode()
    lead(world, "aino", "angsskolan")
    assert "ingen kan be om att ansvaret" not in client.get(overview).content.decode()
    for name in ("kim", "gunnar", "eva"):
        with world.as_(name), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM administration_left_without_a_manager()")
            assert cursor.fetchone() == (0,)


def test_nobody_else_asks_a_colleague_to_take_over(world: World, maja: str) -> None:
    colleague(world, "gunnar")
    said: dict[str, Any] = {
        "holder": world.assignments["rut"],
        "to": world.assignments["gunnar"],
        "because": "Kollegan har slutat.",
    }
    with pytest.raises(Denied, match="arbetar kvar"):
        responsibility.ask_instead(**said, by=world.actor(maja))
    gone(world, "rut", account=True)
    said["holder"] = Assignment.objects.select_related("person", "unit").get(pk=said["holder"].pk)
    lead(world, "cecilia", "kommunhuset")
    for name in ("cecilia", "lova", "gunnar"):
        with pytest.raises(Denied, match="enhetens chef"):
            responsibility.ask_instead(**said, by=world.actor(name))
        with world.as_(name), connection.cursor() as cursor:  # and in the database
            cursor.execute(
                "SELECT count(*) FROM responsibility_ask_instead(%s, %s, 'x', now())",
                [world.assignments["rut"].pk, world.assignments["gunnar"].pk],
            )
            assert cursor.fetchone() == (0,)


def test_few_questions_are_asked(client: Client, world: World, maja: str, django_assert_max_num_queries: Any) -> None:
    tell(world, Stage.ACTIVE)
    page_of(client, world, maja)
    with django_assert_max_num_queries(15):
        client.get(PAGE)


def test_the_functions_are_for_the_application_alone(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_proc p WHERE proname LIKE 'workload\\_%%' AND prosecdef"
            " AND has_function_privilege('public', p.oid, 'EXECUTE')"
        )
        assert cursor.fetchone() == (0,)
