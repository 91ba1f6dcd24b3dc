"""Following up: the old beside the new, and what it leads to."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kronobarn.assessments import actions as assessments
from kronobarn.assessments.rules import Perspective
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Role
from kronobarn.concerns.models import Matter
from kronobarn.concerns.rules import Outcome as MatterOutcome
from kronobarn.consents import actions as consents
from kronobarn.consents.models import Consent
from kronobarn.core import clock
from kronobarn.core.decisions import Denied
from kronobarn.drafts.reads import typed
from kronobarn.meetings import actions as meetings
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Child, Person
from kronobarn.plans.models import Goal, Party, Plan, PlanVersion
from kronobarn.plans.rules import GoalState, State
from kronobarn.practice import pack
from kronobarn.reviews import actions, policy, reads
from kronobarn.reviews.actions import Said
from kronobarn.reviews.models import ActionReview, GoalReview, Review
from kronobarn.reviews.rules import Outcome, Verdict
from tests.meetings.town import call, invited
from tests.plans import stage
from tests.sign_in import sign_in
from tests.world import World

NEXT = timedelta(days=84)


def begun(world: World, name: str = "sofia") -> Review:
    return actions.start(plan=stage.active(world), by=world.actor(name))


def rows(world: World, review: Review) -> list[GoalReview]:
    with world.as_("sofia") as sofia:
        return list(GoalReview.objects.visible_to(sofia).filter(record=review.pk))


def said(world: World, review: Review, verdict: Verdict = Verdict.KEEP, **rest: str) -> dict[UUID, Said]:
    return {row.pk: Said(now="Lite bättre", verdict=verdict, **rest) for row in rows(world, review)}


def finish(world: World, review: Review, **changed: object) -> Review:
    words: dict[str, object] = {
        "held_on": clock.today(),
        "came": "Elsa, Eva, Rut och Sofia",
        "child_view": "Det känns bättre",
        "outcome": Outcome.CONTINUE,
        "next_on": clock.today() + NEXT,
        **changed,
    }
    words.setdefault("said", said(world, review))
    return actions.finish(review=review, by=world.actor("sofia"), **words)  # type: ignore[arg-type]


def plan_of(world: World, review: Review) -> Plan:
    with world.as_("rut") as rut:
        found: Plan = Plan.objects.visible_to(rut).get(pk=review.plan_id)
        return found


def waiting(world: World, name: str) -> dict[str, object]:
    with world.as_(name) as actor:
        return dict(Task.objects.visible_to(actor).filter(done_at=None).values_list("kind", "due_on"))


def test_the_plan_as_it_was_stands_beside(world: World) -> None:
    review = begun(world)
    assert rows(world, review)[0].before["desired_outcome"] == "Elsa sover hela natten"
    with world.as_("sofia") as sofia:
        (doing,) = ActionReview.objects.visible_to(sofia).filter(record=review.pk)
    assert doing.before["what"] == "Pratar med Elsa varje vecka"


@pytest.mark.parametrize("name", ["rut", "eva", "emil", "elsa", "sofia"])
def test_everyone_in_the_plan_sees_that_it_has_begun(world: World, name: str) -> None:
    review = begun(world)
    with world.as_(name) as actor:
        assert Review.objects.visible_to(actor).get() == review


@pytest.mark.parametrize("name", ["sanna", "gunnar", "bo", "nora"])
def test_nobody_else_does(world: World, name: str) -> None:
    begun(world)
    with world.as_(name) as actor:
        assert not Review.objects.visible_to(actor).exists()
        assert not Review.objects.exists()


def test_what_the_responsible_begins_the_lead_sees(world: World) -> None:
    review = begun(world, "rut")
    with world.as_("sofia") as sofia:
        assert Review.objects.visible_to(sofia).get() == review


def test_there_is_one_follow_up_at_a_time(world: World) -> None:
    review = begun(world)
    again = actions.start(plan=plan_of(world, review), by=world.actor("rut"))
    assert again == review
    second = Review(record_id=review.plan_id, child_id=review.child_id, plan_id=review.plan_id)
    with world.as_("rut"), pytest.raises(IntegrityError) as stopped, transaction.atomic():
        second.save(force_insert=True)
    assert "one_review_at_a_time" in str(stopped.value)


def test_a_follow_up_without_a_reason_is_stopped_by_the_database(world: World) -> None:
    row = rows(world, begun(world))[0]
    row.verdict = Verdict.NOT_WORKING
    with world.as_("sofia"), pytest.raises(IntegrityError) as stopped, transaction.atomic():
        row.save(update_fields=["verdict"])
    assert "goal_that_does_not_work_says_why" in str(stopped.value)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"held_on": "2026-01-01"}, "done_review_has_an_outcome"),
        ({"held_on": "2026-01-01", "outcome": "continue"}, "plan_that_goes_on_has_a_next_review"),
    ],
)
def test_a_done_follow_up_is_whole(world: World, fields: dict[str, object], name: str) -> None:
    review = begun(world)
    with world.as_("sofia") as sofia, pytest.raises(IntegrityError) as stopped, transaction.atomic():
        Review.objects.visible_to(sofia).filter(pk=review.pk).update(
            done_at=clock.now(), done_by=sofia.person_id, **fields
        )
    assert name in str(stopped.value)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("rut", ""), ("sofia", ""), ("eva", "som följer upp planen"), ("elsa", "som följer upp planen")],
)
def test_who_follows_up(world: World, name: str, reason: str) -> None:
    plan = stage.active(world)
    with world.as_(name) as actor:
        decision = policy.may_start(actor, plan)
    assert (reason in str(decision.reason)) if reason else decision


@pytest.mark.parametrize(("state", "reason"), [(State.DRAFT, "när den är aktiv"), (State.CLOSED, "avslutad")])
def test_only_a_plan_that_holds_is_followed_up(world: World, state: State, reason: str) -> None:
    plan = stage.active(world)
    plan.state = state
    with world.as_("rut") as rut:
        assert reason in str(policy.may_start(rut, plan).reason)


def test_what_is_done_is_not_done_again(world: World) -> None:
    review = finish(world, begun(world))
    with pytest.raises(Denied) as refused:
        finish(world, review)
    assert "Uppföljningen är klar" in str(refused.value.reason)


def test_the_plan_goes_on_in_a_new_version_with_a_new_day(world: World) -> None:
    review = finish(world, begun(world))
    plan = plan_of(world, review)
    assert (plan.state, plan.next_review_on) == (State.ACTIVE, clock.today() + NEXT)
    assert waiting(world, "sofia")[TaskKind.REVIEW_PLAN] == plan.next_review_on
    assert TaskKind.AGREE_TO_PLAN in waiting(world, "eva")
    with world.as_("rut") as rut:
        versions = PlanVersion.objects.visible_to(rut).order_by("number")
        assert [version.number for version in versions] == [1, 2]


def test_a_reached_goal_is_reached_in_the_plan(world: World) -> None:
    review = begun(world)
    finish(world, review, said=said(world, review, Verdict.REACHED))
    with world.as_("rut") as rut:
        assert Goal.objects.visible_to(rut).get().state == GoalState.REACHED
    assert "Nått mål: Elsa sover hela natten" in stage.changes(world, plan_of(world, review))[1]


def test_a_changed_goal_gets_its_new_words(world: World) -> None:
    review = begun(world)
    finish(
        world,
        review,
        said=said(world, review, Verdict.CHANGE, why="Det var för svårt.", new_outcome="Elsa somnar i tid"),
    )
    with world.as_("rut") as rut:
        assert Goal.objects.visible_to(rut).get().desired_outcome == "Elsa somnar i tid"


@pytest.mark.parametrize("verdict", [Verdict.CHANGE, Verdict.NOT_WORKING])
def test_a_goal_that_changes_says_why(world: World, verdict: Verdict) -> None:
    review = begun(world)
    with pytest.raises(ValidationError):
        finish(world, review, said=said(world, review, verdict))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"held_on": clock.today() + timedelta(days=2)}, "held_on"),  # also when midnight passes
        ({"next_on": None}, "next_on"),
        ({"next_on": clock.today()}, "next_on"),
        ({"outcome": Outcome.STEP_DOWN}, "leaving"),
        ({"outcome": Outcome.CLOSE, "because": " "}, "because"),
        ({"outcome": Outcome.CLOSE, "because": "Skolan räcker."}, "because"),
    ],
)
def test_what_does_not_hold_together_is_said(world: World, changed: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as problem:
        finish(world, begun(world), **changed)
    assert field in problem.value.message_dict


def test_every_goal_is_spoken_about(world: World) -> None:
    with pytest.raises(ValidationError) as problem:
        finish(world, begun(world), said={})
    assert "varje mål" in problem.value.messages[0]


def test_fewer_services_is_a_normal_outcome(world: World) -> None:
    plan = stage.active(world)
    stage.consent(world, plan.matter, "bup", "social")
    bup = stage.ask(world, plan, "bo")
    review = actions.start(plan=plan, by=world.actor("sofia"))
    with pytest.raises(ValidationError) as problem:
        finish(world, review, leaving=[bup.pk])
    assert "outcome" in problem.value.message_dict
    finish(world, review, outcome=Outcome.STEP_DOWN, leaving=[bup.pk])
    with world.as_("rut") as rut:
        assert Party.objects.visible_to(rut).get(pk=bup.pk).answer == "left"
    with world.as_("bo") as bo:
        assert not Plan.objects.visible_to(bo).exists()
        assert not Review.objects.visible_to(bo).exists()


def test_a_step_down_that_leaves_one_alone_is_refused_where_it_was_chosen(world: World) -> None:
    review = begun(world)
    with world.as_("rut") as rut:
        own = Party.objects.visible_to(rut).get(area=world.areas["skolan"])
    with pytest.raises(ValidationError) as problem:
        finish(world, review, outcome=Outcome.STEP_DOWN, leaving=[own.pk])
    assert "ensam kvar" in problem.value.message_dict["leaving"][0]
    with world.as_("rut") as rut:
        assert Review.objects.visible_to(rut).get(pk=review.pk).done_at is None


def test_fewer_services_is_offered_where_the_plan_stands_with_fewer(client: Client, world: World) -> None:
    plan = stage.active(world)
    review = actions.start(plan=plan, by=world.actor("sofia"))
    address = reverse("reviews:review", args=[review.pk])
    sign_in(client, world, "rut")

    two = client.get(address).content.decode()
    refused = client.post(address, {"outcome": "step_down", "leaving": "x"}).content.decode()
    stage.consent(world, plan.matter, "bup", "social")
    stage.ask(world, plan, "bo")
    three = client.get(address).content.decode()

    for page in (two, refused):
        assert 'value="step_down"' not in page
        assert "Räcker det med en verksamhet avslutar ni planen." in page
    assert 'name="leaving"' not in two
    assert "kan inte lämna planen nu" in refused
    assert 'value="step_down"' in three
    assert 'name="leaving"' in three
    assert "Räcker det med en verksamhet" not in three


def test_closing_ends_the_plan_the_matter_and_the_seats(world: World) -> None:
    review = begun(world)
    finish(
        world,
        review,
        outcome=Outcome.CLOSE,
        because="Skolan klarar resten själv",
        evaluation_child="Ja, jag sover nu",
        evaluation_guardians="Mycket lugnare",
    )
    plan = plan_of(world, review)
    assert (plan.state, plan.evaluation_child) == (State.CLOSED, "Ja, jag sover nu")
    with world.as_("rut") as rut:
        assert Matter.objects.visible_to(rut).get().outcome == MatterOutcome.PLAN_DONE
        left = Seat.objects.visible_to(rut).standing().filter(child=world.elsa)
        assert set(left.values_list("role", flat=True)) == {Role.RESPONSIBLE, Role.GUARDIAN, Role.CHILD}
        assert Review.objects.visible_to(rut).get().outcome == Outcome.CLOSE
    assert waiting(world, "elsa") == {}


def test_a_plan_that_is_no_longer_shared_is_not_followed_up(world: World) -> None:
    review = begun(world)
    circles.seat(child_id=world.elsa.pk, assignment=world.assignments["sofia"], why="Tillfrågad", by=world.actor("rut"))
    with world.as_("rut") as rut:
        consent = Consent.objects.visible_to(rut).get(giver=world.people["emil"])
    consents.withdraw(consent=consent, by=world.actor("emil"))
    with world.as_("sofia") as sofia:
        assert Review.objects.visible_to(sofia).get() == review  # what one's own area wrote remains
    with pytest.raises(Denied) as refused:
        finish(world, review, said={})
    assert "delas inte längre" in str(refused.value.reason)


# Pages --------------------------------------------------------------------------------------------------


def form(world: World, review: Review, **changed: object) -> dict[str, object]:
    typed_in: dict[str, object] = {
        "held_on": clock.today(),
        "came": "Elsa och Eva",
        "child_view": "Det känns bättre",
        "outcome": "continue",
        "next_on": clock.today() + NEXT,
    }
    for row in rows(world, review):
        typed_in |= {f"now_{row.pk}": "Vaknar sällan", f"verdict_{row.pk}": "keep"}
    return {**typed_in, **changed}


def address(review: Review) -> str:
    return reverse("reviews:review", args=[review.pk])


def test_the_lead_begins_and_finishes(client: Client, world: World) -> None:
    plan = stage.active(world)
    sign_in(client, world, "sofia")
    start = reverse("reviews:start", args=[plan.pk])
    assert "Börja följa upp" in client.get(start).content.decode()
    page = client.get(client.post(start).headers["Location"]).content.decode()
    assert "Så var det" in page
    assert "Elsa sover hela natten" in page
    weeks = pack.current().next_review_weeks
    assert f'value="{clock.today() + timedelta(weeks=weeks)}"' in page
    with world.as_("sofia") as sofia:
        review = Review.objects.visible_to(sofia).get()
    done = client.post(address(review), form(world, review))
    assert done.headers["Location"] == reverse("plans:plan", args=[plan.pk])
    sign_in(client, world, "eva")
    read = client.get(address(review)).content.decode()
    assert "Vaknar sällan" in read
    assert "Vi fortsätter som nu" in read


def test_what_is_missing_is_said_and_what_was_typed_is_kept(client: Client, world: World) -> None:
    review = begun(world)
    sign_in(client, world, "sofia")
    row = rows(world, review)[0]
    answer = client.post(
        address(review), form(world, review, **{f"verdict_{row.pk}": "not_working", "outcome": "close"})
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Mål 1: skriv varför" in text
    assert "Skriv varför planen avslutas." in text
    assert "Vaknar sällan" in text


def test_a_follow_up_that_somebody_else_finished_meanwhile_comes_back_with_what_was_typed(
    client: Client, world: World
) -> None:
    review = begun(world)
    typed = form(world, review, child_view="Det är lugnare på morgonen nu.")
    finish(world, review)
    sign_in(client, world, "rut")
    answer = client.post(address(review), typed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Uppföljningen är klar. Starta en ny om något behöver ändras." in text
    assert "Det är lugnare på morgonen nu." in text
    sign_in(client, world, "eva")
    assert client.post(address(review), typed).status_code == 403


def test_whoever_lost_their_place_when_it_was_closed_may_copy_what_they_had_typed(client: Client, world: World) -> None:
    review = begun(world)
    typed = form(world, review, child_view="Går bra nu.")
    finish(world, review, outcome=Outcome.CLOSE, next_on=None, because="Målen är nådda.")
    sign_in(client, world, "sofia")
    answer = client.post(address(review), typed)
    assert answer.status_code == 404
    assert "Går bra nu.</textarea>" in answer.content.decode()
    assert "continue</textarea>" not in answer.content.decode()


def test_half_written_follow_ups_are_kept_until_they_are_done(client: Client, world: World) -> None:
    review = begun(world)
    sign_in(client, world, "sofia")
    name = actions.draft_form(review)
    keep = reverse("drafts:keep", args=[review.child_id, name])
    assert client.post(keep, {"came": "Elsa och farmor"}).status_code == 200
    assert "Elsa och farmor" in client.get(address(review)).content.decode()
    client.post(address(review), form(world, review))
    with world.as_("sofia") as sofia:
        assert typed(child_id=review.child_id, form=name, by=sofia) == {}


def test_whoever_closes_and_loses_their_place_lands_on_their_day(client: Client, world: World) -> None:
    review = begun(world)
    sign_in(client, world, "sofia")
    done = client.post(address(review), form(world, review, outcome="close", because="Allt är klart."))
    assert done.headers["Location"] == reverse("notices:my_day")
    assert client.get(address(review)).status_code == 404
    sign_in(client, world, "elsa")
    assert "Så slutade det" in client.get(reverse("plans:plan", args=[review.plan_id])).content.decode()


def test_the_family_reads_while_it_goes_on(client: Client, world: World) -> None:
    review = begun(world)
    sign_in(client, world, "elsa")
    text = client.get(address(review)).content.decode()
    assert "Uppföljningen pågår" in text
    assert "<textarea" not in text
    assert client.post(address(review), form(world, review)).status_code == 403


@pytest.mark.parametrize("name", ["sanna", "gunnar", "bo", "nora"])
def test_for_others_there_is_nothing(client: Client, world: World, name: str) -> None:
    review = begun(world)
    sign_in(client, world, name)
    assert client.get(address(review)).status_code == 404
    assert client.get(reverse("reviews:start", args=[review.plan_id])).status_code == 404
    assert client.post(reverse("reviews:start", args=[review.plan_id])).status_code == 404


def test_a_follow_up_is_called_and_begins_with_what_the_meeting_said(client: Client, world: World) -> None:
    plan = stage.active(world)
    start = reverse("reviews:start", args=[plan.pk])
    sign_in(client, world, "sofia")
    assert reverse("meetings:call", args=[plan.matter_id]) in client.get(start).content.decode()
    meeting = call(world, plan.matter, "sofia")
    assert reverse("meetings:meeting", args=[meeting.pk]) in client.get(start).content.decode()

    with time_machine.travel(meeting.starts_at + timedelta(hours=1), tick=True):
        meetings.hold(
            meeting=meeting,
            came=[invited(world, meeting, "eva").pk],
            said=["Det känns bättre nu."],
            notes="",
            decisions=[],
            disagreement="",
            by=world.actor("rut"),
        )
        sign_in(client, world, "rut")
        after = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
        assert start in after
        assert "Det blir ingen samverkan" not in after
        page = client.get(client.post(start).headers["Location"]).content.decode()

    assert "Det känns bättre nu." in page
    assert "Eva i Ängsby</textarea>" in page
    assert f'value="{timezone.localdate(meeting.starts_at)}"' in page


def test_what_a_follow_up_begins_with_names_nobody_whose_data_are_protected(world: World) -> None:
    plan = stage.active(world)
    meeting = call(world, plan.matter, "sofia")
    rut = world.actor("rut")
    came = [invited(world, meeting, name).pk for name in ("eva", "rut")]
    with time_machine.travel(meeting.starts_at + timedelta(hours=1), tick=True):
        meetings.hold(meeting=meeting, came=came, said=[], notes="", decisions=[], disagreement="", by=rut)
        review = actions.start(plan=plan, by=rut)
        Person.objects.filter(pk=world.people["eva"].pk).update(protected=True)
        with world.as_("rut"):
            begins = reads.from_the_meeting(review, plan, rut)["came"]
        assert "Rut" in begins
        assert "Eva" not in begins
        Child.objects.filter(pk=world.elsa.pk).update(protection="secrecy_mark")
        plan.child.refresh_from_db()
        with world.as_("rut"):
            assert "came" not in reads.from_the_meeting(review, plan, rut)


def test_the_childs_wheel_stands_then_and_now(client: Client, world: World) -> None:
    plan = stage.active(world)
    rut = world.actor("rut")

    def tells(hard: str) -> None:
        assessments.observe(
            matter=plan.matter,
            perspective=Perspective.CHILD,
            area_key="healthy",
            hard=hard,
            exact_words=hard,
            said_by="Elsa",
            by=rut,
        )

    with clock.shifted(-timedelta(days=40)):
        tells("Jag vaknar på natten.")
    review = actions.start(plan=plan, by=world.actor("sofia"))
    sign_in(client, world, "rut")
    page = client.get(address(review)).content.decode()
    assert "Barnet har inte berättat på nytt sedan sist." in page
    again = reverse("wheel:start", args=[plan.matter_id])
    assert again in page

    tells("Jag vaknar bara ibland.")
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address(review)).content.decode()
    sign_in(client, world, "sofia")
    for_sofia = client.get(address(review)).content.decode()

    assert page.index("Jag vaknar på natten.") < page.index("Jag vaknar bara ibland.")
    assert "Barnet har inte berättat på nytt sedan sist." not in page
    assert "Jag vaknar" not in for_sofia  # what the child has said is not passed on to her
    assert again not in for_sofia  # nor does she do the wheel: the service that asked does
    asked = [query["sql"][:160] for query in queries.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 15, "\n".join(asked)
