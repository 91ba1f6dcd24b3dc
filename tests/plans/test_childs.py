"""The child's own version of the plan: easy words, who helps, what comes next, whom to ask; and the sheet to fold."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from kronobarn.core import clock
from kronobarn.core.decisions import Denied
from kronobarn.people.models import Child, Person
from kronobarn.plans import actions, policy
from kronobarn.plans.childs import ChildsPlan, childs_plan
from kronobarn.plans.models import Goal, Plan
from kronobarn.plans.rules import GoalState
from kronobarn.portraits import actions as portraits
from kronobarn.ui.language import NAMES
from tests.documents.pictures import picture
from tests.plans import stage
from tests.sign_in import sign_in
from tests.told import told_once
from tests.world import World

pytestmark = pytest.mark.usefixtures("documents_as_text")


@told_once
def shared_work(world: World) -> Plan:
    """A plan in which a service, a guardian and Elsa herself do something."""
    plan = stage.ready(world)
    first = stage.goal(world, plan, "Jag hinner äta frukost")
    stage.do(world, first, "eva", "Väcker Elsa klockan sju")
    stage.do(world, first, "elsa", "Packar väskan på kvällen")
    return actions.activate(plan=stage.fresh(world, plan), by=world.actor("rut"))


def seen(world: World, plan: Plan, name: str) -> ChildsPlan:
    with world.as_(name) as actor:
        return childs_plan(Plan.objects.visible_to(actor).get(pk=plan.pk), actor)


def test_it_says_what_the_child_wants_who_does_what_and_whom_to_ask(world: World) -> None:
    shown = seen(world, shared_work(world), "elsa")
    assert shown.wants.startswith("Jag vill sova bättre")
    assert [(one.name, one.work, one.own) for one in shown.helpers] == [
        ("Sofia i Ängsby", "socialsekreterare", False),
        ("Eva i Ängsby", "", False),
        ("Jag", "", True),
    ]
    assert [one.what for one in shown.helpers[1].doing] == ["Väcker Elsa klockan sju"]
    assert (shown.ask, shown.work) == ("Sofia i Ängsby", "socialsekreterare")
    assert [one.words for one in shown.wishes] == ["Elsa sover hela natten", "Jag hinner äta frukost"]
    assert {one.picture for one in shown.wishes} == {"healthy"}


def test_what_comes_next_has_a_day(world: World) -> None:
    shown = seen(world, shared_work(world), "elsa")
    assert [(one.words, one.day) for one in shown.coming] == [
        ("Vi ser hur det har gått.", clock.today() + timedelta(days=30))
    ]


def test_what_is_done_or_taken_out_is_no_longer_told(world: World) -> None:
    plan = shared_work(world)
    with world.as_("rut"):
        first = Goal.objects.get(record=plan.pk, number=1)
    actions.conclude_goal(goal=first, state=GoalState.REACHED, by=world.actor("rut"))
    shown = seen(world, plan, "elsa")
    assert [one.words for one in shown.wishes] == ["Jag hinner äta frukost"]
    assert [one.name for one in shown.helpers] == ["Eva i Ängsby", "Jag"]


@pytest.mark.parametrize("language", NAMES)
def test_the_child_reads_it_in_its_own_language_and_takes_it_along(client: Client, world: World, language: str) -> None:
    plan = shared_work(world)
    sign_in(client, world, "elsa")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    page = client.get(reverse("plans:childs", args=[plan.pk])).content.decode()
    sheet = client.get(reverse("plans:childs_paper", args=[plan.pk])).content.decode()

    heading = {"sv": "Den här kan jag fråga", "en": "Whom I can ask", "fi": "Häneltä voin kysyä"}
    for text in (page, sheet):
        assert heading.get(language, "Packar väskan på kvällen") in text
        assert language == "sv" or "De här hjälper till" not in text
    assert f'lang="{language}"' in sheet


@pytest.mark.parametrize("name", ["rut", "sofia", "eva", "elsa"])
def test_the_sheet_does_not_name_the_child(client: Client, world: World, name: str) -> None:
    plan = shared_work(world)
    sign_in(client, world, name)
    sheet = client.get(reverse("plans:childs_paper", args=[plan.pk])).content.decode()
    assert world.elsa.full_name not in sheet
    assert re.search(r"<title>Min plan", sheet)


def test_a_protected_childs_version_names_nobody_else_in_the_family(client: Client, world: World) -> None:
    plan = shared_work(world)
    with world.as_("rut"):
        Child.objects.filter(pk=world.elsa.pk).update(protection="secrecy_mark")
    sign_in(client, world, "emil")
    for address in ("plans:childs", "plans:childs_paper"):
        text = client.get(reverse(address, args=[plan.pk])).content.decode()
        assert "Någon i familjen" in text
        assert "Eva i Ängsby" not in text
        assert "Socialkontoret" not in text


def test_the_child_chooses_whether_the_grown_ups_are_seen(client: Client, world: World) -> None:
    plan = shared_work(world)
    portraits.add(sent=picture(), by=world.actor("sofia"))
    portraits.add(sent=picture(), by=world.actor("rut"))  # does nothing in the plan
    assert seen(world, plan, "elsa").faces == [], "nothing until the child wants it"

    sign_in(client, world, "elsa")
    page = reverse("plans:childs", args=[plan.pk])
    assert "Vill du se foton" in client.get(page).content.decode()
    shown = client.post(reverse("plans:faces", args=[plan.pk]), {"faces": "show"}, follow=True).content.decode()
    assert shown.count('class="face"') == 2, "by what she does, and as the one to ask"
    assert [bool(one.face) for one in seen(world, plan, "elsa").helpers] == [True, False, False]
    sheet = client.get(reverse("plans:childs_paper", args=[plan.pk])).content.decode()
    assert sheet.count(f'src="picture:face-{world.people["sofia"].pk}"') == 2

    client.post(reverse("plans:faces", args=[plan.pk]), {"faces": "hide"})
    assert 'class="face"' not in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("who", "when_hidden", "when_shown"),
    [("elsa", True, True), ("rut", True, True), ("eva", False, True), ("tage", False, False)],
)
def test_who_chooses_photographs(world: World, who: str, when_hidden: bool, when_shown: bool) -> None:
    plan = shared_work(world)
    for now, may in ((False, when_hidden), (True, when_shown)):
        plan.faces = now
        with world.as_(who) as actor:
            assert bool(policy.may_choose_faces(actor, plan, shown=not now)) is may
    if when_shown:
        actions.choose_faces(plan=plan, shown=True, by=world.actor("elsa"))
        assert not actions.choose_faces(plan=plan, shown=False, by=world.actor(who)).faces


@pytest.mark.parametrize("protected", ["the child", "a guardian", "the grown-up"])
def test_no_photograph_is_shown_near_somebody_protected(world: World, protected: str) -> None:
    plan = actions.choose_faces(plan=shared_work(world), shown=True, by=world.actor("elsa"))
    portraits.add(sent=picture(), by=world.actor("sofia"))
    with world.as_("rut"):
        if protected == "the child":
            Child.objects.filter(pk=world.elsa.pk).update(protection="secrecy_mark")
        else:
            who = world.people["emil" if protected == "a guardian" else "sofia"]
            Person.objects.filter(pk=who.pk).update(protected=True)
    assert seen(world, plan, "elsa").faces == []
    if protected == "the child":
        with pytest.raises(Denied, match="visas inga foton"):
            actions.choose_faces(plan=plan, shown=True, by=world.actor("elsa"))


@pytest.mark.database
def test_the_family_changes_nothing_else_in_the_plan(world: World) -> None:
    plan = shared_work(world)
    for who in ("elsa", "eva"):
        with pytest.raises(IntegrityError), world.as_(who), transaction.atomic():
            Plan.objects.filter(pk=plan.pk).update(child_wants="något annat")


def test_before_and_after_it_holds_it_says_so(client: Client, world: World) -> None:
    plan = stage.draft(world)
    sign_in(client, world, "elsa")
    address = reverse("plans:childs", args=[plan.pk])
    early = client.get(address).content.decode()
    assert "Planen är inte klar än" in early
    assert "Inget är bestämt än" in early
    actions.put_aside(plan=plan, because="Skolans stöd räcker.", by=world.actor("rut"))
    assert "Planen är slut nu" in client.get(address).content.decode()
