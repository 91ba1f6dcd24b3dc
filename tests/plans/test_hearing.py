"""The family is heard before the plan holds."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.core import clock
from kronobarn.core.decisions import Denied
from kronobarn.meetings.models import Invited
from kronobarn.plans import actions, policy
from kronobarn.plans.models import Plan, PlanVersion
from kronobarn.plans.policy import Mend
from kronobarn.plans.rules import Condition, Heard
from tests.plans import stage
from tests.sign_in import sign_in
from tests.story import Stage, tell
from tests.told import told_once
from tests.world import World

WHY = "Elsa behöver stödet nu, och Eva har läst förslaget."


@told_once
def unheard(world: World) -> Plan:
    """Everything is there but that the family has been heard."""
    plan = stage.draft(world)
    stage.ask(world, plan, "sofia")
    stage.write_words(world, plan)
    stage.lead(world, plan)
    return stage.fresh(world, plan)


def test_a_plan_does_not_hold_before_the_family_has_been_heard(world: World) -> None:
    plan = unheard(world)
    with world.as_("rut"):
        assert [gap.mend for gap in policy.activation_gaps(plan)] == [Mend.HEARD]
    with pytest.raises(Denied, match="Prata med familjen"):
        actions.activate(plan=plan, by=world.actor("rut"))


def test_the_sentence_is_the_packs_own(world: World) -> None:
    plan = unheard(world)
    with world.as_("rut"):
        (gap,) = policy.activation_gaps(plan)
    assert gap.condition.startswith("Familjen har fått säga vad de tycker")
    assert Condition.HEARD in policy.MENDED


@pytest.mark.parametrize(
    ("heard", "why", "by"),
    [(Heard.TALK, "", "rut"), (Heard.TALK, "", "sofia"), (Heard.ABSENT, WHY, "rut"), (Heard.DECLINED, WHY, "rut")],
)
def test_heard_or_called_and_why_it_goes_on_is_written_shown_and_frozen(
    client: Client, world: World, heard: Heard, why: str, by: str
) -> None:
    plan = unheard(world)
    stage.hear(world, plan, heard, why, by)
    actions.activate(plan=plan, by=world.actor("rut"))
    sign_in(client, world, "eva")
    for address in (reverse("plans:plan", args=[plan.pk]), reverse("plans:version", args=[plan.pk, 1])):
        text = client.get(address).content.decode()
        assert str(Plan.HEARD[heard]) in text
        assert "Rut ringde Eva och Emil." in text
        assert (WHY in text) is bool(why)
    with world.as_("rut") as rut:
        assert LogEntry.objects.visible_to(rut).get(kind="family.heard").detail == {"heard": heard}
        assert PlanVersion.objects.visible_to(rut).get().content["heard"]["heard"] == heard


@pytest.mark.parametrize(
    ("heard", "why", "by", "sentence"),
    [
        (Heard.ABSENT, WHY, "sofia", "skriver barnensbästa-ansvarig"),
        (Heard.DECLINED, WHY, "sofia", "skriver barnensbästa-ansvarig"),
        (Heard.MEETING, "", "rut", "där mötet skrivs in"),
        (Heard.TALK, "", "eva", "Det är samverkansansvarig eller"),
    ],
)
def test_who_may_not_write_it_is_told_why(world: World, heard: Heard, why: str, by: str, sentence: str) -> None:
    plan = unheard(world)
    with pytest.raises(Denied, match=sentence):
        stage.hear(world, plan, heard, why, by)


def test_nothing_is_put_right_in_a_plan_that_is_over(world: World) -> None:
    plan = unheard(world)
    actions.close(plan=plan, because="Planen behövs inte.", by=world.actor("rut"))
    with pytest.raises(Denied, match="kan inte ändras"):
        stage.hear(world, plan)


@pytest.mark.parametrize("heard", [Heard.ABSENT, Heard.DECLINED])
def test_going_on_without_them_has_a_reason(world: World, heard: Heard) -> None:
    plan = unheard(world)
    with pytest.raises(ValidationError, match="bäst för barnet"):
        stage.hear(world, plan, heard, " ")


def test_the_day_has_been(client: Client, world: World) -> None:
    plan = unheard(world)
    sign_in(client, world, "rut")
    data = {
        "seen": str(plan.revision),
        "heard": "talk",
        "heard_on": (clock.today() + timedelta(days=1)).isoformat(),
        "heard_how": "Rut ringde.",
    }
    address = reverse("plans:heard", args=[plan.pk])
    answer = client.post(address, data)
    assert (answer.status_code, "Dagen har inte varit än." in answer.content.decode()) == (422, True)
    assert "Rut ringde." in answer.content.decode()
    assert client.post(address, data | {"heard_on": clock.today().isoformat()}).status_code == 302
    assert "Vi har pratat med familjen" in client.get(reverse("plans:plan", args=[plan.pk])).content.decode()


@pytest.mark.parametrize("came", [True, False])
def test_somebody_of_the_family_at_a_meeting_has_been_heard(world: World, came: bool) -> None:
    story = tell(world, Stage.PLANNED)
    if not came:
        with world.as_("rut"):
            Invited.objects.filter(child=world.elsa, record=story.meeting.pk, assignment=None).update(came=False)
    with world.as_("rut"):
        gaps = [gap.mend for gap in policy.activation_gaps(stage.fresh(world, story.plan))]
    assert (Mend.HEARD in gaps) is not came
    if came:
        plan = actions.activate(plan=story.plan, by=world.actor("rut"))
        assert (plan.heard, plan.heard_on, plan.heard_by_id) == (
            Heard.MEETING,
            clock.today(),
            world.people["rut"].pk,
        )
