"""Each says yes to what they are to do, asks for a change, or says why not; and those near the child without an account."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.core import clock
from kronobarn.core.decisions import Denied
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from kronobarn.plans import actions
from kronobarn.plans.models import Goal, Plan, PlanAction
from kronobarn.plans.rules import ActionState, GoalState, Reply, is_taken_on
from tests.plans import stage
from tests.sign_in import sign_in
from tests.told import told_once
from tests.world import World

WHY = "Jag har inga tider på torsdagar."


@told_once
def asked(world: World) -> PlanAction:
    """Sofia is to talk with Elsa; she has not answered."""
    stage.active(world)
    with world.as_("rut"):
        return PlanAction.objects.get(person=world.people["sofia"])


def now(world: World, one: PlanAction) -> PlanAction:
    with world.as_("rut"):
        return PlanAction.objects.get(pk=one.pk)


def test_who_is_asked_has_not_answered_and_who_writes_their_own_has(world: World) -> None:
    one = asked(world)
    assert (one.reply, one.replied_at) == (Reply.ASKED, None)
    with world.as_("rut"):
        goal = Goal.objects.get(pk=one.goal_id)
    own = stage.do(world, goal, "rut", "Ordnar en lugn plats")
    assert own.reply == Reply.ACCEPTED
    assert own.replied_by_id == world.people["rut"].pk


@pytest.mark.parametrize(
    ("answer", "words", "kept"),
    [(Reply.ACCEPTED, "Gärna", ""), (Reply.CHANGE, WHY, WHY), (Reply.DECLINED, WHY, WHY)],
)
def test_an_answer_stands_in_the_plan_and_in_the_log(world: World, answer: Reply, words: str, kept: str) -> None:
    one = asked(world)
    actions.reply(plan_action=one, answer=answer, words=words, by=world.actor("sofia"))
    after = now(world, one)
    assert (after.reply, after.reply_words, after.replied_by_id) == (answer, kept, world.people["sofia"].pk)
    with world.as_("rut") as rut:
        line = LogEntry.objects.visible_to(rut).get(kind="action.replied")
    assert line.detail == {"reply": answer}


@pytest.mark.parametrize(("answer", "words"), [(Reply.CHANGE, " "), (Reply.DECLINED, ""), (Reply.ASKED, WHY)])
def test_a_no_or_a_change_without_words_is_not_saved(world: World, answer: Reply, words: str) -> None:
    one = asked(world)
    with pytest.raises(ValidationError):
        actions.reply(plan_action=one, answer=answer, words=words, by=world.actor("sofia"))
    assert now(world, one).reply == Reply.ASKED


@pytest.mark.parametrize("name", ["rut", "eva", "elsa"])
def test_nobody_answers_for_another(world: World, name: str) -> None:
    one = asked(world)
    with pytest.raises(Denied, match="Den som ska göra det svarar"):
        actions.reply(plan_action=one, answer=Reply.ACCEPTED, by=world.actor(name))


def test_what_is_over_is_not_answered(world: World) -> None:
    one = asked(world)
    actions.finish_action(plan_action=one, state=ActionState.DONE, by=world.actor("sofia"))
    with pytest.raises(Denied, match="redan avslutad"):
        actions.reply(plan_action=one, answer=Reply.ACCEPTED, by=world.actor("sofia"))


def test_an_answer_makes_no_new_version_but_another_task_is_asked_about_anew(client: Client, world: World) -> None:
    one = asked(world)
    actions.reply(plan_action=one, answer=Reply.ACCEPTED, by=world.actor("sofia"))
    sign_in(client, world, "rut")
    address = reverse("plans:plan", args=[one.record_id])
    assert 'id="andrat"' not in client.get(address).content.decode()
    with world.as_("rut") as rut:
        plan: Plan = Plan.objects.visible_to(rut).get(pk=one.record_id)
    changed = actions.change_action(
        plan_action=one,
        what=one.what,
        first_step="Ringer Elsa på måndag",
        doer=stage.seat(world, "sofia").pk,
        since=one.since,
        until=one.until,
        seen=plan.revision,
        by=world.actor("rut"),
    )
    assert changed.reply == Reply.ASKED
    text = client.get(address).content.decode()
    assert 'id="andrat"' in text
    assert "Första steget: Ringer Elsa på måndag" in text


def test_who_is_asked_meets_the_question_first_and_who_leads_meets_the_no(client: Client, world: World) -> None:
    one = asked(world)
    address, reply = reverse("plans:plan", args=[one.record_id]), reverse("plans:reply", args=[one.pk])
    sign_in(client, world, "sofia")
    assert "Det här är du tillfrågad om att göra" in client.get(address).content.decode()
    empty = client.post(reply, {"answer": Reply.DECLINED.value, "words": ""})
    assert (empty.status_code, "Skriv varför" in empty.content.decode()) == (422, True)
    assert client.post(reply, {"answer": Reply.DECLINED.value, "words": WHY}).status_code == 302
    sign_in(client, world, "rut")
    text = client.get(address).content.decode()
    assert "Det här behöver ni prata om" in text
    assert WHY in text


def talks(world: World, name: str) -> bool:
    with world.as_(name) as actor:
        return Task.objects.visible_to(actor).waiting().filter(kind=TaskKind.TALK_ABOUT_ANSWER).exists()


@told_once
def evas(world: World) -> PlanAction:
    """Eva is asked too; Sofia leads the plan."""
    one = asked(world)
    with world.as_("rut"):
        goal = Goal.objects.get(pk=one.goal_id)
    return stage.do(world, goal, "eva", "Läser saga")


@pytest.mark.parametrize("answer", [Reply.CHANGE, Reply.DECLINED])
def test_a_no_or_a_change_waits_for_whoever_leads_until_it_is_dealt_with(world: World, answer: Reply) -> None:
    one = evas(world)
    eva = world.actor("eva")
    actions.reply(plan_action=one, answer=answer, words=WHY, by=eva)
    assert (talks(world, "sofia"), talks(world, "rut")) == (True, False)
    actions.reply(plan_action=one, answer=Reply.ACCEPTED, by=eva)
    assert not talks(world, "sofia")

    actions.reply(plan_action=one, answer=answer, words=WHY, by=eva)
    actions.finish_action(plan_action=one, state=ActionState.STOPPED, by=world.actor("sofia"))
    assert not talks(world, "sofia")


def test_another_way_to_write_it_or_a_goal_that_ends_deals_with_it(world: World) -> None:
    one = evas(world)
    actions.reply(plan_action=one, answer=Reply.CHANGE, words=WHY, by=world.actor("eva"))
    with world.as_("rut") as rut:
        plan: Plan = Plan.objects.visible_to(rut).get(pk=one.record_id)
        goal = Goal.objects.visible_to(rut).get(pk=one.goal_id)
    again = actions.change_action(
        plan_action=one,
        what="Läser en kort saga",
        doer=stage.seat(world, "eva").pk,
        since=one.since,
        until=one.until,
        seen=plan.revision,
        by=world.actor("rut"),
    )
    assert not talks(world, "sofia")
    actions.reply(plan_action=again, answer=Reply.DECLINED, words=WHY, by=world.actor("eva"))
    assert talks(world, "sofia")
    actions.conclude_goal(goal=goal, state=GoalState.DROPPED, by=world.actor("sofia"))
    assert not talks(world, "sofia")


def test_what_the_lead_cannot_do_waits_for_the_responsible_and_with_the_lead_the_task_moves(world: World) -> None:
    other = evas(world)
    with world.as_("rut"):
        one = PlanAction.objects.get(person=world.people["sofia"])
    actions.reply(plan_action=one, answer=Reply.DECLINED, words=WHY, by=world.actor("sofia"))
    assert (talks(world, "sofia"), talks(world, "rut")) == (False, True)

    actions.reply(plan_action=other, answer=Reply.DECLINED, words=WHY, by=world.actor("eva"))
    assert talks(world, "sofia")
    with world.as_("rut") as rut:
        plan: Plan = Plan.objects.visible_to(rut).get(pk=one.record_id)
    stage.lead(world, plan, "rut", by="rut")
    assert (talks(world, "sofia"), talks(world, "rut")) == (False, True)


def test_a_goal_that_nobody_can_work_for_says_so_to_all(client: Client, world: World) -> None:
    one = asked(world)
    actions.reply(plan_action=one, answer=Reply.DECLINED, words=WHY, by=world.actor("sofia"))
    for name in ("eva", "rut"):
        sign_in(client, world, name)
        text = client.get(reverse("plans:plan", args=[one.record_id])).content.decode()
        assert "Ingen gör något för målet just nu" in text
    with world.as_("rut"):
        goal = Goal.objects.get(pk=one.goal_id)
    stage.do(world, goal, "eva", "Läser saga")
    assert "Ingen gör något för målet just nu" not in client.get(address(one)).content.decode()


def address(one: PlanAction) -> str:
    return reverse("plans:plan", args=[one.record_id])


@pytest.mark.parametrize(
    ("state", "reply", "taken_on"),
    [
        (ActionState.OPEN, Reply.ASKED, True),
        (ActionState.OPEN, Reply.CHANGE, True),
        (ActionState.OPEN, Reply.DECLINED, False),
        (ActionState.DONE, Reply.DECLINED, True),
        (ActionState.STOPPED, Reply.ACCEPTED, False),
    ],
)
def test_what_is_taken_on(state: ActionState, reply: Reply, taken_on: bool) -> None:
    assert is_taken_on(state, reply) is taken_on


def test_somebody_without_an_account_does_something_and_gets_no_task(world: World) -> None:
    one = asked(world)
    with world.as_("rut"):
        goal = Goal.objects.get(pk=one.goal_id)
        plan = Plan.objects.get(pk=one.record_id)
    helped = actions.add_action(
        goal=goal,
        what="Hämtar Elsa på onsdagar",
        doer=None,
        helper="Mormor, Berit",
        since=clock.today(),
        until=one.until,
        seen=plan.revision,
        by=world.actor("rut"),
    )
    assert (helped.helper, helped.person_id, helped.reply) == ("Mormor Berit", None, Reply.ACCEPTED)
    content = stage.content(world, plan)
    assert "Mormor Berit" in str(content["goals"])
    with world.as_("rut") as rut:
        tasks = Task.objects.visible_to(rut).filter(kind=TaskKind.DO_ACTION, done_at=None)
        assert {task.person_id for task in tasks} <= {world.people["sofia"].pk}


def test_a_helper_has_a_name(world: World) -> None:
    one = asked(world)
    with world.as_("rut"):
        goal = Goal.objects.get(pk=one.goal_id)
        plan = Plan.objects.get(pk=one.record_id)
    with pytest.raises(ValidationError, match="Skriv vem det är"):
        actions.add_action(
            goal=goal,
            what="Hämtar",
            doer=None,
            helper=" , ",
            since=clock.today(),
            until=one.until,
            seen=plan.revision,
            by=world.actor("rut"),
        )


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"helper": "Mormor"}, "action_is_somebodys"),
        ({"person": None}, "action_is_somebodys"),
        ({"reply": "declined"}, "action_reply_says_why"),
        ({"replied_by": None, "replied_at": "2026-01-01T00:00Z"}, "replied_at_goes_with_replied_by"),
    ],
)
def test_the_database_holds_it_too(world: World, change: dict[str, object], constraint: str) -> None:
    one = asked(world)
    with world.as_("rut"), pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PlanAction.objects.filter(pk=one.pk).update(**change)
