"""A goal, or what somebody does, that one guardian must not know of: nothing tells of it, and all else is as it was."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from kronobarn.circles import actions as circles
from kronobarn.circles.models import Withheld
from kronobarn.circles.rules import WithheldBecause
from kronobarn.core import clock
from kronobarn.core.decisions import Denied
from kronobarn.plans import actions, pages, reads, versions
from kronobarn.plans.childs import childs_plan
from kronobarn.plans.models import Goal, Plan, PlanAction, VersionPart
from kronobarn.reviews import actions as reviews
from kronobarn.reviews import reads as follow_up
from kronobarn.reviews.models import ActionReview, GoalReview, Review
from tests.plans import stage
from tests.sign_in import sign_in
from tests.told import told_once
from tests.world import World

REASON = "Elsa är rädd för honom."
GOALS = ("Elsa träffar sin kusin", "Elsa sover hos mormor", "Elsa kommer i tid")
DONE = ("Ringer kusinen", "Packar väskan", "Går till skolan tillsammans")


@told_once
def followed_up(world: World) -> dict[str, Any]:
    """A plan with three goals more, in two versions, that is being followed up."""
    plan = stage.active(world)
    made: dict[str, Any] = {"plan": plan}
    for goal, what in zip(GOALS, DONE, strict=True):
        made[goal] = stage.goal(world, plan, goal)
        made[what] = stage.do(world, made[goal], "sofia", what)
        made[f"{what} 2"] = stage.do(world, made[goal], "sofia", f"{what} igen")
    actions.revise(plan=plan, by=world.actor("rut"))
    made["review"] = reviews.start(plan=plan, by=world.actor("rut"))
    return made


@pytest.fixture
def made(world: World) -> dict[str, Any]:
    return followed_up(world)


def withhold(world: World, plan: Plan, part: UUID, *names: str, by: str = "rut") -> list[Withheld]:
    return actions.withhold(
        plan=plan,
        part=part,
        guardians=[world.people[name] for name in names],
        because=WithheldBecause.CHILD,
        reason=REASON,
        review_on=clock.today() + timedelta(days=30),
        by=world.actor(by),
    )


def told(world: World, made: dict[str, Any], who: str) -> str:
    """All that the plan, its versions, what differs, the child's version and the follow-up say to one person."""
    with world.as_(who) as actor:
        plan = Plan.objects.visible_to(actor).get(pk=made["plan"].pk)
        review = Review.objects.visible_to(actor).get(pk=made["review"].pk)
        shown = [pages.page(plan, actor), childs_plan(plan, actor), *follow_up.goals(review, actor)]
        shown += [versions.version_page(one.number, plan, actor, against=1) for one in reads.frozen(plan, actor)]
        rows = [
            *Goal.objects.visible_to(actor).filter(record=plan.pk).values_list("desired_outcome"),
            *PlanAction.objects.visible_to(actor).filter(record=plan.pk).values_list("what"),
            *VersionPart.objects.visible_to(actor).filter(record=plan.pk).values_list("content"),
            *GoalReview.objects.visible_to(actor).filter(record=review.pk).values_list("before"),
            *ActionReview.objects.visible_to(actor).filter(record=review.pk).values_list("before"),
        ]
    return f"{shown} {rows}"


def by_the_database(world: World, who: str) -> str:
    """The same of the tables alone, asked for without a condition."""
    tables = ("plans_goal", "plans_planaction", "plans_planversion", "plans_versionpart")
    found = []
    with world.as_(who), connection.cursor() as cursor:
        for table in (*tables, "reviews_goalreview", "reviews_actionreview"):
            cursor.execute(f"SELECT * FROM {table}")
            found += cursor.fetchall()
    return str(found)


def numbers(world: World, plan: Plan, who: str) -> list[int]:
    with world.as_(who) as actor:
        return [one.number for one in pages.page(Plan.objects.visible_to(actor).get(pk=plan.pk), actor).goals]


def test_whatever_is_withheld_nothing_says_it_and_all_else_is_said(world: World, made: dict[str, Any]) -> None:
    everything = {*GOALS, *(f"'{what}'" for what in DONE), *(f"{what} igen" for what in DONE)}

    @settings(max_examples=8, deadline=None)
    @given(st.sets(st.sampled_from([*GOALS, *DONE, *(f"{what} 2" for what in DONE)]), min_size=1))
    def holds(chosen: set[str]) -> None:
        gone = set()
        with _undone():
            for name in chosen:
                withhold(world, made["plan"], made[name].pk, "emil")
            for goal, what in zip(GOALS, DONE, strict=True):
                gone |= {goal, f"'{what}'", f"{what} igen"} if goal in chosen else set()
                gone |= {f"'{what}'"} if what in chosen else set()
                gone |= {f"{what} igen"} if f"{what} 2" in chosen else set()
            for said in (told(world, made, "emil"), by_the_database(world, "emil")):
                assert {one for one in everything if one in said} == everything - gone
            for name in ("eva", "elsa", "rut", "sofia"):
                for said in (told(world, made, name), by_the_database(world, name)):
                    assert {one for one in everything if one in said} == everything
            left = numbers(world, made["plan"], "emil")
            assert left == list(range(1, len(left) + 1))

    holds()


def _undone() -> Any:
    return _Undone()


class _Undone:
    def __enter__(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def __exit__(self, kind: Any, problem: Any, trace: Any) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(kind, problem, trace)


@pytest.fixture
def kept(world: World, made: dict[str, Any]) -> dict[str, Any]:
    """Emil must not know that Elsa sees her cousin."""
    withhold(world, made["plan"], made[GOALS[0]].pk, "emil")
    return made


def test_pages_and_papers_answer_as_if_it_were_not_there(client: Client, world: World, kept: dict[str, Any]) -> None:
    plan, goal, done = kept["plan"], kept[GOALS[0]], kept[DONE[0]]
    addresses = [
        reverse("plans:plan", args=[plan.pk]),
        reverse("plans:version", args=[plan.pk, 2]) + "?mot=1",
        reverse("plans:childs", args=[plan.pk]),
        reverse("plans:decisions", args=[plan.pk]),
        reverse("reviews:review", args=[kept["review"].pk]),
        reverse("chronology:child", args=[world.elsa.pk]),
        reverse("chronology:log", args=[world.elsa.pk]),
        reverse("circles:sharing", args=[world.elsa.pk]),
        reverse("notices:my_day"),
    ]
    never = ("kusin", "Dold för", "Dölj för", "Ses över", REASON, str(goal.pk), str(done.pk))
    sign_in(client, world, "emil")
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert [word for word in never if word in answer.content.decode()] == [], address
    one_and_none = [(name, (key, uuid4())) for name, key in _by_key(goal, done)]
    for name, keys in one_and_none:
        forbidden, absent = (client.get(reverse(name, args=[key])) for key in keys)
        assert (forbidden.status_code, absent.status_code) == (404, 404)
        forbidden, absent = (client.post(reverse(name, args=[key])) for key in keys)
        assert (forbidden.status_code, absent.status_code) == (404, 404)
    sign_in(client, world, "eva")
    assert "kusin" in client.get(addresses[0]).content.decode()
    assert "Dold för" not in client.get(addresses[0]).content.decode()


def _by_key(goal: Goal, done: PlanAction) -> list[tuple[str, UUID]]:
    of_a_goal = ("plans:change_goal", "plans:drop_goal", "plans:add_action")
    of_an_action = ("plans:change_action", "plans:reply")
    return [(name, goal.pk) for name in of_a_goal] + [(name, done.pk) for name in of_an_action]


def test_it_is_decided_on_a_page_and_marked_where_it_stands(client: Client, world: World, made: dict[str, Any]) -> None:
    page = reverse("plans:withhold", args=[made["plan"].pk, made[DONE[1]].pk])
    sign_in(client, world, "rut")
    assert DONE[1] in client.get(page).content.decode()
    typed = {
        "guardians": [world.people["emil"].pk],
        "because": "person",
        "reason": REASON,
        "review_on": (clock.today() + timedelta(days=30)).isoformat(),
    }
    assert client.post(page, typed | {"because": "x"}).status_code == 422
    sure = client.post(page, typed).content.decode()
    assert "annat allvarligt men" in sure
    assert DONE[1] in sure
    assert client.post(page, typed | {"sure": "yes"}).status_code == 302
    assert "Dold för Emil" in client.get(reverse("plans:plan", args=[made["plan"].pk])).content.decode()
    with world.as_("rut") as rut:
        (decided,) = Withheld.objects.visible_to(rut)
        assert (decided.part, decided.because) == (made[DONE[1]].pk, "person")
    look_over = client.get(reverse("circles:withheld", args=[decided.pk])).content.decode()
    assert "märkt i planen" in look_over
    circles.withhold_no_more(withheld=decided, because="Det är lugnt nu.", by=world.actor("rut"))
    assert DONE[1] in told(world, made, "emil")


def test_nobody_else_decides_it_and_it_is_of_that_plan(world: World, made: dict[str, Any]) -> None:
    with pytest.raises(Denied):
        withhold(world, made["plan"], made[GOALS[0]].pk, "emil", by="sofia")
    with pytest.raises(PlanAction.DoesNotExist):
        withhold(world, made["plan"], uuid4(), "emil")
    with pytest.raises(DatabaseError, match="a goal of that plan"), transaction.atomic():
        circles.withhold(
            record=made["plan"].record,
            part=uuid4(),
            guardians=[world.people["emil"]],
            reason=REASON,
            review_on=clock.today() + timedelta(days=3),
            by=world.actor("rut"),
        )


def test_what_somebody_does_themselves_is_not_withheld_from_them(world: World, kept: dict[str, Any]) -> None:
    plan = kept["plan"]
    stage.do(world, kept[GOALS[1]], "emil", "Hämtar henne")
    with pytest.raises(ValidationError, match="gör själv något av det"):
        withhold(world, plan, kept[GOALS[1]].pk, "emil")
    with pytest.raises(ValidationError, match="dolt för hen"):
        stage.do(world, kept[GOALS[0]], "emil", "Skjutsar dit")
    with world.as_("rut"), pytest.raises(IntegrityError), transaction.atomic():
        PlanAction.objects.filter(pk=kept[DONE[0]].pk).update(person=world.people["emil"], assignment=None, area=None)


def test_a_version_frozen_later_holds_it_too(world: World, kept: dict[str, Any]) -> None:
    stage.goal(world, kept["plan"], "Elsa får läsa högt")
    actions.revise(plan=kept["plan"], by=world.actor("sofia"))
    assert "kusin" in told(world, kept, "eva")
    assert "kusin" not in told(world, kept, "emil")
    assert "kusin" not in by_the_database(world, "emil")
    assert stage.changes(world, kept["plan"], "emil")[2] == ["Nytt mål: Elsa får läsa högt"]


def test_a_copy_made_for_the_guardian_holds_nothing_of_it(client: Client, world: World, kept: dict[str, Any]) -> None:
    plan = kept["plan"]
    with world.as_("rut") as rut:
        (decided,) = Withheld.objects.visible_to(rut)
        emil = decided.from_person_id
        for shown in (pages.page(plan, rut, emil), childs_plan(plan, rut, emil)):
            assert "kusin" not in str(shown)
            assert GOALS[1] in str(shown)
        assert "kusin" in str(pages.page(plan, rut))
    sign_in(client, world, "rut")
    assert "utan det som är dolt" in client.get(reverse("plans:plan", args=[plan.pk])).content.decode()
    for name in ("plans:paper", "plans:childs_paper"):
        page = reverse(name, args=[plan.pk])
        assert client.get(page, {"utan": str(decided.pk)}).status_code in (200, 302)
        for wrong in ("x", str(uuid4())):
            assert client.get(page, {"utan": wrong}).status_code == 404
    sign_in(client, world, "eva")
    assert client.get(reverse("plans:paper", args=[plan.pk]), {"utan": str(decided.pk)}).status_code == 404


@pytest.mark.parametrize("withheld", [True, False])
def test_whoever_is_the_childs_guardian_too_makes_no_version_and_is_told_who_does(
    world: World, made: dict[str, Any], withheld: bool
) -> None:
    """The sentence is the same whether anything is withheld: it tells of nothing."""
    plan = made["plan"]
    stage.also_guardian(world, "sofia")
    stage.lead(world, plan, "sofia")
    more = stage.goal(world, plan, "Elsa ringer mormor")
    if withheld:
        withhold(world, plan, more.pk, "sofia")
    sofia, said = world.actor("sofia"), "Du är också vårdnadshavare till barnet, så någon annan fastställer planen."

    for act in (
        lambda: actions.revise(plan=plan, by=sofia),
        lambda: actions.follow_up(plan=plan, next_review_on=clock.today() + timedelta(days=60), by=sofia),
        lambda: reviews.start(plan=plan, by=sofia),
    ):
        with pytest.raises(Denied, match=said):
            act()
    actions.revise(plan=plan, by=world.actor("rut"))
    with world.as_("rut") as rut:
        latest = reads.frozen(stage.fresh(world, plan), rut)[0]
        assert "Elsa ringer mormor" in str(latest.content), "somebody else does, and everything is there"


def test_the_plans_page_shows_the_sentence_and_no_button(client: Client, world: World, made: dict[str, Any]) -> None:
    stage.also_guardian(world, "sofia")
    stage.lead(world, made["plan"], "sofia")
    stage.goal(world, made["plan"], "Elsa ringer mormor")
    sign_in(client, world, "sofia")
    shown = client.get(reverse("plans:plan", args=[made["plan"].pk])).content.decode()
    assert "någon annan fastställer planen" in shown
    assert reverse("plans:revise", args=[made["plan"].pk]) not in shown
