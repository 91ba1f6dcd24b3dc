"""What the wheel with the child writes, for whom, and what becomes of an answer."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from kronobarn.assessments import actions as assessments
from kronobarn.assessments.models import Observation, Source
from kronobarn.assessments.rules import ChildAnswer, Perspective
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Disclosure, Record
from kronobarn.circles.rules import Ground, Kind
from kronobarn.concerns import actions as concerns
from kronobarn.concerns.rules import Outcome
from kronobarn.core import clock
from kronobarn.core.decisions import Denied
from kronobarn.documents.models import Document
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from kronobarn.wheel import actions, policy, reads
from kronobarn.wheel.actions import Said, Wish
from kronobarn.wheel.models import Answered, Sitting
from kronobarn.wheel.rules import State
from tests.documents.pictures import picture
from tests.story import Stage, Story, tell
from tests.wheel.sitting import begun, prepared
from tests.world import World

pytestmark = pytest.mark.database


@pytest.fixture
def story(world: World) -> Story:
    return tell(world, Stage.ASKED)


def say(world: World, sitting: Sitting, area: str, *, who: str = "rut", **said: Any) -> Answered | None:
    return actions.answer(sitting=sitting, area_key=area, said=Said(**said), by=world.actor(who))


def seen_by(world: World, who: str, *records: Any) -> list[bool]:
    with world.as_(who) as actor:
        found = set(Record.objects.visible_to(actor).values_list("pk", flat=True))
    return [record in found for record in records]


def test_an_answer_is_the_childs_own_record_in_the_area_that_asks(world: World, story: Story) -> None:
    sitting = begun(world, story)
    answered = say(world, sitting, "safe", feeling="4", words="Hos mormor.", talk_more=False)
    assert answered is not None
    with world.as_("rut") as rut:
        said = Observation.objects.visible_to(rut).select_related("record").get(pk=answered.observation_id)
        headlines = set(Record.objects.visible_to(rut).filter(kind=Kind.SITTING).values_list("headline", flat=True))
    assert (said.perspective, said.feeling, said.exact_words) == (Perspective.CHILD, "4", "Hos mormor.")
    assert said.record.owner_id == world.areas["skolan"].pk
    assert headlines == {"Hjulet med barnet"}
    # Kim works at the school and has no place; Sanna was asked, in another service; Eva is a guardian.
    for who in ("kim", "sanna", "eva", "tage", "nora"):
        assert seen_by(world, who, said.pk, sitting.pk) == [False, False], who


def test_a_changed_answer_keeps_the_old_one(world: World, story: Story) -> None:
    sitting, rut = begun(world, story), world.actor("rut")
    say(world, sitting, "active", feeling="2")
    say(world, sitting, "active", feeling="5", words="Jo, handboll!")
    with world.as_("rut") as actor:
        (reply,) = reads.replies(sitting, actor, full=True)
    assert (reply.feeling, reply.words, reply.answered.together) == ("5", "Jo, handboll!", False)
    assert [one.feeling for one in reply.earlier] == ["2"]
    actions.go_through(sitting=sitting, by=rut)
    actions.show(sitting=sitting, wishes={}, by=rut)
    actions.turn_back(sitting=sitting, by=rut)
    with pytest.raises(Denied):  # not without the child
        say(world, sitting, "active", feeling="1")
    actions.turn(sitting=sitting, by=rut)
    say(world, sitting, "active", answer=ChildAnswer.DOES_NOT_KNOW)
    with world.as_("rut") as actor:
        (reply,) = reads.replies(sitting, actor, full=True)
    assert reply.answered.together
    assert reply.answered.chosen_at is None
    assert [one.feeling for one in reply.earlier] == ["5", "2"]


def test_nobody_corrects_an_answer_beside_the_child(world: World, story: Story) -> None:
    answered = say(world, begun(world, story), "active", feeling="2")
    assert answered is not None
    with world.as_("rut") as rut, pytest.raises(Denied, match="barnets eget"):
        assessments.observe(
            matter=story.matter,
            perspective=Perspective.CHILD,
            area_key="active",
            hard="Egentligen svårt.",
            exact_words="x",
            said_by="Rut",
            amends=answered.observation,
            by=rut,
        )


def test_a_guardian_reads_what_the_child_shows_and_nothing_else(world: World, story: Story) -> None:
    sitting, rut = begun(world, story), world.actor("rut")
    eva, emil = world.people["eva"].pk, world.people["emil"].pk
    shown, kept, wished = (say(world, sitting, area, feeling="4") for area in ("active", "healthy", "achieving"))
    assert shown
    assert kept
    assert wished
    actions.go_through(sitting=sitting, by=rut)
    wishes = {"active": Wish([eva, world.people["nora"].pk]), "achieving": Wish([], ["school_nurse"])}
    actions.show(sitting=sitting, wishes=wishes, by=rut)
    records = (shown.observation_id, kept.observation_id, wished.observation_id, sitting.pk)
    assert seen_by(world, "eva", *records) == [True, False, False, False]
    assert seen_by(world, "emil", *records) == [False, False, False, False]
    # A wish opens nothing to another service: whoever decides about that reads it.
    assert seen_by(world, "sanna", *records) == [False, False, False, False]
    # Elsa signs in herself, and reads what she has said.
    assert seen_by(world, "elsa", *records) == [True, True, True, True]
    with world.as_("rut") as actor:
        done = Sitting.objects.visible_to(actor).get()
        kept_wishes = reads.wishes([wished.observation_id, shown.observation_id], world.elsa.pk, actor)
    assert (done.state, done.reviewed_at is not None) == (State.DONE, True)
    assert kept_wishes[wished.observation_id].professions == ["Skolsköterska"]
    assert kept_wishes[shown.observation_id].show_guardians == [eva]
    assert emil not in kept_wishes[shown.observation_id].show_guardians


def test_what_may_be_unsafe_waits_for_the_adult_and_nothing_pops_up(world: World, story: Story) -> None:
    sitting, rut = begun(world, story), world.actor("rut")
    answered = say(world, sitting, "safe", feeling="1")
    assert answered is not None
    with world.as_("rut") as actor:
        task = Task.objects.visible_to(actor).waiting().get(kind=TaskKind.THINK_OF_SAFETY)
    assert (task.subject, task.due_on) == (sitting.pk, clock.today())
    actions.go_through(sitting=sitting, by=rut)
    actions.show(sitting=sitting, wishes={"safe": Wish([world.people["eva"].pk])}, by=rut)
    assert seen_by(world, "eva", answered.observation_id) == [False]
    actions.show_on(answered=answered, by=rut)
    assert seen_by(world, "eva", answered.observation_id) == [True]
    actions.settle(sitting=sitting, is_all=True, by=rut)
    with world.as_("rut") as actor:
        assert not Task.objects.visible_to(actor).waiting().filter(kind=TaskKind.THINK_OF_SAFETY).exists()
        assert Source.objects.visible_to(actor).get(kind="child").state == "done"


def test_what_is_withheld_from_a_guardian_stays_so(world: World, story: Story) -> None:
    sitting, rut = begun(world, story), world.actor("rut")
    answered = say(world, sitting, "active", feeling="4")
    assert answered is not None
    with world.as_("rut") as actor:
        record = Record.objects.visible_to(actor).get(pk=answered.observation_id)
    circles.withhold(
        record=record,
        guardians=[world.people["emil"]],
        reason="Hon är rädd.",
        review_on=clock.today() + timedelta(days=30),
        by=rut,
    )
    actions.go_through(sitting=sitting, by=rut)
    both = Wish([world.people["eva"].pk, world.people["emil"].pk])
    actions.show(sitting=sitting, wishes={"active": both}, by=rut)
    assert seen_by(world, "eva", record.pk) == [True]
    assert seen_by(world, "emil", record.pk) == [False]


def test_a_child_does_it_alone(world: World, story: Story) -> None:
    sitting = begun(world, story, who="elsa")
    elsa = world.actor("elsa")
    assert sitting.turned_at is None
    answered = say(world, sitting, "safe", who="elsa", feeling="2", words="Ibland.", drawing=picture())
    assert answered is not None
    with world.as_("rut") as rut:
        assert Task.objects.visible_to(rut).waiting().filter(kind=TaskKind.THINK_OF_SAFETY).exists()
        assert Document.objects.visible_to(rut).get().added_for_id is None
        assert Source.objects.visible_to(rut).get(kind="child").state == "something_missing"
    say(world, sitting, "active", who="elsa", feeling="5")
    actions.go_through(sitting=sitting, by=elsa)
    actions.show(sitting=sitting, wishes={"active": Wish([world.people["emil"].pk])}, by=elsa)
    with world.as_("rut") as rut:
        assert Source.objects.visible_to(rut).get(kind="child").state == "done"
        assert len(reads.replies(sitting, rut, full=True)[0].drawings) == 1
    with world.as_("emil") as emil:
        assert Observation.objects.visible_to(emil).values_list("area_key", flat=True).get() == "active"
        assert Disclosure.objects.visible_to(emil).get(ground=Ground.CHILD_OR_GUARDIAN, record__kind="observation")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"present": " "}, "present"),
        ({"language": "xx"}, "language"),
        ({"band": "grown"}, "band"),
        ({"own_picture": "me-wolf"}, "own_picture"),
        ({"hears_on": clock.today().replace(year=2001)}, "hears_on"),
    ],
    ids=lambda wrong: wrong if isinstance(wrong, str) else "",
)
def test_what_is_settled_before_is_sound(world: World, story: Story, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as problem:
        prepared(world, story, **wrong)
    assert set(problem.value.message_dict) == {field}


def test_one_at_a_time_and_only_what_can_be_chosen(world: World, story: Story) -> None:
    sitting = begun(world, story, band="early")
    with pytest.raises(ValidationError, match="redan börjat"):
        prepared(world, story)
    with pytest.raises(ValidationError, match="finns inte"):
        say(world, sitting, "safe", feeling="2")  # three faces: not this one
    assert say(world, sitting, "safe") is None
    with pytest.raises(ValidationError):
        say(world, sitting, "made-up", feeling="3")


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ("sanna", "verksamheten som har frågat"),
        ("eva", "barnets"),
        ("kim", "ingen plats"),
        ("rut", ""),
        ("elsa", ""),
    ],
)
def test_who_may_begin(world: World, story: Story, who: str, reason: str) -> None:
    with world.as_(who) as actor:
        answer = policy.may_start(actor, story.matter)
    assert bool(answer) == (reason == "")
    assert reason in str(answer.reason)


def test_who_may_go_on_answer_and_stop(world: World, story: Story) -> None:
    sitting = prepared(world, story)
    with world.as_("elsa") as elsa:
        assert "började" in str(policy.may_go_on(elsa, sitting).reason)
        assert "vuxna" in str(policy.may_stop(elsa, sitting).reason)
        assert "frågat" in str(policy.may_settle(elsa, sitting).reason)
    rut = world.actor("rut")
    with world.as_("rut"):
        assert "inte öppet" in str(policy.may_answer(rut, sitting).reason)
    sitting = actions.turn_back(sitting=actions.turn(sitting=sitting, by=rut), by=rut)
    with world.as_("rut"):
        assert "Vänd skärmen" in str(policy.may_answer(rut, sitting).reason)
    sitting = actions.stop(sitting=sitting, by=rut)
    with world.as_("rut"):
        assert "avslutad" in str(policy.may_go_on(rut, sitting).reason)
        assert "redan avslutad" in str(policy.may_stop(rut, sitting).reason)


def test_nothing_goes_on_when_the_matter_is_closed(world: World, story: Story) -> None:
    sitting = begun(world, story)
    concerns.close(matter=story.matter, outcome=Outcome.UNFOUNDED, because="Det löste sig.", by=world.actor("rut"))
    with pytest.raises(Denied):
        say(world, sitting, "safe", feeling="4")
    assert actions.stop(sitting=sitting, by=world.actor("rut")).state == State.STOPPED
