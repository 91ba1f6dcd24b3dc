"""What a meeting decided and the plan does not need is laid aside, for a reason that stands with the meeting; and taken up again."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.core import clock
from kronobarn.core.decisions import Denied
from kronobarn.drafts import actions as drafts
from kronobarn.meetings import actions as meetings
from kronobarn.meetings.models import MeetingDecision
from kronobarn.plans import actions, rules
from kronobarn.plans.models import PlanAction
from tests.plans.test_deciding import WAITS, WHAT, decide
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell
from tests.told import told_once
from tests.world import World

WHY = "Sofia har redan ringt Eva."


@told_once
def told(world: World) -> Story:
    return tell(world, Stage.ACTIVE)


def lay_aside(world: World, story: Story, because: str = WHY, by: str = "rut") -> MeetingDecision:
    with world.as_("rut"):
        decision = MeetingDecision.objects.get(record=story.meeting.pk)
    return actions.lay_decision_aside(plan=story.plan, decision=decision, because=because, by=world.actor(by))


def of(story: Story, name: str = "plans:plan") -> str:
    return reverse(name, args=[story.meeting.pk if name.startswith("meetings") else story.plan.pk])


def test_a_decision_that_is_laid_aside_waits_no_more_and_the_meeting_says_why(client: Client, world: World) -> None:
    story = told(world)
    decision = decide(world, story)
    sign_in(client, world, "rut")
    address = reverse("plans:lay_aside", args=[story.plan.pk, decision.pk])
    assert address in client.get(of(story, "plans:decisions")).content.decode()

    short = client.post(address, {"because": "Klart"})
    done = client.post(address, {"because": WHY}, follow=True).content.decode()

    assert short.status_code == 422
    assert "minst tre ord" in short.content.decode()
    assert "Inga beslut väntar" in done
    assert WHY in done
    assert WAITS not in client.get(of(story)).content.decode()
    assert WHAT not in client.get(reverse("plans:add_action", args=[story.goal.pk])).content.decode()
    meeting = client.get(of(story, "meetings:meeting")).content.decode()
    for said in (WHAT, WHY, "Rut i Ängsby", "Det här behövs inte i planen", "Ta upp igen"):
        assert said in meeting
    assert "Lägg besluten i planen" not in meeting


@pytest.mark.usefixtures("documents_as_text")
@pytest.mark.parametrize("who", ["eva", "elsa", "sofia"])
def test_whoever_reads_the_meeting_reads_why_and_only_who_leads_may_undo_it(
    client: Client, world: World, who: str
) -> None:
    story = told(world)
    decision = lay_aside(world, story)
    sign_in(client, world, who)
    for name in ("meetings:meeting", "meetings:paper", "plans:decisions"):
        page = client.get(of(story, name)).content.decode()
        assert WHAT in page, name
        assert WHY in page, name
        assert "Ta upp igen" not in page, name
    assert client.post(reverse("plans:take_up", args=[decision.pk])).status_code == 403
    with pytest.raises(Denied):
        lay_aside(world, story, by=who)
    with pytest.raises(Denied):
        meetings.lay_aside(decision=decision, because=WHY, by=world.actor(who))


def test_it_is_taken_up_again_and_goes_into_the_plan(client: Client, world: World) -> None:
    story = told(world)
    decide(world, story)
    decision = lay_aside(world, story)
    sign_in(client, world, "rut")
    take, goal = reverse("plans:take", args=[decision.pk]), {"goal": story.goal.pk}
    refused = client.post(take, goal, follow=True)
    assert refused.redirect_chain == [(of(story, "plans:decisions"), 302)]
    assert "Ta upp det igen under Beslut från möten först." in refused.content.decode()

    up = client.post(reverse("plans:take_up", args=[decision.pk]), follow=True)
    client.post(reverse("plans:take_up", args=[decision.pk]))

    assert up.redirect_chain == [(of(story, "plans:decisions"), 302)]
    assert WAITS in client.get(of(story)).content.decode()
    assert "Det här behövs inte i planen" not in client.get(of(story, "meetings:meeting")).content.decode()
    client.post(take, goal)
    with world.as_("rut"):
        assert PlanAction.objects.filter(what=WHAT).count() == 1
        rows = LogEntry.objects.filter(child_id=story.plan.child_id, kind__startswith="decision.")
        assert sorted(rows.values_list("kind", flat=True)) == ["decision.laid_aside", "decision.taken_up"]


def test_what_stands_in_the_plan_is_not_laid_aside_nor_what_is_already(client: Client, world: World) -> None:
    story = told(world)
    decision = decide(world, story)
    actions.take_decision(goal=story.goal, decision=decision, by=world.actor("rut"))
    with pytest.raises(Denied, match="väntar inte längre"):
        lay_aside(world, story)
    sign_in(client, world, "rut")
    late = client.post(reverse("plans:lay_aside", args=[story.plan.pk, decision.pk]), {"because": WHY})
    assert late.status_code == 422
    assert WHY in late.content.decode()


def test_what_is_laid_aside_is_not_laid_aside_again(world: World) -> None:
    decision = lay_aside(world, told(world))
    with pytest.raises(ValidationError, match="redan lagt åt sidan"):
        meetings.lay_aside(decision=decision, because="Vi ändrade oss igen.", by=world.actor("rut"))


def test_a_form_that_was_opened_before_it_was_laid_aside_is_refused_with_what_was_typed(
    client: Client, world: World
) -> None:
    story = told(world)
    decision = decide(world, story)
    sign_in(client, world, "rut")
    add = reverse("plans:add_action", args=[story.goal.pk])
    form = client.get(add, {"beslut": str(decision.pk)}).content.decode()
    carried = dict(re.findall(r'<input type="hidden" name="(seen|decision)"[^>]* value="(.*?)"', form))
    today = clock.today().isoformat()
    typed = {**carried, "what": "Mormor ringer Eva.", "doer": "other", "helper": "Mormor", "since": today}
    lay_aside(world, story)

    late = client.post(add, {**typed, "until": today})
    text = late.content.decode()

    assert late.status_code == 422
    assert "Beslutet ”Sofia ringer Eva.” är lagt åt sidan av Rut i Ängsby. Ta upp det igen" in text
    assert f'href="{of(story, "plans:decisions")}"' in text
    assert ">\nMormor ringer Eva.</textarea>" in text
    assert f'name="decision" value="{decision.pk}"' in text
    again = client.get(add, {"beslut": str(decision.pk)}).content.decode()
    assert "är lagt åt sidan av Rut i Ängsby" in again
    assert f">\n{WHAT}</textarea>" not in again
    with world.as_("rut"):
        assert not PlanAction.objects.filter(helper="Mormor").exists()

    client.post(reverse("plans:take_up", args=[decision.pk]))
    assert client.post(add, {**typed, "until": today}).status_code == 302
    with world.as_("rut"):
        assert PlanAction.objects.get(helper="Mormor").decision == decision.pk


def test_what_the_form_carries_along_is_not_shown_as_typed_in_another_window(client: Client, world: World) -> None:
    story = told(world)
    decision = decide(world, story)
    given = QueryDict(mutable=True)
    given.update({"what": "Mormor ringer Eva.", "decision": str(decision.pk)})
    form = rules.draft_key("add-action", story.goal.pk)
    drafts.keep(child_id=world.elsa.pk, form=form, typed=given, by=world.actor("rut"))
    sign_in(client, world, "rut")
    add = reverse("plans:add_action", args=[story.goal.pk])
    text = client.get(add, {"beslut": str(decision.pk)}).content.decode()
    assert "Mormor ringer Eva.</blockquote>" in text.replace("\n", "")
    assert f">{decision.pk}<" not in text


@pytest.mark.database
def test_the_database_holds_that_it_stands_in_the_plan_or_is_laid_aside(world: World) -> None:
    story = told(world)
    decision = lay_aside(world, story)
    with world.as_("rut"):
        with pytest.raises(IntegrityError, match="what is laid aside stands in no plan"), transaction.atomic():
            PlanAction.objects.filter(pk=story.plan_action.pk).update(decision=decision.pk)
        meetings.take_up(decision=decision, by=world.actor("rut"))
        PlanAction.objects.filter(pk=story.plan_action.pk).update(decision=decision.pk)
    with pytest.raises(IntegrityError, match="what stands in the plan is not laid aside"), transaction.atomic():
        meetings.lay_aside(decision=decision, because=WHY, by=world.actor("rut"))


@pytest.mark.database
def test_what_stood_in_a_plan_that_is_over_may_be_laid_aside(world: World) -> None:
    story = told(world)
    decision = decide(world, story)
    actions.take_decision(goal=story.goal, decision=decision, by=world.actor("rut"))
    actions.close(plan=story.plan, because="Allt är klart nu.", by=world.actor("rut"))
    assert meetings.lay_aside(decision=decision, because=WHY, by=world.actor("rut")).laid_aside_at is not None


def test_it_is_taken_up_from_the_meeting_also_when_the_plan_is_over(client: Client, world: World) -> None:
    story = told(world)
    decision = lay_aside(world, story)
    actions.close(
        plan=story.plan,
        because="Allt är klart nu.",
        evaluation_child="",
        evaluation_guardians="",
        by=world.actor("rut"),
    )
    sign_in(client, world, "rut")
    answer = client.post(reverse("plans:take_up", args=[decision.pk]))
    assert answer.headers["Location"] == of(story, "meetings:meeting")
    with world.as_("rut"):
        assert MeetingDecision.objects.get(pk=decision.pk).laid_aside_at is None


ASIDE: dict[str, Any] = {"laid_aside_at": clock.now(), "laid_aside_because": WHY}
SIDEWAYS: list[tuple[str, str, dict[str, Any], bool]] = [
    ("who leads", "rut", {"laid_aside_by": "rut"}, True),
    ("in another's name", "rut", {"laid_aside_by": "sofia"}, False),
    ("without a reason", "rut", {"laid_aside_by": "rut", "laid_aside_because": ""}, False),
    ("in one word", "rut", {"laid_aside_by": "rut", "laid_aside_because": "Klart"}, False),
    ("at no time", "rut", {"laid_aside_by": None, "laid_aside_at": None}, False),
    ("by nobody", "rut", {"laid_aside_by": None}, False),
    ("a contact who does not lead", "sofia", {"laid_aside_by": "sofia"}, False),
]


@pytest.mark.database
@pytest.mark.parametrize(("who", "said", "holds"), [one[1:] for one in SIDEWAYS], ids=[one[0] for one in SIDEWAYS])
def test_the_database_lets_who_leads_lay_it_aside_in_their_own_name(
    world: World, who: str, said: dict[str, Any], holds: bool
) -> None:
    story = told(world)
    set_to = {**ASIDE, **said}
    if set_to["laid_aside_by"]:
        set_to["laid_aside_by"] = world.people[set_to["laid_aside_by"]]
    with world.as_(who):
        rows = MeetingDecision.objects.filter(record=story.meeting.pk)
        try:
            with transaction.atomic():
                done = rows.update(**set_to) == 1
        except IntegrityError:
            done = False
    assert done is holds


@pytest.mark.database
def test_the_database_lets_nobody_write_over_why_and_who_leads_take_it_up(world: World) -> None:
    story = told(world)
    lay_aside(world, story)
    up: dict[str, Any] = {"laid_aside_at": None, "laid_aside_by": None, "laid_aside_because": ""}
    tries: list[tuple[str, dict[str, Any]]] = [("rut", {"laid_aside_because": "Vi ändrade oss igen."}), ("sofia", up)]
    for who, change in tries:
        with world.as_(who), pytest.raises(IntegrityError), transaction.atomic():
            MeetingDecision.objects.filter(record=story.meeting.pk).update(**change)
    with world.as_("rut"):
        assert MeetingDecision.objects.filter(record=story.meeting.pk).update(**up) == 1
