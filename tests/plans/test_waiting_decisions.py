"""What meetings decided and the plan does not say waits on the day of whoever writes in the plan, until nothing does."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kronobarn.circles import actions as circles
from kronobarn.circles.models import Disclosure
from kronobarn.core import clock
from kronobarn.meetings import actions as meetings
from kronobarn.meetings.models import MeetingDecision
from kronobarn.plans import actions, decided, reads
from kronobarn.plans.models import Plan
from kronobarn.plans.rules import TAKE_IN_WITHIN
from tests.plans import stage
from tests.plans.test_deciding import decide
from tests.plans.test_laid_aside import WHY, lay_aside
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell, tell_on
from tests.told import told_once
from tests.world import World

WAITS = "Lägg det ni bestämde på mötet i planen"
Deed = Callable[[World, Story], object]


@told_once
def told(world: World) -> Story:
    """Rut is responsible; Sofia, of the social services, leads the plan."""
    story = tell(world, Stage.ACTIVE)
    stage.lead(world, story.plan)
    actions.answer_lead(plan=story.plan, accept=True, by=world.actor("sofia"))
    return story


def lines(world: World, name: str) -> list[tuple[str, str]]:
    with world.as_(name) as actor:
        return [(one.title, one.href) for one in decided.waiting_for_the_plan(actor)]


def take(world: World, story: Story) -> object:
    return actions.take_decision(goal=story.goal, decision=decide(world, story), by=world.actor("rut"))


def close(world: World, story: Story) -> object:
    return actions.close(plan=story.plan, because="Allt är klart nu.", by=world.actor("rut"))


def test_it_waits_for_those_who_may_take_it_in_and_for_nobody_else(client: Client, world: World) -> None:
    story = told(world)
    page = reverse("plans:decisions", args=[story.plan.pk])
    day = reverse("notices:my_day")
    for name in world.people:
        leads = name in {"rut", "sofia"}
        assert lines(world, name) == ([(WAITS, page)] if leads else []), name
    for name, said in (("rut", True), ("sofia", True), ("eva", False), ("tage", False)):
        sign_in(client, world, name)
        text = client.get(day).content.decode()
        assert (WAITS in text, f'href="{page}"' in text) == (said, said), name
        if said:
            assert client.get(page).status_code == 200


@pytest.mark.parametrize("deed", [take, lay_aside, close], ids=["taken in", "put aside", "the plan is over"])
def test_it_is_gone_when_nothing_waits(world: World, deed: Deed) -> None:
    story = told(world)
    assert lines(world, "rut") == lines(world, "sofia") != []
    deed(world, story)
    assert lines(world, "rut") == lines(world, "sofia") == []


def test_it_is_back_when_a_decision_is_taken_up_again(world: World) -> None:
    story = told(world)
    meetings.take_up(decision=lay_aside(world, story, WHY), by=world.actor("rut"))
    assert [title for title, _href in lines(world, "rut")] == [WAITS]


def test_it_waits_for_nobody_while_there_is_no_plan(world: World) -> None:
    story = tell(world, Stage.HELD)
    assert lines(world, "rut") == []
    tell_on(world, story, Stage.PLANNED)
    assert lines(world, "rut")


def test_whoever_leads_from_another_service_and_does_not_see_the_meeting_is_told_nothing(world: World) -> None:
    story = told(world)
    with world.as_("rut") as rut:
        given = Disclosure.objects.visible_to(rut).standing().filter(record=story.meeting.pk)
        for one in given.filter(to_area=world.areas["social"]):
            circles.end_disclosure(disclosure=one, by=rut)
    assert lines(world, "rut")
    assert lines(world, "sofia") == []


def test_whoever_is_also_the_guardian_that_it_is_withheld_from_is_told_nothing(world: World) -> None:
    story = told(world)
    stage.also_guardian(world, "sofia")
    assert lines(world, "sofia")
    circles.withhold(
        record=story.meeting.record,
        guardians=[world.people["sofia"]],
        reason="Det skulle skada Elsa.",
        review_on=clock.today() + timedelta(days=30),
        by=world.actor("rut"),
    )
    assert lines(world, "sofia") == []


def test_it_is_due_a_week_after_the_meeting_or_after_the_plan_was_begun(world: World) -> None:
    told(world)
    with world.as_("rut") as rut:
        (one,) = decided.waiting_for_the_plan(rut)
    assert one.due_on == clock.today() + TAKE_IN_WITHIN
    assert one.child == "Elsa Ek"


def test_one_question_is_asked_when_nothing_waits(world: World) -> None:
    lay_aside(world, told(world))
    with world.as_("rut") as rut, CaptureQueriesContext(connection) as asked:
        assert decided.waiting_for_the_plan(rut) == []
    assert len(asked) == 1


def test_two_questions_are_asked_however_much_waits(world: World) -> None:
    story = told(world)
    with world.as_("rut") as rut:
        first = MeetingDecision.objects.get(record=story.meeting.pk)
        for number in range(2, 12):
            more = MeetingDecision(
                record_id=first.record_id, child_id=first.child_id, number=number, text=f"Vi gör sak {number}."
            )
            more.save(force_insert=True)
        with CaptureQueriesContext(connection) as asked:
            (line,) = decided.waiting_for_the_plan(rut)
        assert len(asked) == 2
        assert line.title == WAITS
        assert len(reads.decisions(Plan.objects.get(pk=story.plan.pk), rut)) == 11
