"""What happens when somebody is asked, tells, corrects, and when the next step is decided."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError

from kronobarn.assessments import actions, reads
from kronobarn.assessments.models import Analysis, Handover, Observation, Source
from kronobarn.assessments.rules import ChildAnswer, NextStep, Perspective
from kronobarn.audit.models import LogEntry
from kronobarn.circles.models import Disclosure, Record, Seat
from kronobarn.circles.rules import Ground, Role
from kronobarn.concerns.models import Matter
from kronobarn.consents import actions as consents
from kronobarn.consents.models import Consent
from kronobarn.consents.rules import AsRole, OralYes
from kronobarn.core import clock
from kronobarn.core.decisions import Denied
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from kronobarn.practice import pack
from tests.world import World

Ask = Callable[..., Source]
Tell = Callable[..., Observation]


def waiting(world: World, name: str) -> set[str]:
    with world.as_(name) as actor:
        return set(Task.objects.visible_to(actor).waiting().values_list("kind", flat=True))


def logged(world: World, kind: str) -> LogEntry:
    with world.as_("rut") as rut:
        entry = LogEntry.objects.visible_to(rut).filter(kind=kind).last()
    assert entry is not None
    return entry


def visible(world: World, name: str, record_id: UUID) -> bool:
    """What the application and the database both say."""
    with world.as_(name) as actor:
        ours = Record.objects.visible_to(actor).filter(pk=record_id).exists()
        assert ours == Record.objects.filter(pk=record_id).exists()
    return ours


# Asking ------------------------------------------------------------------------------------


def test_a_professional_of_another_service_gets_a_seat_the_question_and_a_task(
    world: World, matter: Matter, ask: Ask
) -> None:
    ask("sanna")

    with world.as_("sanna") as sanna:
        assert Seat.objects.held_by(sanna, Role.PARTICIPANT).exists()
        assert Matter.objects.visible_to(sanna).get().state == "gathering"
    assert waiting(world, "sanna") == {TaskKind.TELL}
    assert logged(world, "source.asked").why == Ground.HARM_TEST


def test_the_one_who_is_asked_sees_their_own_question_and_not_the_others(world: World, ask: Ask) -> None:
    for name in ("sanna", "eva", "elsa"):
        ask(name)

    for name in ("sanna", "eva", "elsa"):
        with world.as_(name) as actor:
            assert [row.person_id for row in Source.objects.visible_to(actor)] == [actor.person_id]
            assert Source.objects.count() == 1  # the database agrees
    with world.as_("rut") as rut:
        assert Source.objects.visible_to(rut).count() == Source.objects.count() == 3


def test_another_area_is_asked_on_a_ground(world: World, ask: Ask) -> None:
    with pytest.raises(ValidationError) as problem:
        ask("sanna", ground=None)

    assert "ground" in problem.value.message_dict
    with world.as_("rut") as rut:
        assert not Seat.objects.visible_to(rut).filter(assignment=world.assignments["sanna"]).exists()  # undone


def said_aloud(world: World, *givers: str, kinds: Sequence[str] = ("health",), how: str = "På mötet i dag.") -> OralYes:
    keys = [(AsRole.GUARDIAN, world.people[name].pk) for name in givers]
    return OralYes(givers=keys, kinds=kinds, until=clock.today() + timedelta(days=30), how=how)


def test_words_alone_are_no_consent(world: World, ask: Ask) -> None:
    with pytest.raises(ValidationError, match=r"Det här följer inte med till .*: Ärende"):
        ask("sanna", ground=Ground.CONSENT, necessity="Eva och Emil sa ja på mötet i dag.")


@pytest.mark.parametrize(
    ("givers", "kinds", "how", "says"),
    [
        (("eva",), ("health",), "De sa ja i telefon.", "Emil i Ängsby bestämmer också"),
        (("eva", "emil"), (), "De sa ja i telefon.", "Välj vad det ska gå att berätta om"),
        (("eva", "emil"), ("secrets",), "De sa ja i telefon.", "Välj bland uppgifterna"),
        (("eva", "emil"), ("health",), " ", "vem som har sagt ja"),
    ],
)
def test_a_yes_said_aloud_is_everyones_and_says_what(
    world: World, ask: Ask, givers: tuple[str, ...], kinds: tuple[str, ...], how: str, says: str
) -> None:
    with pytest.raises(ValidationError, match=says):
        ask("sanna", ground=Ground.CONSENT, oral=said_aloud(world, *givers, kinds=kinds, how=how))


def test_a_yes_said_aloud_is_a_consent_that_can_be_taken_back(world: World, matter: Matter, ask: Ask) -> None:
    ask("sanna", ground=Ground.CONSENT, oral=said_aloud(world, "eva", "emil"))
    with world.as_("eva") as eva:
        consent = Consent.objects.visible_to(eva).get()
    before = visible(world, "sanna", matter.pk)

    consents.withdraw(consent=consent, by=world.actor("eva"))

    assert (consent.form, consent.state) == ("oral", "given")
    assert before
    assert not visible(world, "sanna", matter.pk)


def test_words_leave_their_service_as_far_as_the_yes_goes(world: World, matter: Matter, ask: Ask) -> None:
    ask("sanna", ground=Ground.CONSENT, oral=said_aloud(world, "eva", "emil"))
    told: dict[str, Any] = {
        "matter": matter,
        "perspective": Perspective.PROFESSIONAL,
        "hard": "Ont i magen.",
        "by": world.actor("sanna"),
    }

    passed = actions.observe(area_key="healthy", share_with_responsible=Ground.CONSENT, **told)
    with pytest.raises(ValidationError, match="Familjen har inte sagt ja till ”Hemmet och familjen”"):
        actions.observe(area_key="nurtured", share_with_responsible=Ground.CONSENT, **told)

    assert visible(world, "rut", passed.pk)


def test_a_colleague_is_asked_without_a_disclosure(world: World, ask: Ask) -> None:
    ask("tage")

    with world.as_("rut") as rut:
        assert not Disclosure.objects.visible_to(rut).exists()
    assert waiting(world, "tage") == {TaskKind.TELL}


def test_a_guardian_gets_the_question_as_family(world: World, matter: Matter, ask: Ask) -> None:
    ask("eva")

    assert visible(world, "eva", matter.pk)
    assert not visible(world, "emil", matter.pk)
    with world.as_("rut") as rut:
        assert Disclosure.objects.visible_to(rut).get().ground == Ground.CHILD_OR_GUARDIAN


def test_somebody_elses_guardian_is_not_asked(world: World, ask: Ask) -> None:
    with pytest.raises(ValidationError, match="ingen plats"):
        ask("eva", person=world.people["nora"])


def test_a_guardian_is_named(world: World, ask: Ask) -> None:
    with pytest.raises(ValidationError, match="vilken vårdnadshavare"):
        ask("eva", person=None)


def test_a_professional_is_named(world: World, ask: Ask) -> None:
    with pytest.raises(ValidationError, match="Välj vem"):
        ask("tage", assignment=None)


def test_a_child_without_a_sign_in_can_be_asked(world: World, ask: Ask, tell: Tell) -> None:
    source = ask("elsa", person=None)

    tell("rut", perspective=Perspective.CHILD, exact_words="Jag kan inte sova.", said_by="Elsa, hos Rut")

    with world.as_("rut"):
        source.refresh_from_db()
    assert source.state == "something_missing"


def test_a_day_that_has_been_is_no_last_day(ask: Ask) -> None:
    with pytest.raises(ValidationError, match="Dagen har redan varit"):
        ask("tage", due_on=clock.today() - timedelta(days=1))


def test_asked_again_the_same_source_is_opened(world: World, ask: Ask) -> None:
    first = ask("eva")
    actions.decline_source(source=first, reason="Jag hinner inte.", by=world.actor("eva"))

    again = ask("eva", question="Hur sover Elsa?")

    assert (again.pk, again.state, again.declined_because) == (first.pk, "not_started", "")
    assert waiting(world, "eva") == {TaskKind.TELL}


def test_what_was_told_stays_told_when_asked_again(world: World, ask: Ask, tell: Tell) -> None:
    source = ask("eva")
    tell("eva")
    actions.mark_source_done(source=source, by=world.actor("eva"))

    assert ask("eva").state == "something_missing"


def test_done_settles_ones_own_task_and_no_other(world: World, ask: Ask, tell: Tell) -> None:
    source = ask("eva")
    ask("sanna")
    tell("eva")

    actions.mark_source_done(source=source, by=world.actor("eva"))

    assert waiting(world, "eva") == set()
    assert waiting(world, "sanna") == {TaskKind.TELL}
    assert logged(world, "source.done").person_id == world.people["eva"].pk


def test_the_responsible_can_write_a_no_down(world: World, ask: Ask) -> None:
    source = actions.decline_source(source=ask("emil"), reason="Jag vill vänta.", by=world.actor("rut"))

    assert (source.state, source.declined_because) == ("declined", "Jag vill vänta.")
    assert waiting(world, "emil") == set()
    assert logged(world, "source.declined")


def test_family_need_not_say_why_but_professionals_do(world: World, ask: Ask) -> None:
    assert actions.decline_source(source=ask("elsa"), reason="", by=world.actor("elsa")).state == "declined"
    asked = ask("tage")
    for reason in (" ", "Hinner inte."):
        with pytest.raises(ValidationError, match="varför"):
            actions.decline_source(source=asked, reason=reason, by=world.actor("tage"))


# Telling -----------------------------------------------------------------------------------


def test_what_a_guardian_writes_is_seen_by_the_area_that_asks_and_by_themselves(
    world: World, ask: Ask, tell: Tell
) -> None:
    source = ask("eva")

    observation = tell("eva", hard="Vaknar tidigt.")

    assert visible(world, "rut", observation.pk)
    assert visible(world, "eva", observation.pk)
    assert not visible(world, "emil", observation.pk)
    with world.as_("rut"):
        source.refresh_from_db()
    assert source.state == "something_missing"
    assert logged(world, "observation.made").subject == observation.log_name


def test_another_service_shares_on_a_ground(world: World, ask: Ask, tell: Tell) -> None:
    ask("sanna")

    observation = tell("sanna", share_with_responsible=Ground.HARM_TEST)

    assert observation.record.owner_id == world.areas["elevhalsa"].pk
    assert visible(world, "rut", observation.pk)


def test_another_service_may_keep_its_words_and_the_refusal_is_kept(world: World, ask: Ask, tell: Tell) -> None:
    ask("sanna")

    observation = tell("sanna", necessity="Familjen vill inte.")

    assert not visible(world, "rut", observation.pk)
    with world.as_("sanna") as sanna:
        refusal = Disclosure.objects.visible_to(sanna).get(record=observation.pk)
    assert (refusal.granted, refusal.necessity) == (False, "Familjen vill inte.")


def test_keeping_ones_words_needs_a_reason(world: World, ask: Ask, tell: Tell) -> None:
    ask("sanna")

    with pytest.raises(ValidationError) as problem:
        tell("sanna")

    assert "necessity" in problem.value.message_dict
    with world.as_("sanna") as sanna:
        assert not Observation.objects.visible_to(sanna).exists()  # undone


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"works": " ", "hard": ""}, "works"),
        ({"area_key": "rich"}, "area_key"),
        ({"happened_on": clock.today() + timedelta(days=2)}, "happened_on"),  # also when midnight passes
        ({"perspective": Perspective.CHILD, "said_by": "Elsa"}, "exact_words"),
        ({"perspective": Perspective.GUARDIAN, "exact_words": "Han sover."}, "said_by"),
    ],
)
def test_an_observation_says_something_of_one_of_the_eight_areas(
    tell: Tell, words: dict[str, object], field: str
) -> None:
    with pytest.raises(ValidationError) as problem:
        tell("rut", **words)

    assert field in problem.value.message_dict


def test_a_correction_names_what_it_amends_and_the_old_is_kept(world: World, ask: Ask, tell: Tell) -> None:
    ask("elsa")
    first = tell("elsa", works="Jag sover bra.")

    second = tell("elsa", works="Jag sover bra ibland.", amends=first)

    with world.as_("rut") as rut:
        assert Observation.objects.visible_to(rut).get(pk=first.pk).works == "Jag sover bra."
    assert second.amends_id == first.pk
    assert logged(world, "observation.amended")


def test_nobody_corrects_a_childs_own_words(world: World, ask: Ask, tell: Tell) -> None:
    ask("elsa")
    first = tell("elsa")

    with pytest.raises(Denied, match="egna ord"):
        tell("rut", perspective=Perspective.CHILD, exact_words="Nej.", said_by="Elsa", amends=first)


def test_what_is_corrected_is_corrected_once(tell: Tell) -> None:
    first = tell("rut")
    tell("rut", works="Äter frukost.", amends=first)

    with pytest.raises(ValidationError, match="redan rättat"):
        tell("rut", works="Äter lunch.", amends=first)


def test_a_correction_stays_in_its_area(tell: Tell) -> None:
    first = tell("rut")

    with pytest.raises(ValidationError, match="samma område"):
        tell("rut", area_key="safe", amends=first)


# Analysing and deciding --------------------------------------------------------------------


def test_an_analysis_is_written_again_until_it_is_decided(world: World, matter: Matter, analysis: Analysis) -> None:
    again = actions.analyse(
        matter=matter,
        answers={"others": "Ingen."},
        child_view="",
        child_view_how="Ville inte.",
        seen=analysis.revision,
        by=world.actor("rut"),
    )

    assert again.pk == analysis.pk
    assert again.answers["others"] == "Ingen."
    assert waiting(world, "rut") == {TaskKind.GATHER, TaskKind.ANALYSE}
    assert logged(world, "analysis.saved")


def test_an_unknown_question_is_refused(world: World, matter: Matter) -> None:
    with pytest.raises(ValidationError, match="Frågorna har ändrats"):
        actions.analyse(matter=matter, answers={"x": "y"}, child_view="", child_view_how="", by=world.actor("rut"))


def test_own_service_closes_the_matter_as_a_complete_outcome(
    world: World, matter: Matter, ask: Ask, analysis: Analysis
) -> None:
    ask("tage")

    actions.decide(
        analysis=analysis, decision=NextStep.OWN_SERVICE, reason="Skolan ordnar vilan.", by=world.actor("rut")
    )

    with world.as_("rut"):
        matter.refresh_from_db()
    assert (matter.state, matter.outcome) == ("closed", "own_service")
    assert waiting(world, "rut") == waiting(world, "tage") == set()
    assert logged(world, "analysis.decided").detail["decision"] == "own_service"


def test_together_opens_cooperation_and_asks_for_a_meeting(world: World, matter: Matter, analysis: Analysis) -> None:
    actions.decide(analysis=analysis, decision=NextStep.TOGETHER, reason="BUP behövs här.", by=world.actor("rut"))

    with world.as_("rut"):
        matter.refresh_from_db()
    assert matter.state == "cooperating"
    assert waiting(world, "rut") == {TaskKind.CALL_MEETING}


def hand_over(world: World, analysis: Analysis) -> Handover:
    actions.decide(
        analysis=analysis,
        decision=NextStep.OTHER_SERVICE,
        reason="BUP är rätt.",
        to_assignment=world.assignments["bo"],
        ground=Ground.HARM_TEST,
        necessity="BUP behöver analysen.",
        by=world.actor("rut"),
    )
    with world.as_("rut") as rut:
        found: Handover = Handover.objects.visible_to(rut).select_related("matter").latest("asked_at")
    return found


def test_a_hand_over_gives_the_receiver_the_analysis_and_nothing_else(
    world: World, matter: Matter, tell: Tell, analysis: Analysis
) -> None:
    observation = tell("rut")

    hand_over(world, analysis)

    assert visible(world, "bo", analysis.pk)
    assert visible(world, "bo", matter.pk)
    assert not visible(world, "bo", observation.pk)
    assert waiting(world, "bo") == {TaskKind.ACCEPT_HANDOVER}


def test_until_the_receipt_the_giver_holds_the_matter(world: World, matter: Matter, analysis: Analysis) -> None:
    hand_over(world, analysis)

    with world.as_("rut"):
        matter.refresh_from_db()
    assert matter.state == "handing_over"


def test_the_receipt_closes_the_matter_as_handed_over(world: World, matter: Matter, analysis: Analysis) -> None:
    actions.receive_handover(handover=hand_over(world, analysis), answer="Tack.", by=world.actor("bo"))

    with world.as_("rut"):
        matter.refresh_from_db()
    assert (matter.state, matter.outcome) == ("closed", "handed_over")
    assert waiting(world, "bo") == set()
    assert logged(world, "handover.received")


def test_a_no_returns_the_matter_and_ends_the_seat(world: World, matter: Matter, analysis: Analysis) -> None:
    actions.decline_handover(handover=hand_over(world, analysis), reason="Det är fel mottagning.", by=world.actor("bo"))

    assert not visible(world, "bo", matter.pk)
    assert waiting(world, "rut") == {TaskKind.ANALYSE}
    assert logged(world, "handover.declined")

    again = actions.analyse(
        matter=matter, answers={}, child_view="Jag vill sova.", child_view_how="", by=world.actor("rut")
    )

    with world.as_("rut") as rut:
        matter.refresh_from_db()
        given = Disclosure.objects.visible_to(rut).standing().filter(record=analysis.pk)
        assert not given.exists()
    assert again.pk != analysis.pk
    assert matter.state == "gathering"


def test_a_seat_that_was_there_before_stays_after_a_no(
    world: World, matter: Matter, ask: Ask, analysis: Analysis
) -> None:
    ask("bo")

    actions.decline_handover(handover=hand_over(world, analysis), reason="Vi kan inte.", by=world.actor("bo"))

    assert visible(world, "bo", matter.pk)


def test_a_no_to_a_hand_over_says_why(world: World, analysis: Analysis) -> None:
    with pytest.raises(ValidationError, match="varför"):
        actions.decline_handover(handover=hand_over(world, analysis), reason="", by=world.actor("bo"))


def test_a_colleague_in_the_same_area_takes_over_without_a_disclosure(
    world: World, matter: Matter, analysis: Analysis
) -> None:
    actions.decide(
        analysis=analysis,
        decision=NextStep.OTHER_SERVICE,
        reason="KAA tar vid.",
        to_assignment=world.assignments["kaj"],
        by=world.actor("rut"),
    )

    assert visible(world, "kaj", analysis.pk)
    with world.as_("rut") as rut:
        assert not Disclosure.objects.visible_to(rut).exists()


@pytest.mark.parametrize(
    ("receiver", "ground", "field"),
    [(None, None, "to_assignment"), ("tage", None, "to_assignment"), ("bo", None, "ground")],
)
def test_a_hand_over_has_a_receiver_in_another_service_and_a_ground(
    world: World, matter: Matter, analysis: Analysis, receiver: str | None, ground: Ground | None, field: str
) -> None:
    with pytest.raises(ValidationError) as problem:
        actions.decide(
            analysis=analysis,
            decision=NextStep.OTHER_SERVICE,
            reason="BUP är rätt.",
            to_assignment=world.assignments[receiver] if receiver else None,
            ground=ground,
            by=world.actor("rut"),
        )

    assert field in problem.value.message_dict
    with world.as_("rut"):
        matter.refresh_from_db()
        analysis.refresh_from_db()
    assert (matter.state, analysis.decided_at) == ("gathering", None)  # undone


@pytest.mark.parametrize("reason", ["  ", "BUP behövs."])
def test_a_decision_has_a_reason(world: World, analysis: Analysis, reason: str) -> None:
    with pytest.raises(ValidationError) as problem:
        actions.decide(analysis=analysis, decision=NextStep.TOGETHER, reason=reason, by=world.actor("rut"))

    assert "reason" in problem.value.message_dict


def test_a_decision_is_made_once(world: World, analysis: Analysis) -> None:
    actions.decide(analysis=analysis, decision=NextStep.TOGETHER, reason="BUP behövs här.", by=world.actor("rut"))

    with pytest.raises(Denied, match="redan bestämt"):
        actions.decide(analysis=analysis, decision=NextStep.OWN_SERVICE, reason="Vi kan inte.", by=world.actor("rut"))


@pytest.mark.parametrize(
    ("answered", "shown"),
    [
        ({"feeling": "4"}, ("told", "Bra", None)),
        ({"answer": ChildAnswer.WILL_NOT_SAY}, ("will_not_say", "Ville inte svara", None)),
        ({"answer": ChildAnswer.DOES_NOT_KNOW, "talk_more": True}, ("does_not_know", "Visste inte", True)),
        ({"feeling": "1", "exact_words": "Det är dumt.", "talk_more": False}, ("told", "Inte alls bra", False)),
    ],
)
def test_a_child_answers_in_the_wheel_and_the_answer_is_a_word(
    world: World, matter: Matter, tell: Tell, answered: dict[str, Any], shown: tuple[str, str, bool | None]
) -> None:
    said = tell("rut", perspective=Perspective.CHILD, works="", said_by="Elsa, i hjulet med Rut", **answered)

    with world.as_("rut") as rut:
        [read] = reads.said(matter, rut)
    assert (said.answer, read.answer, read.talk_more) == shown
    assert reads.around([read], pack.current())[1].views[0].filled == "told"


@pytest.mark.parametrize(
    "wrong",
    [
        {"perspective": Perspective.PROFESSIONAL, "feeling": "4"},
        {"perspective": Perspective.CHILD, "feeling": "4", "answer": ChildAnswer.WILL_NOT_SAY, "said_by": "Elsa"},
        {"perspective": Perspective.CHILD, "feeling": "7", "said_by": "Elsa"},
        {"perspective": Perspective.CHILD, "answer": ChildAnswer.TOLD, "feeling": "4", "said_by": " "},
    ],
)
def test_an_answer_in_the_wheel_is_the_childs_and_one_answer(tell: Tell, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        tell("rut", works="", **wrong)
