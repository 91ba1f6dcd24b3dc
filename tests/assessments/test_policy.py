"""Who may do what, person by person and state by state; every no carries its sentence."""

from collections.abc import Callable

import pytest

from kronobarn.assessments import policy
from kronobarn.assessments.models import Analysis, Observation, Source
from kronobarn.assessments.rules import Perspective
from kronobarn.concerns import actions as concerns
from kronobarn.concerns.models import Matter
from kronobarn.concerns.rules import Outcome, State
from tests.world import World

Ask = Callable[..., Source]
Tell = Callable[..., Observation]
CARRIES = "för ärendet vidare"
DECIDED = "redan bestämt"
CLOSED = "avslutat"


@pytest.mark.parametrize(
    ("name", "asking", "telling", "analysing"),
    [
        ("rut", "", "", ""),
        ("tage", CARRIES, "", CARRIES),
        ("sanna", CARRIES, "", CARRIES),
        ("kim", CARRIES, "ingen plats", CARRIES),
        ("gunnar", CARRIES, "ingen plats", CARRIES),
        ("eva", CARRIES, "för egen del", CARRIES),
        ("elsa", CARRIES, "för egen del", CARRIES),
    ],
)
def test_who_may_ask_tell_as_a_professional_and_analyse(
    world: World, matter: Matter, ask_for: None, name: str, asking: str, telling: str, analysing: str
) -> None:
    with world.as_(name) as actor:
        answers = (
            policy.may_ask(actor, matter),
            policy.may_observe(actor, matter, Perspective.PROFESSIONAL),
            policy.may_analyse(actor, matter),
        )

    for answer, sentence in zip(answers, (asking, telling, analysing), strict=True):
        assert bool(answer) is (sentence == "")
        assert sentence in str(answer.reason)


@pytest.fixture
def ask_for(ask: Ask) -> None:
    """Tage and Sanna, Eva and Elsa have been asked."""
    for name in ("tage", "sanna", "eva", "elsa"):
        ask(name)


@pytest.mark.parametrize(
    ("state", "asking", "telling", "analysing"),
    [
        (State.RECEIVED, "", "", ""),
        (State.GATHERING, "", "", ""),
        (State.DECIDED, DECIDED, "", DECIDED),
        (State.COOPERATING, DECIDED, "", DECIDED),
        (State.HANDING_OVER, DECIDED, "", ""),  # nobody is asked any longer: they said no
        (State.CLOSED, CLOSED, CLOSED, CLOSED),
    ],
)
def test_what_a_matter_allows_where_it_stands(
    world: World, matter: Matter, state: State, asking: str, telling: str, analysing: str
) -> None:
    rut = world.actor("rut")
    if state == State.CLOSED:
        matter = concerns.close(matter=matter, outcome=Outcome.UNFOUNDED, because="Ingen oro kvar.", by=rut)
    elif state != State.RECEIVED:
        matter = concerns.move(matter=matter, state=State.GATHERING, by=rut)
        matter = concerns.move(matter=matter, state=state, by=rut)

    with world.as_("rut"):
        answers = (
            policy.may_ask(rut, matter),
            policy.may_observe(rut, matter, Perspective.PROFESSIONAL),
            policy.may_analyse(rut, matter),
        )

    for answer, sentence in zip(answers, (asking, telling, analysing), strict=True):
        assert bool(answer) is (sentence == "")
        assert sentence in str(answer.reason)


@pytest.mark.parametrize(("name", "allowed"), [("sanna", True), ("sofia", True), ("pelle", False), ("cecilia", False)])
def test_who_can_be_asked(world: World, name: str, allowed: bool) -> None:
    assert bool(policy.may_be_asked(world.assignments[name])) is allowed


@pytest.mark.parametrize(
    ("author", "side", "amender", "sentence"),
    [
        ("elsa", Perspective.CHILD, "elsa", ""),
        ("elsa", Perspective.CHILD, "rut", "egna ord"),
        ("rut", Perspective.CHILD, "tage", ""),  # written down for the child, put right with the child
        ("rut", Perspective.CHILD, "sanna", "Skriv en egen"),
        ("rut", Perspective.PROFESSIONAL, "rut", ""),
        ("rut", Perspective.PROFESSIONAL, "tage", "Skriv en egen"),
    ],
)
def test_who_may_put_words_right(
    world: World, ask_for: None, tell: Tell, author: str, side: Perspective, amender: str, sentence: str
) -> None:
    told = {"exact_words": "Jag är trött.", "said_by": "Elsa"} if author == "rut" and side == Perspective.CHILD else {}
    observation = tell(author, perspective=side, **told)

    answer = policy.may_amend(world.actor(amender), observation)

    assert bool(answer) is (sentence == "")
    assert sentence in str(answer.reason)


@pytest.mark.parametrize(
    ("name", "done", "no"),
    [("eva", "Inget är berättat", ""), ("rut", "Inget är berättat", ""), ("tage", CARRIES, CARRIES)],
)
def test_who_may_finish_evas_telling(
    world: World, matter: Matter, ask: Ask, ask_for: None, name: str, done: str, no: str
) -> None:
    source = ask("eva")
    with world.as_(name) as actor:
        answers = (policy.may_mark_done(actor, source, matter), policy.may_finish(actor, source, matter))

    for answer, sentence in zip(answers, (done, no), strict=True):
        assert bool(answer) is (sentence == "")
        assert sentence in str(answer.reason)


def test_a_decision_is_for_the_one_who_carries_the_matter(world: World, analysis: Analysis, ask_for: None) -> None:
    with world.as_("tage") as tage:
        assert CARRIES in str(policy.may_decide(tage, analysis).reason)
    with world.as_("rut") as rut:
        assert policy.may_decide(rut, analysis)
