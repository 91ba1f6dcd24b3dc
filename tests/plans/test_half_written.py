"""What is half-written in one of the plan's forms waits for its writer, and others' changes meet it in the open."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.test import Client
from django.urls import reverse

from kronobarn.core import clock
from kronobarn.drafts.models import Draft
from kronobarn.plans import actions
from kronobarn.plans.models import Goal, OtherPlan, Party, Plan, PlanAction
from kronobarn.plans.rules import OtherKind
from tests.plans import stage
from tests.sign_in import sign_in
from tests.world import World

NOT_SAVED = "Det är inte sparat i planen än."
TYPED = "Halvskrivet om fredagarna"


class Form(NamedTuple):
    """A form about the plan: whose, where, and the field that somebody writes in."""

    who: str
    field: str
    address: Callable[[World, Plan], str]
    stage: Callable[[World], Plan] = stage.active


def of_plan(name: str) -> Callable[[World, Plan], str]:
    return lambda _world, plan: reverse(f"plans:{name}", args=[plan.pk])


def of_part(name: str, model: Any, **chosen: str) -> Callable[[World, Plan], str]:
    def address(world: World, plan: Plan) -> str:
        with world.as_("rut"):
            return reverse(f"plans:{name}", args=[model.objects.get(record=plan.pk, **chosen).pk])

    return address


def of_other(world: World, plan: Plan) -> str:
    other: OtherPlan = actions.note_other(
        plan=plan,
        kind=OtherKind.SIP,
        area=world.areas["social"],
        since=clock.today() - timedelta(days=10),
        where_kept="I pärmen",
        seen=stage.fresh(world, plan).revision,
        by=world.actor("rut"),
    )
    return reverse("plans:change_other", args=[other.pk])


def parted(world: World) -> Plan:
    """A service that is asked, and does not lead the plan: it can leave."""
    plan = stage.draft(world)
    stage.ask(world, plan, "sofia")
    return stage.fresh(world, plan)


FORMS = {
    "words": Form("rut", "contingency", of_plan("words")),
    "add_goal": Form("rut", "need", of_plan("add_goal")),
    "change_goal": Form("rut", "need", of_part("change_goal", Goal)),
    "add_action": Form("rut", "what", of_part("add_action", Goal)),
    "change_action": Form("rut", "what", of_part("change_action", PlanAction)),
    "reply": Form("sofia", "words", of_part("reply", PlanAction)),
    "heard": Form("rut", "heard_how", of_plan("heard")),
    "agree": Form("eva", "words", of_plan("agree")),
    "agree_for": Form("rut", "words", of_plan("agree_for")),
    "note_other": Form("rut", "where_kept", of_plan("note_other")),
    "change_other": Form("rut", "where_kept", of_other),
    "let_go": Form("rut", "why", of_part("let_go", Party, contact__person__username="sofia"), parted),
    "close": Form("rut", "because", of_plan("close"), stage.draft),
}


def kept_at(page: str) -> str:
    found = re.search(r'data-autosave hx-post="([^"]+)"', page)
    assert found, "the page keeps what is written in it"
    return found[1]


def typed_in(page: str, **fields: str) -> dict[str, str]:
    """What the page sends by itself: with what it carries along."""
    carried = {name: re.findall(rf'name="{name}" value="(\d+)"', page)[0] for name in ("seen", "began")}
    return carried | fields


@pytest.mark.parametrize("name", FORMS)
def test_what_is_half_written_stands_there_again_and_says_that_it_is_not_in_the_plan(
    client: Client, world: World, name: str
) -> None:
    form = FORMS[name]
    plan = form.stage(world)
    address = form.address(world, plan)
    sign_in(client, world, form.who)
    page = client.get(address).content.decode()
    assert NOT_SAVED not in page

    assert client.post(kept_at(page), typed_in(page, **{form.field: TYPED})).status_code == 200

    again = client.get(address).content.decode()
    assert TYPED in again
    assert NOT_SAVED in again
    afresh = client.get(address, {"fran-planen": "1"}).content.decode()
    assert TYPED not in afresh
    assert NOT_SAVED not in afresh
    read = client.get(reverse("plans:plan", args=[plan.pk])).content.decode()
    assert TYPED not in read


@pytest.fixture
def half(client: Client, world: World) -> tuple[Plan, str, dict[str, str]]:
    """Rut has written in the plan's words, and not sent it."""
    plan = stage.active(world)
    address = reverse("plans:words", args=[plan.pk])
    sign_in(client, world, "rut")
    page = client.get(address).content.decode()
    words = {"child_wants": plan.child_wants, "child_view_how": plan.child_view_how, "contingency": TYPED}
    sent = typed_in(page, **words)
    client.post(kept_at(page), sent)
    return plan, address, sent


def drafts(world: World) -> int:
    with world.as_("rut"):
        return Draft.objects.count()


def test_what_is_sent_is_half_written_no_more(
    client: Client, world: World, half: tuple[Plan, str, dict[str, str]]
) -> None:
    plan, address, sent = half
    assert drafts(world) == 1
    assert client.post(address, sent).status_code == 302
    assert stage.fresh(world, plan).contingency == TYPED
    assert drafts(world) == 0
    assert NOT_SAVED not in client.get(address).content.decode()


def test_what_is_refused_is_still_kept(client: Client, world: World, half: tuple[Plan, str, dict[str, str]]) -> None:
    plan, address, sent = half
    stage.write_words(world, plan, by=world.actor("sofia"))
    for wrong in (sent | {"child_view_how": ""}, sent):
        assert client.post(address, wrong).status_code == 422
        assert drafts(world) == 1


def test_what_was_begun_before_another_saved_is_shown_beside_what_stands_now(
    client: Client, world: World, half: tuple[Plan, str, dict[str, str]]
) -> None:
    plan, address, _sent = half
    stage.write_words(world, plan, by=world.actor("sofia"), contingency="Sofia ringer Eva.")

    page = client.get(address).content.decode()

    assert "Så står det nu, och så skrev du" in page
    assert "Sofia ringer Eva." in page
    assert TYPED in page
    now = typed_in(page)
    assert int(now["seen"]) == stage.fresh(world, plan).revision
    assert int(now["began"]) < int(now["seen"]), "looked at and left, it is met in the same way the next time"
