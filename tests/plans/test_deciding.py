"""What meetings decided, taken into the plan with one press; and two versions beside each other."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kronobarn.core import clock
from kronobarn.meetings.models import MeetingDecision
from kronobarn.plans import actions
from kronobarn.plans.models import Goal, Plan, PlanAction
from kronobarn.plans.rules import Reply
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell
from tests.told import told_once
from tests.world import World

WHAT = "Sofia ringer Eva."


@told_once
def told(world: World) -> Story:
    return tell(world, Stage.ACTIVE)


def decide(world: World, story: Story, **changed: Any) -> MeetingDecision:
    """Say of the meeting's decision who does it, and until when."""
    said = {
        "person": world.people["sofia"],
        "assignment": world.assignments["sofia"],
        "due_on": clock.today() + timedelta(days=10),
    }
    with world.as_("rut"):
        MeetingDecision.objects.filter(record=story.meeting.pk).update(**{**said, **changed})
        return MeetingDecision.objects.get(record=story.meeting.pk)


def test_one_press_puts_a_decision_in_the_plan_and_asks_whoever_does_it(client: Client, world: World) -> None:
    story = told(world)
    decision = decide(world, story)
    sign_in(client, world, "rut")
    meeting = client.get(reverse("meetings:meeting", args=[story.meeting.pk])).content.decode()
    way = reverse("plans:from_meeting", args=[story.matter.pk])
    assert way in meeting
    page = client.get(way, follow=True).content.decode()
    assert WHAT in page
    assert "Lägg i planen" in page

    done = client.post(reverse("plans:take", args=[decision.pk]), {"goal": story.goal.pk}, follow=True)

    assert "Alla beslut står i planen" in done.content.decode()
    with world.as_("rut"):
        one = PlanAction.objects.get(what=WHAT)
    assert (one.person_id, one.until, one.reply) == (world.people["sofia"].pk, decision.due_on, Reply.ASKED)


@pytest.mark.parametrize("lacking", [{"due_on": None}, {"person": None, "assignment": None}, {"due_on": "2020-01-01"}])
def test_a_decision_that_does_not_say_who_or_when_opens_the_form_with_what_it_says(
    client: Client, world: World, lacking: dict[str, Any]
) -> None:
    story = told(world)
    decision = decide(world, story, **lacking)
    sign_in(client, world, "rut")
    answer = client.post(reverse("plans:take", args=[decision.pk]), {"goal": story.goal.pk}, follow=True)
    text = answer.content.decode()
    assert "Lägg till något som görs" in text
    assert WHAT in text
    with world.as_("rut"):
        assert not PlanAction.objects.filter(what=WHAT).exists()


def test_a_decision_that_is_taken_already_leads_to_the_plan(client: Client, world: World) -> None:
    story = told(world)
    decision = decide(world, story)
    sign_in(client, world, "rut")
    take, goal = reverse("plans:take", args=[decision.pk]), {"goal": story.goal.pk}
    client.post(take, goal)

    again = client.post(take, goal, follow=True)

    assert again.redirect_chain == [(reverse("plans:plan", args=[story.plan.pk]), 302)]
    assert "Beslutet står redan i planen." in again.content.decode()
    with world.as_("rut"):
        assert PlanAction.objects.filter(what=WHAT).count() == 1


def test_the_meeting_leads_to_the_plan_as_long_as_one_of_its_decisions_waits(client: Client, world: World) -> None:
    story = told(world)
    decision, way = decide(world, story), reverse("plans:from_meeting", args=[story.matter.pk])
    meeting = reverse("meetings:meeting", args=[story.meeting.pk])
    sign_in(client, world, "rut")
    assert way in client.get(meeting).content.decode()

    client.post(reverse("plans:take", args=[decision.pk]), {"goal": story.goal.pk})
    assert way not in client.get(meeting).content.decode()

    with world.as_("rut"):
        MeetingDecision(record_id=decision.record_id, child_id=decision.child_id, number=2, text="Vi frågar.").save(
            force_insert=True
        )
    assert way in client.get(meeting).content.decode()


def test_the_meeting_leads_to_where_a_plan_begins_while_there_is_none(client: Client, world: World) -> None:
    story = tell(world, Stage.HELD)
    sign_in(client, world, "rut")
    page = client.get(reverse("meetings:meeting", args=[story.meeting.pk])).content.decode()
    assert reverse("plans:from_meeting", args=[story.matter.pk]) in page


WAITS = "1 beslut från ett möte står inte i planen än."


def test_the_plan_says_that_a_decision_waits_to_whoever_may_take_it_until_it_is_taken_in_any_words(
    client: Client, world: World
) -> None:
    story = told(world)
    decision = decide(world, story)
    plan = reverse("plans:plan", args=[story.plan.pk])
    sign_in(client, world, "eva")
    assert WAITS not in client.get(plan).content.decode()
    sign_in(client, world, "rut")
    page = client.get(plan).content.decode()
    assert WAITS in page
    assert reverse("plans:decisions", args=[story.plan.pk]) in page
    assert "Lägg det i planen" in page

    add = reverse("plans:add_action", args=[story.goal.pk])
    form = client.get(add, {"beslut": str(decision.pk)}).content.decode()
    carried = dict(re.findall(r'<input type="hidden" name="(seen|decision)"[^>]* value="(.*?)"', form))
    today = clock.today().isoformat()
    said = {"what": "Mormor ringer Eva.", "doer": "other", "helper": "Mormor", "since": today, "until": today}
    assert client.post(add, {**carried, **said}).status_code == 302

    assert WAITS not in client.get(plan).content.decode()


def test_the_family_reads_the_decisions_and_is_offered_no_button(client: Client, world: World) -> None:
    story = told(world)
    decision = decide(world, story)
    sign_in(client, world, "eva")
    text = client.get(reverse("plans:decisions", args=[story.plan.pk])).content.decode()
    assert WHAT in text
    assert "Lägg i planen" not in text
    assert client.post(reverse("plans:take", args=[decision.pk]), {"goal": story.goal.pk}).status_code == 403
    assert (
        "Lägg besluten i planen"
        not in client.get(reverse("meetings:meeting", args=[story.meeting.pk])).content.decode()
    )


def test_two_versions_are_compared_in_words_whichever_is_opened(client: Client, world: World) -> None:
    story = told(world)
    for what in ("Läser en bok på kvällen", "Går ut med hunden"):
        with world.as_("rut"):
            plan = Plan.objects.get(pk=story.plan.pk)
            goal = Goal.objects.get(pk=story.goal.pk)
            seat = story.plan_action
        actions.add_action(
            goal=goal,
            what=what,
            doer=None,
            helper="Mormor",
            since=clock.today(),
            until=seat.until,
            seen=plan.revision,
            by=world.actor("rut"),
        )
        actions.revise(plan=plan, by=world.actor("rut"))
    sign_in(client, world, "eva")
    for opened, other in ((1, 3), (3, 1)):
        address = reverse("plans:version", args=[story.plan.pk, opened])
        text = client.get(address, {"mot": other}).content.decode()
        assert "Från version 1 till version 3" in text
        assert "Mormor gör: Läser en bok på kvällen" in text
        assert "Mormor gör: Går ut med hunden" in text
    for odd in ("9", "x", "1"):
        assert (
            "Från version"
            not in client.get(reverse("plans:version", args=[story.plan.pk, 1]), {"mot": odd}).content.decode()
        )
