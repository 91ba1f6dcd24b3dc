from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kronobarn.circles.models import Disclosure, Seat
from kronobarn.circles.rules import Ground, Role
from kronobarn.concerns.models import Matter
from kronobarn.concerns.rules import Outcome
from kronobarn.core import clock
from kronobarn.core.decisions import Denied, Stale
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from kronobarn.plans import actions
from kronobarn.plans.models import Agreement, Goal, Party, Plan, PlanAction, PlanVersion
from kronobarn.plans.rules import ActionState, AgreementAnswer, AgreementForm, Answer, GoalState, SaidBy, State
from kronobarn.responsibility import actions as responsibility
from kronobarn.responsibility.rules import Follows
from tests.plans import stage
from tests.story import Stage, tell
from tests.world import World


def seats(world: World, *roles: Role) -> set[tuple[str, str]]:
    with world.as_("rut") as rut:
        found = Seat.objects.visible_to(rut).standing().filter(child=world.elsa, role__in=roles)
        return set(found.values_list("person__username", "role"))


def waiting(world: World, name: str) -> set[str]:
    with world.as_(name) as actor:
        return set(Task.objects.visible_to(actor).filter(done_at=None).values_list("kind", flat=True))


def test_child_and_guardians_see_the_plan_from_the_first_moment(world: World) -> None:
    plan = stage.draft(world)
    for name in ("elsa", "eva", "emil"):
        with world.as_(name) as actor:
            assert Plan.objects.visible_to(actor).get() == plan


def test_the_service_that_begins_takes_part(world: World) -> None:
    plan = stage.draft(world)
    with world.as_("rut") as rut:
        party = Party.objects.visible_to(rut).get()
        assert (party.area, party.contact, party.answer) == (
            world.areas["skolan"],
            world.assignments["rut"],
            Answer.ACCEPTED,
        )
    assert ("rut", "contact") in seats(world, Role.CONTACT)
    assert TaskKind.ACTIVATE_PLAN in waiting(world, "rut")
    assert plan.state == State.DRAFT


def test_a_service_with_consent_is_let_in_on_it(world: World) -> None:
    plan = stage.draft(world)
    stage.ask(world, plan, "sofia")
    with world.as_("sofia") as sofia:
        assert Plan.objects.visible_to(sofia).get() == plan
        assert Matter.objects.visible_to(sofia).get() == plan.matter
        disclosure = Disclosure.objects.visible_to(sofia).get(record=plan.pk)
        assert (disclosure.ground, disclosure.consent is not None) == (Ground.CONSENT, True)
        assert disclosure.until is not None
    assert TaskKind.AGREE_TO_PLAN in waiting(world, "sofia")


def test_a_service_without_consent_is_asked_but_sees_nothing_until_it_stands(world: World) -> None:
    plan = stage.draft(world)
    stage.ask(world, plan, "bo")
    with world.as_("bo") as bo:
        assert not Plan.objects.visible_to(bo).exists()
        assert not Seat.objects.held_by(bo).exists()

    stage.consent(world, plan.matter, "bup")
    actions.share(plan=plan, by=world.actor("rut"))

    with world.as_("bo") as bo:
        assert Plan.objects.visible_to(bo).get() == plan


def test_the_same_service_is_not_asked_twice(world: World) -> None:
    plan = stage.draft(world)
    with pytest.raises(ValidationError) as problem:
        stage.ask(world, plan, "kim")
    assert "contact" in problem.value.message_dict


def test_a_contact_answers_for_the_service(world: World) -> None:
    plan = stage.draft(world)
    party = stage.ask(world, plan, "sofia")
    answered = actions.answer_as_party(party=party, accept=True, by=world.actor("sofia"))
    assert answered.answer == Answer.ACCEPTED
    assert TaskKind.AGREE_TO_PLAN not in waiting(world, "sofia")


def test_a_no_has_a_reason_and_ends_the_seat(world: World) -> None:
    plan = stage.draft(world)
    party = stage.ask(world, plan, "sofia")
    with pytest.raises(ValidationError):
        actions.answer_as_party(party=party, accept=False, why=" ", by=world.actor("sofia"))
    actions.answer_as_party(party=party, accept=False, why="Ärendet är avslutat hos oss", by=world.actor("sofia"))
    assert ("sofia", "contact") not in seats(world, Role.CONTACT)
    with world.as_("sofia") as sofia:
        assert not Plan.objects.visible_to(sofia).exists()


def test_with_a_no_the_service_gives_back_what_it_was_given(world: World) -> None:
    plan = stage.draft(world)
    party = stage.ask(world, plan, "sofia")
    given = Disclosure.objects.filter(to_area=world.areas["social"], record__in=[plan.pk, plan.matter_id])
    with world.as_("rut"):
        assert given.filter(ended_at=None).count() == 2

    actions.answer_as_party(party=party, accept=False, why="Ärendet är avslutat hos oss", by=world.actor("sofia"))

    with world.as_("rut"):
        assert set(given.values_list("ended_by", flat=True)) == {world.people["sofia"].pk}


def test_a_no_does_not_blind_the_responsible_in_the_same_service(world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    follows = Follows(records=[story.plan.pk], ground=Ground.NECESSARY, necessity="Elsa byter skola")
    offered = responsibility.offer(
        child=world.elsa,
        to=world.assignments["gunnar"],
        because="Elsa flyttar snart.",
        follows=follows,
        by=world.actor("rut"),
    )
    responsibility.accept(responsibility=offered, by=world.actor("gunnar"))
    with world.as_("rut") as rut:
        seen = Plan.objects.visible_to(rut).get().revision
    party = actions.add_party(plan=story.plan, contact=world.assignments["gunnar"], seen=seen, by=world.actor("rut"))
    actions.answer_as_party(party=party, accept=False, why="Vi kan inte än.", by=world.actor("gunnar"))
    with world.as_("gunnar") as gunnar:
        assert Plan.objects.visible_to(gunnar).exists()


def test_a_service_that_said_no_can_be_asked_again(world: World) -> None:
    plan = stage.draft(world)
    party = stage.ask(world, plan, "sofia")
    actions.answer_as_party(party=party, accept=False, why="Vi kan inte nu.", by=world.actor("sofia"))
    again = stage.ask(world, plan, "sofia")
    assert (again.pk, again.answer, again.why) == (party.pk, Answer.ASKED, "")


def test_a_new_contact_takes_the_seat_of_the_old(world: World) -> None:
    plan = stage.draft(world)
    with world.as_("rut") as rut:
        own = Party.objects.visible_to(rut).get()
    actions.change_contact(party=own, contact=world.assignments["kim"], seen=plan.revision, by=world.actor("rut"))
    assert seats(world, Role.CONTACT) == {("kim", "contact")}
    assert ("rut", "responsible") in seats(world, Role.RESPONSIBLE)


def test_the_place_given_for_the_meeting_ends_with_the_services_part(world: World) -> None:
    story = tell(world, Stage.PLANNED)
    actions.let_go(party=story.party, why="Behövs inte längre", by=world.actor("rut"))
    with world.as_("sofia") as sofia:
        assert not Plan.objects.visible_to(sofia).exists()
        assert not Seat.objects.held_by(sofia).exists()


def test_a_contact_works_in_the_service(world: World) -> None:
    plan = stage.draft(world)
    party = stage.ask(world, plan, "sofia")
    with pytest.raises(ValidationError):
        actions.change_contact(
            party=party,
            contact=world.assignments["bo"],
            seen=stage.fresh(world, plan).revision,
            by=world.actor("rut"),
        )


def test_there_is_one_lead_and_the_seat_moves(world: World) -> None:
    plan = stage.draft(world)
    stage.ask(world, plan, "sofia")
    stage.lead(world, plan, "rut")
    assert seats(world, Role.LEAD) == {("rut", "lead")}
    stage.lead(world, plan, "sofia")
    assert seats(world, Role.LEAD) == {("sofia", "lead")}


def test_the_lead_hands_the_lead_on(world: World) -> None:
    plan = stage.active(world)
    actions.name_lead(
        plan=plan,
        lead=world.assignments["rut"],
        next_review_on=clock.today() + stage.LATER,
        seen=stage.fresh(world, plan).revision,
        by=world.actor("sofia"),
    )
    assert seats(world, Role.LEAD) == {("sofia", "lead")}
    actions.answer_lead(plan=plan, accept=True, by=world.actor("rut"))
    assert seats(world, Role.LEAD) == {("rut", "lead")}
    assert TaskKind.REVIEW_PLAN in waiting(world, "rut")
    assert TaskKind.REVIEW_PLAN not in waiting(world, "sofia")


@pytest.mark.parametrize("days", [0, -1])
def test_a_review_lies_ahead(world: World, days: int) -> None:
    plan = stage.draft(world)
    with pytest.raises(ValidationError) as problem:
        actions.name_lead(
            plan=plan,
            lead=world.assignments["rut"],
            next_review_on=clock.today() + timedelta(days=days),
            seen=plan.revision,
            by=world.actor("rut"),
        )
    assert "next_review_on" in problem.value.message_dict


def test_only_a_contact_leads(world: World) -> None:
    plan = stage.draft(world)
    with pytest.raises(ValidationError) as problem:
        stage.lead(world, plan, "sofia")
    assert "lead" in problem.value.message_dict


def test_whoever_saw_an_older_plan_overwrites_nothing(world: World) -> None:
    plan = stage.draft(world)
    seen = plan.revision
    stage.write_words(world, plan, child_wants="Det första")
    with pytest.raises(Stale):
        actions.set_words(
            plan=plan,
            child_wants="Det andra",
            child_view_how="",
            contingency="",
            disagreement="",
            seen=seen,
            by=world.actor("rut"),
        )
    assert stage.fresh(world, plan).child_wants == "Det första"


def test_goals_are_numbered_in_order(world: World) -> None:
    plan = stage.draft(world)
    assert [stage.goal(world, plan, outcome).number for outcome in ("Ett", "Två", "Tre")] == [1, 2, 3]


def test_a_goal_is_about_a_part_of_the_wheel(world: World) -> None:
    plan = stage.draft(world)
    goal = stage.goal(world, plan)
    with pytest.raises(ValidationError) as problem:
        actions.change_goal(
            goal=goal,
            area_key="happiness_score",
            need="n",
            desired_outcome="o",
            how_we_see_it="h",
            said_by=SaidBy.CHILD,
            seen=stage.fresh(world, plan).revision,
            by=world.actor("rut"),
        )
    assert "area_key" in problem.value.message_dict


def test_a_reached_goal_takes_what_was_done_with_it(world: World) -> None:
    stage.active(world)
    with world.as_("rut") as rut:
        goal = Goal.objects.visible_to(rut).get()
    actions.conclude_goal(goal=goal, state=GoalState.REACHED, by=world.actor("sofia"))
    with world.as_("rut") as rut:
        one = PlanAction.objects.visible_to(rut).get()
        assert (one.state, one.done_by) == (ActionState.DONE, world.people["sofia"])
    assert TaskKind.DO_ACTION not in waiting(world, "sofia")


def test_the_family_can_take_something_on(world: World) -> None:
    plan = stage.draft(world)
    one = stage.do(world, stage.goal(world, plan), "eva", "Läser godnattsaga")
    assert (one.person, one.assignment, one.area) == (world.people["eva"], None, None)


def test_somebody_outside_the_plan_takes_nothing_on(world: World) -> None:
    plan = stage.draft(world)
    goal = stage.goal(world, plan)
    from kronobarn.circles import actions as circles

    circles.seat(child_id=world.elsa.pk, assignment=world.assignments["sanna"], why="Hälsa", by=world.actor("rut"))
    with pytest.raises(ValidationError) as problem:
        stage.do(world, goal, "sanna")
    assert "doer" in problem.value.message_dict


def test_an_action_ends_today_or_later_and_after_it_begins(world: World) -> None:
    plan = stage.draft(world)
    goal = stage.goal(world, plan)
    doer = stage.seat(world, "rut").pk
    today = clock.today()
    for since, until in ((today, today - timedelta(days=1)), (today - timedelta(days=9), today - timedelta(days=2))):
        with pytest.raises(ValidationError) as problem:
            actions.add_action(
                goal=goal,
                what="Ringer hem",
                doer=doer,
                since=since,
                until=until,
                seen=stage.fresh(world, plan).revision,
                by=world.actor("rut"),
            )
        assert "until" in problem.value.message_dict


def test_an_action_changes_hands(world: World) -> None:
    plan = stage.active(world)
    with world.as_("rut") as rut:
        one = PlanAction.objects.visible_to(rut).get()
    actions.change_action(
        plan_action=one,
        what="Pratar varannan vecka",
        doer=stage.seat(world, "rut").pk,
        since=one.since,
        until=one.until,
        seen=stage.fresh(world, plan).revision,
        by=world.actor("sofia"),
    )
    assert TaskKind.DO_ACTION in waiting(world, "rut")
    assert TaskKind.DO_ACTION not in waiting(world, "sofia")


def test_whoever_does_it_says_that_it_is_done(world: World) -> None:
    plan = stage.active(world)
    with world.as_("sofia") as sofia:
        one = PlanAction.objects.visible_to(sofia).get()
    actions.finish_action(plan_action=one, state=ActionState.DONE, by=world.actor("sofia"))
    assert TaskKind.DO_ACTION not in waiting(world, "sofia")
    with pytest.raises(Denied):
        actions.finish_action(plan_action=one, state=ActionState.DONE, by=world.actor("sofia"))
    assert plan.state == State.ACTIVE


def test_an_active_plan_asks_everyone_and_is_frozen(world: World) -> None:
    plan = stage.active(world)
    assert (plan.state, plan.activated_by) == (State.ACTIVE, world.people["rut"])
    with world.as_("rut") as rut:
        version = PlanVersion.objects.visible_to(rut).get()
        assert version.number == 1
        assert version.content["child_wants"] == plan.child_wants
    for name in ("elsa", "eva", "emil", "rut", "sofia"):
        assert TaskKind.AGREE_TO_PLAN in waiting(world, name)
    assert TaskKind.ACTIVATE_PLAN not in waiting(world, "rut")
    assert {TaskKind.DO_ACTION, TaskKind.REVIEW_PLAN} <= waiting(world, "sofia")


def test_a_plan_is_made_active_once(world: World) -> None:
    plan = stage.active(world)
    with pytest.raises(Denied) as refused:
        actions.activate(plan=plan, by=world.actor("rut"))
    assert "redan aktiv" in str(refused.value.reason)
    with world.as_("rut") as rut:
        assert PlanVersion.objects.visible_to(rut).count() == 1


def test_a_new_version_says_what_changed(world: World) -> None:
    plan = stage.active(world)
    stage.goal(world, plan, "Elsa kommer i tid")
    version = actions.revise(plan=plan, by=world.actor("sofia"))
    assert (version.number, stage.changes(world, plan)) == (2, [[], ["Nytt mål: Elsa kommer i tid"]])
    with pytest.raises(Denied):
        actions.revise(plan=plan, by=world.actor("sofia"))


def test_each_answers_for_themselves_and_can_think_again(world: World) -> None:
    plan = stage.active(world)
    for answer in (AgreementAnswer.DISAGREES, AgreementAnswer.AGREES):
        actions.agree(
            plan=plan,
            person=world.people["eva"],
            answer=answer,
            form=AgreementForm.SIGNED_IN,
            words="Jag har tänkt",
            by=world.actor("eva"),
        )
    with world.as_("eva") as eva:
        assert Agreement.objects.visible_to(eva).get().answer == AgreementAnswer.AGREES
    assert TaskKind.AGREE_TO_PLAN not in waiting(world, "eva")
    assert TaskKind.AGREE_TO_PLAN in waiting(world, "emil")


def test_what_a_guardian_says_aloud_is_written_down(world: World) -> None:
    plan = stage.active(world)
    sofia, emil = world.actor("sofia"), world.people["emil"]
    with pytest.raises(ValidationError):
        actions.agree(plan=plan, person=emil, answer=AgreementAnswer.AGREES, form=AgreementForm.SIGNED_IN, by=sofia)
    said = actions.agree(plan=plan, person=emil, answer=AgreementAnswer.AGREES, form=AgreementForm.ORAL, by=sofia)
    assert said.said_by == world.people["sofia"]
    assert TaskKind.AGREE_TO_PLAN not in waiting(world, "emil")
    assert TaskKind.AGREE_TO_PLAN in waiting(world, "eva")


def test_nobody_answers_for_somebody_elses_service(world: World) -> None:
    plan = stage.active(world)
    with pytest.raises(ValidationError) as problem:
        actions.agree(
            plan=plan,
            person=world.people["rut"],
            answer=AgreementAnswer.AGREES,
            form=AgreementForm.ORAL,
            by=world.actor("sofia"),
        )
    assert "person" in problem.value.message_dict


def test_a_service_that_is_no_longer_needed_leaves(world: World) -> None:
    plan = stage.active(world)
    stage.consent(world, plan.matter, "bup", "social")
    party = stage.ask(world, plan, "bo")
    with world.as_("bo") as bo:
        assert Plan.objects.visible_to(bo).exists()
    actions.let_go(
        party=party, why="Behövs inte längre", seen=stage.fresh(world, plan).revision, by=world.actor("sofia")
    )
    with world.as_("bo") as bo:
        assert not Plan.objects.visible_to(bo).exists()
    with world.as_("rut") as rut:
        given = Disclosure.objects.visible_to(rut).standing().filter(to_area=world.areas["bup"])
        assert not given.exists()


def test_an_active_plan_keeps_two_services(world: World) -> None:
    plan = stage.active(world)
    with world.as_("rut") as rut:
        own = Party.objects.visible_to(rut).get(area=world.areas["skolan"])
    with pytest.raises(Denied) as refused:
        actions.let_go(party=own, why="", seen=stage.fresh(world, plan).revision, by=world.actor("rut"))
    assert "ensam kvar" in str(refused.value.reason)


def test_closing_ends_the_matter_the_tasks_and_the_plans_seats(world: World) -> None:
    plan = stage.active(world)
    actions.close(plan=plan, because="Elsa sover bättre nu.", evaluation_child="Mycket bättre", by=world.actor("sofia"))
    assert seats(world, Role.LEAD, Role.CONTACT) == set()
    assert seats(world, Role.RESPONSIBLE, Role.GUARDIAN, Role.CHILD) == {
        ("rut", "responsible"),
        ("eva", "guardian"),
        ("emil", "guardian"),
        ("elsa", "child"),
    }
    with world.as_("rut") as rut:
        matter = Matter.objects.visible_to(rut).get()
        assert matter.outcome == Outcome.PLAN_DONE
    assert not waiting(world, "eva")
    with world.as_("sofia") as sofia:
        assert not Plan.objects.visible_to(sofia).exists()


def test_a_draft_that_is_closed_leaves_the_matter_open(world: World) -> None:
    plan = stage.draft(world)
    for because in (" ", "Behövs inte"):
        with pytest.raises(ValidationError, match="Skriv"):
            actions.close(plan=plan, because=because, by=world.actor("rut"))
    actions.close(plan=plan, because="Vi behövde inte vara fler", by=world.actor("rut"))
    with world.as_("rut") as rut:
        assert Matter.objects.visible_to(rut).get().is_open
    again = actions.start(matter=plan.matter, by=world.actor("rut"))
    assert again.pk != plan.pk
