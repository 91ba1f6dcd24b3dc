"""Elsa's matter, told through the actions as far as a test needs it.

Tage, who teaches her, finds Elsa by her number and tells what he has noticed; Rut receives it and asks
Sanna (in another area), Eva and Elsa; they tell; several services are needed. Eva and Emil say yes to
sharing with social services, Sofia comes to a meeting, and the plan holds her office and Rut's school.
Rut holds it together, so that Sofia is a contact person and nothing more.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum

from django.utils import timezone

from kronobarn.assessments import actions as assessments
from kronobarn.assessments.models import Analysis, Observation, Source
from kronobarn.assessments.rules import NextStep, Perspective
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Ground
from kronobarn.concerns import actions as concerns
from kronobarn.concerns.models import Matter, Signal
from kronobarn.consents import actions as consents
from kronobarn.consents.models import Consent
from kronobarn.core import clock
from kronobarn.meetings import actions as meetings
from kronobarn.meetings.actions import Decided
from kronobarn.meetings.models import Invited, Meeting
from kronobarn.meetings.rules import Answer
from kronobarn.plans import actions as plans
from kronobarn.plans.models import Goal, OtherPlan, Party, Plan, PlanAction
from kronobarn.plans.rules import AgreementAnswer, AgreementForm, OtherKind, SaidBy
from kronobarn.practice import pack
from kronobarn.reviews import actions as reviews
from kronobarn.reviews.models import Review
from tests.told import told_once
from tests.world import World

SHARED_WITH = "social"
HALF_A_YEAR = timedelta(days=180)


class Stage(IntEnum):
    """How far the story has come."""

    NOTICED = 1
    RECEIVED = 2
    ASKED = 3
    TOLD = 4
    TOGETHER = 5
    AGREED = 6
    CALLED = 7
    HELD = 8
    PLANNED = 9
    ACTIVE = 10
    REVIEWING = 11


@dataclass
class Story:
    """What has been written so far, by the names that the tests use."""

    stage: int = 0
    signal: Signal = field(init=False)
    matter: Matter = field(init=False)
    sources: dict[str, Source] = field(default_factory=dict)
    observations: dict[str, Observation] = field(default_factory=dict)
    analysis: Analysis = field(init=False)
    consents: dict[str, Consent] = field(default_factory=dict)
    meeting: Meeting = field(init=False)
    plan: Plan = field(init=False)
    party: Party = field(init=False)
    goal: Goal = field(init=False)
    plan_action: PlanAction = field(init=False)
    other: OtherPlan = field(init=False)
    review: Review = field(init=False)


@told_once
def tell(world: World, until: Stage) -> Story:
    """Elsa's story up to and with a stage."""
    story = tell(world, Stage(until - 1)) if until > Stage.NOTICED else Story()
    return tell_on(world, story, until)


def tell_on(world: World, story: Story, until: Stage) -> Story:
    """The same story further on."""
    for stage, chapter in _CHAPTERS.items():
        if story.stage < stage <= until:
            chapter(world, story)
            story.stage = stage
    return story


def _noticed(world: World, story: Story) -> None:
    tage = world.actor("tage")
    circles.come_forward(child_id=world.elsa.pk, by=tage)
    story.signal = concerns.notice(
        child=world.elsa, what_was_seen="Elsa somnar på lektionerna.", seen_on=clock.today(), by=tage
    )


def _received(world: World, story: Story) -> None:
    story.matter = concerns.receive(signal=story.signal, by=world.actor("rut"))


def _asked(world: World, story: Story) -> None:
    kinds = {"sanna": Perspective.PROFESSIONAL, "eva": Perspective.GUARDIAN, "elsa": Perspective.CHILD}
    for name, kind in kinds.items():
        staff = world.assignments.get(name)
        story.sources[name] = assessments.ask_source(
            matter=story.matter,
            kind=kind,
            person=None if staff else world.people[name],
            assignment=staff,
            due_on=clock.today() + timedelta(days=5),
            purpose="För att förstå hur Elsa har det.",
            ground=Ground.HARM_TEST if staff else None,
            by=world.actor("rut"),
        )


def _told(world: World, story: Story) -> None:
    words = {"sanna": "Ont i magen varje vecka.", "eva": "Vaknar ofta på natten.", "elsa": "Jag ligger vaken."}
    for name, hard in words.items():
        story.observations[name] = assessments.observe(
            matter=story.matter,
            perspective=Perspective(story.sources[name].kind),
            area_key="healthy",
            hard=hard,
            share_with_responsible=Ground.HARM_TEST if name == "sanna" else None,
            necessity="Rektor behöver förstå sömnen." if name == "sanna" else "",
            by=world.actor(name),
        )
        assessments.mark_source_done(source=story.sources[name], by=world.actor(name))


def _together(world: World, story: Story) -> None:
    rut = world.actor("rut")
    story.analysis = assessments.analyse(
        matter=story.matter,
        answers={"obstacle": "Sömnen."},
        child_view="Jag vill sova.",
        child_view_how="Elsa berättade själv.",
        by=rut,
    )
    story.analysis = assessments.decide(
        analysis=story.analysis, decision=NextStep.TOGETHER, reason="Skolan räcker inte ensam.", by=rut
    )


def _agreed(world: World, story: Story) -> None:
    asked = consents.ask(
        matter_id=story.matter.pk,
        services=[world.areas[SHARED_WITH].pk],
        kinds=list(pack.current().information_kinds),
        why="För att hjälpa Elsa att sova.",
        until=clock.today() + HALF_A_YEAR,
        by=world.actor("rut"),
    )
    for one in asked:
        assert one.giver is not None
        story.consents[one.giver.username] = consents.answer(
            consent=one,
            services=one.asked_services,
            kinds=one.asked_kinds,
            until=one.asked_until,
            by=world.actor(one.giver.username),
        )


@contextmanager
def today_still() -> Iterator[datetime]:
    """A time to call to soon, so that the meeting can be held today. Called a minute ago when midnight is too near."""
    soon = timedelta(seconds=30)
    with clock.shifted(timedelta() if timezone.localdate(clock.now() + soon) == clock.today() else -2 * soon):
        yield clock.now() + soon


def _called(world: World, story: Story) -> None:
    story.meeting = called_today(world, story, place="Ängsskolan, biblioteket", child_wishes="Fika först.")


def called_today(world: World, story: Story, *, place: str, child_wishes: str, minutes: int = 60) -> Meeting:
    """Rut calls Sofia and the family to a meeting later today."""
    with today_still() as starts_at:
        return meetings.call(
            matter=story.matter,
            starts_at=starts_at,
            minutes=minutes,
            place=place,
            invited=[world.assignments["sofia"]],
            child_wishes=child_wishes,
            by=world.actor("rut"),
        )
    for name in ("sofia", "eva", "elsa"):
        meetings.answer(meeting=story.meeting, answer=Answer.YES, by=world.actor(name))


def _held(world: World, story: Story) -> None:
    with world.as_("rut"):
        came = list(Invited.objects.filter(record=story.meeting.pk).values_list("pk", flat=True))
    story.meeting = meetings.hold(
        meeting=story.meeting,
        came=came,
        notes="Alla vill att Elsa ska få sova.",
        decisions=[Decided("Sofia ringer Eva.")],
        disagreement="",
        by=world.actor("rut"),
    )


def _planned(world: World, story: Story) -> None:
    rut = world.actor("rut")
    plan = plans.start(matter=story.matter, by=rut)
    story.party = plans.add_party(plan=plan, contact=world.assignments["sofia"], seen=_seen(world, plan), by=rut)
    plans.answer_as_party(party=story.party, accept=True, by=world.actor("sofia"))
    plans.set_words(
        plan=plan,
        child_wants="Jag vill sova hela natten.",
        child_view_how="Elsa berättade för Rut.",
        contingency="Vi ringer varandra.",
        disagreement="",
        seen=_seen(world, plan),
        by=rut,
    )
    plans.name_lead(
        plan=plan,
        lead=world.assignments["rut"],
        next_review_on=clock.today() + timedelta(days=42),
        seen=_seen(world, plan),
        by=rut,
    )
    story.goal = plans.add_goal(
        plan=plan,
        area_key="healthy",
        need="Elsa sover dåligt.",
        desired_outcome="Jag sover hela natten.",
        how_we_see_it="Elsa säger att hon är utvilad.",
        said_by=SaidBy.CHILD,
        seen=_seen(world, plan),
        by=rut,
    )
    with world.as_("rut"):
        seat = Seat.objects.filter(child=world.elsa, person=world.people["sofia"]).order_by("since")[0]
    story.plan_action = plans.add_action(
        goal=story.goal,
        what="Pratar med Eva varje vecka.",
        doer=seat.pk,
        since=clock.today(),
        until=clock.today() + timedelta(days=30),
        seen=_seen(world, plan),
        by=rut,
    )
    story.other = plans.note_other(
        plan=plan,
        kind=OtherKind.SOCIAL,
        area=world.areas["social"],
        since=clock.today(),
        where_kept="Hos Sofia.",
        seen=_seen(world, plan),
        by=rut,
    )
    story.plan = plan


def _seen(world: World, plan: Plan) -> int:
    with world.as_("rut"):
        return Plan.objects.get(pk=plan.pk).revision


def _active(world: World, story: Story) -> None:
    story.plan = plans.activate(plan=story.plan, by=world.actor("rut"))
    for name in ("eva", "elsa", "sofia"):
        plans.agree(
            plan=story.plan,
            person=world.people[name],
            answer=AgreementAnswer.AGREES,
            form=AgreementForm.SIGNED_IN,
            by=world.actor(name),
        )


def _reviewing(world: World, story: Story) -> None:
    story.review = reviews.start(plan=story.plan, by=world.actor("rut"))


_CHAPTERS = {
    Stage.NOTICED: _noticed,
    Stage.RECEIVED: _received,
    Stage.ASKED: _asked,
    Stage.TOLD: _told,
    Stage.TOGETHER: _together,
    Stage.AGREED: _agreed,
    Stage.CALLED: _called,
    Stage.HELD: _held,
    Stage.PLANNED: _planned,
    Stage.ACTIVE: _active,
    Stage.REVIEWING: _reviewing,
}
