"""The plan goes no further than the family's yes, and nobody is left with a task about what they may not see."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from kronobarn.circles.models import Disclosure, Seat
from kronobarn.circles.rules import Kind, Role
from kronobarn.consents import actions as consents
from kronobarn.consents.models import Consent
from kronobarn.core import clock
from kronobarn.meetings import actions as meetings
from kronobarn.meetings import policy as meeting_policy
from kronobarn.notices import reads as notices
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from kronobarn.plans import actions, policy
from kronobarn.plans.models import Plan
from kronobarn.plans.rules import SaidBy
from tests.plans import stage
from tests.sign_in import sign_in
from tests.world import World


def allow(world: World, plan: Plan, *kinds: str, service: str = "social") -> None:
    """Eva and Emil are asked about these kinds, and say yes."""
    asked = consents.ask(
        matter_id=plan.matter_id,
        services=[world.areas[service].pk],
        kinds=kinds,
        why="För Elsas plan",
        until=clock.today() + timedelta(days=180),
        by=world.actor("rut"),
    )
    for one in asked:
        assert one.giver is not None
        consents.answer(
            consent=one, services=one.asked_services, kinds=one.asked_kinds, by=world.actor(one.giver.username)
        )


def begun(world: World, *kinds: str) -> Plan:
    plan = actions.start(matter=stage.matter(world), by=world.actor("rut"))
    allow(world, plan, *kinds)
    stage.ask(world, plan, "sofia")
    return stage.fresh(world, plan)


def sees(world: World, name: str, plan: Plan) -> bool:
    with world.as_(name) as actor:
        return Plan.objects.visible_to(actor).filter(pk=plan.pk).exists()


def add_goal(world: World, plan: Plan, area_key: str, by: str = "rut") -> None:
    actions.add_goal(
        plan=plan,
        area_key=area_key,
        need="Mer lugn",
        desired_outcome="Jag har det lugnt",
        how_we_see_it="Elsa säger det",
        said_by=SaidBy.CHILD,
        seen=stage.fresh(world, plan).revision,
        by=world.actor(by),
    )


@pytest.mark.parametrize(("kinds", "let_in"), [(("support",), True), (("school", "health"), False)])
def test_a_plan_is_about_support(world: World, kinds: tuple[str, ...], let_in: bool) -> None:
    assert sees(world, "sofia", begun(world, *kinds)) == let_in


def test_what_does_not_follow_is_said_to_who_shares(client: Client, world: World) -> None:
    plan = begun(world, "school", "health")
    sign_in(client, world, "rut")

    text = client.get(f"/planer/{plan.pk}/").content.decode()

    assert "Det här följer inte med till" in text
    assert "Familjen har inte sagt ja till ”Stöd som ges eller har getts”" in text


def test_a_plan_with_such_a_goal_waits_for_such_a_yes(world: World) -> None:
    plan = actions.start(matter=stage.matter(world), by=world.actor("rut"))
    add_goal(world, plan, "healthy")
    allow(world, plan, "support")
    stage.ask(world, plan, "sofia")
    before = sees(world, "sofia", plan)
    with world.as_("rut"):
        gaps = [gap.sentence for gap in policy.activation_gaps(stage.fresh(world, plan))]

    allow(world, plan, "support", "health")
    actions.share(plan=plan, by=world.actor("rut"))

    assert not before
    assert any("inte sagt ja till ”Hälsa och mående”" in gap for gap in gaps)
    assert sees(world, "sofia", plan)


def test_a_goal_about_what_was_not_allowed_is_not_written_where_others_read(world: World) -> None:
    plan = begun(world, "support", "health")

    add_goal(world, plan, "healthy")
    with pytest.raises(ValidationError, match="inte sagt ja till ”Hemmet och familjen”"):
        add_goal(world, stage.fresh(world, plan), "nurtured")

    with world.as_("rut"):
        given = Disclosure.objects.standing().get(record=plan.pk, to_area=world.areas["social"])
    assert given.kinds == ["health", "support"]


def test_a_lead_elsewhere_writes_only_such_goals(world: World) -> None:
    plan = begun(world, "support", "health")
    stage.lead(world, plan, "sofia")

    add_goal(world, stage.fresh(world, plan), "healthy", by="sofia")
    with pytest.raises(ValidationError, match="Hemmet och familjen"):
        add_goal(world, stage.fresh(world, plan), "safe", by="sofia")


def test_a_meeting_is_about_support(world: World) -> None:
    matter = stage.matter(world)
    plan = actions.start(matter=matter, by=world.actor("rut"))
    allow(world, plan, "school")
    with world.as_("rut") as rut:
        refused = meeting_policy.may_let_in(rut, matter, [world.areas["social"].pk])

    assert "Det här följer inte med till" in str(refused.reason)
    assert "Mötet" in str(refused.reason)
    with pytest.raises(Exception, match="Stöd som ges"):
        meetings.call(
            matter=matter,
            starts_at=clock.now() + timedelta(days=1),
            minutes=60,
            place="Skolan",
            invited=[world.assignments["sofia"]],
            child_wishes="",
            by=world.actor("rut"),
        )


# The lead ----------------------------------------------------------------------------------------


def withdrawn(world: World) -> Plan:
    """Sofia leads the plan from another service; Eva takes back her yes to it."""
    plan = stage.active(world)
    with world.as_("rut") as rut:
        consent = Consent.objects.visible_to(rut).get(giver=world.people["eva"])
    consents.withdraw(consent=consent, by=world.actor("eva"))
    return plan


def test_a_lead_whose_service_lost_the_yes_gives_the_seat_back(world: World) -> None:
    plan = withdrawn(world)

    assert not sees(world, "sofia", plan)
    with world.as_("rut") as rut:
        assert not Seat.objects.visible_to(rut).standing().filter(role=Role.LEAD).exists()
    with world.as_("sofia") as sofia:
        assert not Task.objects.visible_to(sofia).waiting().exists()


def test_the_responsible_is_asked_and_every_link_opens(client: Client, world: World) -> None:
    withdrawn(world)

    with world.as_("rut") as rut:
        day = notices.waiting(rut)
    waiting = [line for _when, _heading, lines in day.parts for line in lines]
    sign_in(client, world, "rut")

    asked = {str(Task.KINDS[kind]) for kind in (TaskKind.REVIEW_SHARING, TaskKind.NAME_LEAD)}
    assert asked <= {line.title for line in waiting}
    assert [client.get(line.href).status_code for line in waiting] == [200] * len(waiting)


def test_a_new_lead_is_named_among_those_who_see_the_plan(client: Client, world: World) -> None:
    plan = withdrawn(world)
    sign_in(client, world, "rut")
    assert "har lämnat sin plats" in client.get(f"/planer/{plan.pk}/").content.decode()

    with pytest.raises(ValidationError, match="ser inte planen"):
        stage.lead(world, plan, "sofia")
    stage.lead(world, plan, "rut")

    with world.as_("rut") as rut:
        assert not Task.objects.visible_to(rut).waiting().filter(kind=TaskKind.NAME_LEAD).exists()
        assert Seat.objects.visible_to(rut).standing().filter(role=Role.LEAD, person=rut.person_id).exists()
        assert not Disclosure.objects.standing().filter(record=plan.pk, record__kind=Kind.PLAN, consent__isnull=False)
