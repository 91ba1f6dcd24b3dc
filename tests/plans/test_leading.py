"""Whoever holds the plan together goes on until the next one has said yes."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Role, SeatGround
from kronobarn.core import clock
from kronobarn.core.decisions import Denied
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from kronobarn.plans import actions, tasks
from kronobarn.plans.models import Party, Plan
from tests.plans import stage
from tests.sign_in import sign_in
from tests.told import told_once
from tests.world import World

WHY = "Jag går på ledighet i januari."


@told_once
def asked(world: World) -> Plan:
    """Sofia leads the plan that holds. She asks Rut."""
    plan = stage.active(world)
    return stage.lead(world, plan, "rut", by="sofia")


def leads(world: World) -> set[str]:
    with world.as_("rut") as rut:
        seats = Seat.objects.visible_to(rut).standing().filter(child=world.elsa, role=Role.LEAD)
        return set(seats.values_list("person__username", flat=True))


def waits(world: World, name: str, kind: TaskKind) -> bool:
    with world.as_(name) as actor:
        return Task.objects.visible_to(actor).waiting().filter(kind=kind).exists()


def logged(world: World, kind: str) -> bool:
    with world.as_("rut") as rut:
        return LogEntry.objects.visible_to(rut).filter(kind=kind).exists()


def test_until_the_answer_is_yes_nothing_changes(world: World) -> None:
    plan = stage.fresh(world, asked(world))
    assert (plan.lead_id, plan.lead_asked_id) == (world.assignments["sofia"].pk, world.assignments["rut"].pk)
    assert leads(world) == {"sofia"}
    assert waits(world, "rut", TaskKind.ACCEPT_LEAD)
    assert waits(world, "sofia", TaskKind.REVIEW_PLAN)
    assert logged(world, "lead.asked")


def test_with_a_yes_the_lead_changes_hands_at_once(world: World) -> None:
    plan = asked(world)
    actions.answer_lead(plan=plan, accept=True, by=world.actor("rut"))
    after = stage.fresh(world, plan)
    assert (after.lead_id, after.lead_asked_id, after.lead_asked_at) == (world.assignments["rut"].pk, None, None)
    assert leads(world) == {"rut"}
    assert not waits(world, "rut", TaskKind.ACCEPT_LEAD)
    assert waits(world, "rut", TaskKind.REVIEW_PLAN)
    assert not waits(world, "sofia", TaskKind.REVIEW_PLAN)
    assert logged(world, "lead.accepted")


def test_a_contact_without_another_seat_takes_over_too(world: World) -> None:
    """Sofia is only a contact: the seat as lead is one that the database gives because she is asked."""
    plan = stage.active(world)
    stage.lead(world, plan, "rut", by="rut")
    assert leads(world) == {"rut"}
    stage.lead(world, plan, "sofia", by="rut")
    assert leads(world) == {"rut"}
    actions.answer_lead(plan=plan, accept=True, by=world.actor("sofia"))
    assert leads(world) == {"sofia"}


def test_a_no_says_why_and_comes_up_with_whoever_leads(client: Client, world: World) -> None:
    plan = asked(world)
    with pytest.raises(ValidationError, match="Skriv varför"):
        actions.answer_lead(plan=plan, accept=False, why=" ", by=world.actor("rut"))
    actions.answer_lead(plan=plan, accept=False, why=WHY, by=world.actor("rut"))
    assert leads(world) == {"sofia"}
    assert waits(world, "sofia", TaskKind.NAME_LEAD)
    assert not waits(world, "rut", TaskKind.ACCEPT_LEAD)
    assert logged(world, "lead.declined")
    sign_in(client, world, "sofia")
    assert WHY in client.get(reverse("plans:plan", args=[plan.pk])).content.decode()


def test_nobody_else_answers(world: World) -> None:
    plan = asked(world)
    for name in ("sofia", "eva"):
        with pytest.raises(Denied, match="Du är inte tillfrågad"):
            actions.answer_lead(plan=plan, accept=True, by=world.actor(name))
    plan = actions.close(plan=plan, because="Allt är klart.", by=world.actor("sofia"))
    assert plan.lead_asked_id is None
    with pytest.raises(Denied, match="Du behöver inte svara"):
        actions.answer_lead(plan=plan, accept=True, by=world.actor("rut"))


def test_the_question_is_taken_back(client: Client, world: World) -> None:
    plan = asked(world)
    sign_in(client, world, "sofia")
    page = reverse("plans:plan", args=[plan.pk])
    assert "Ta tillbaka frågan" in client.get(page).content.decode()
    client.post(reverse("plans:take_back_lead", args=[plan.pk]))
    assert not waits(world, "rut", TaskKind.ACCEPT_LEAD)
    assert logged(world, "lead.taken_back")
    assert "Ta tillbaka frågan" not in client.get(page).content.decode()
    with pytest.raises(Denied, match="Ingen är tillfrågad"):
        actions.take_back_lead(plan=plan, by=world.actor("sofia"))
    with pytest.raises(Denied, match="Det är samverkansansvarig"):
        actions.take_back_lead(plan=plan, by=world.actor("eva"))


def test_both_see_it_and_the_asked_answers_on_a_page(client: Client, world: World) -> None:
    plan = asked(world)
    page, answer = (reverse(f"plans:{name}", args=[plan.pk]) for name in ("plan", "answer_lead"))
    for name in ("sofia", "eva"):
        sign_in(client, world, name)
        assert "är tillfrågad om att hålla ihop planen" in client.get(page).content.decode()
        assert "Du är inte tillfrågad" in client.get(answer).content.decode()
    sign_in(client, world, "rut")
    assert 'id="hall-ihop"' in client.get(page).content.decode()
    refused = client.post(answer, {"accept": "no", "why": ""})
    assert (refused.status_code, "Skriv varför" in refused.content.decode()) == (422, True)
    assert client.post(answer, {"accept": "yes"}).status_code == 302
    assert leads(world) == {"rut"}


def test_asking_the_same_again_is_one_question_and_choosing_the_present_lead_takes_it_back(world: World) -> None:
    plan = asked(world)
    before = stage.fresh(world, plan).lead_asked_at
    stage.lead(world, plan, "rut", by="sofia")
    assert stage.fresh(world, plan).lead_asked_at == before
    stage.lead(world, plan, "sofia", by="sofia")
    assert stage.fresh(world, plan).lead_asked_id is None
    assert leads(world) == {"sofia"}


def test_somebody_else_is_asked_instead(world: World) -> None:
    plan = stage.ready(world)
    with world.as_("rut"):
        matter = plan.matter
    stage.consent(world, matter, "social", "bup")
    stage.ask(world, plan, "bo")
    plan = actions.activate(plan=stage.fresh(world, plan), by=world.actor("rut"))
    stage.lead(world, plan, "rut", by="sofia")
    stage.lead(world, plan, "bo", by="sofia")
    assert not waits(world, "rut", TaskKind.ACCEPT_LEAD)
    assert waits(world, "bo", TaskKind.ACCEPT_LEAD)
    with world.as_("rut") as rut:
        bup = Party.objects.visible_to(rut).get(contact=world.assignments["bo"])
    actions.let_go(party=bup, why="Behövs inte", by=world.actor("rut"))
    assert stage.fresh(world, plan).lead_asked_id is None
    assert leads(world) == {"sofia"}


def test_whoever_writes_takes_over_at_once_and_a_lead_who_is_gone_is_replaced_at_once(world: World) -> None:
    plan = stage.active(world)
    stage.lead(world, plan, "rut", by="rut")
    assert leads(world) == {"rut"}
    stage.lead(world, plan, "rut", by="rut")
    with world.as_("rut") as rut:
        seat = Seat.objects.visible_to(rut).standing().get(child=world.elsa, role=Role.LEAD)
    circles.close_seat(seat=seat, by=world.actor("rut"))
    stage.lead(world, plan, "sofia", by="rut")
    assert leads(world) == {"sofia"}


def test_a_question_that_nobody_has_answered_comes_up_once(world: World) -> None:
    plan = asked(world)
    for days, comes_up in ((4, False), (6, True), (7, True)):
        with time_machine.travel(clock.now() + timedelta(days=days), tick=True):
            tasks.chase_plans(timestamp=0)
        assert waits(world, "sofia", TaskKind.NAME_LEAD) is comes_up, days
    with world.as_("sofia"):
        chased = LogEntry.objects.filter(kind="plan.chased", child_id=plan.child_id)
        assert [line.detail for line in chased] == [{"what": "lead"}]
    actions.answer_lead(plan=plan, accept=True, by=world.actor("rut"))
    assert not waits(world, "sofia", TaskKind.NAME_LEAD)


def test_only_who_is_asked_sits_down_as_lead(world: World) -> None:
    """Sofia is a contact once Rut leads. The database lets her take the lead's seat as long as she is asked, and no longer."""
    plan = stage.active(world)
    stage.lead(world, plan, "rut", by="rut")
    sofia = world.assignments["sofia"]

    def sits_down() -> None:
        circles.grant_seat(
            child_id=plan.child_id, role=Role.LEAD, ground=SeatGround.CONSENT, assignment=sofia, by=world.actor("sofia")
        )

    with pytest.raises(DatabaseError), transaction.atomic():
        sits_down()
    stage.lead(world, plan, "sofia", by="rut")
    sits_down()
    assert leads(world) == {"rut", "sofia"}
