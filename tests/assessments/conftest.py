"""Elsa's matter: Tage has noticed something, Rut has received it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from kronobarn.assessments import actions
from kronobarn.assessments.models import Analysis, Observation, Source
from kronobarn.assessments.rules import Perspective
from kronobarn.circles.rules import Ground
from kronobarn.concerns import actions as concerns
from kronobarn.concerns.models import Matter
from kronobarn.core import clock
from tests.told import told_once
from tests.world import World

ANSWERS = {"obstacle": "Sover för lite.", "information": "Ja.", "myself": "Prata med Elsa."}


@told_once
def received(world: World) -> Matter:
    """Received, and nobody asked yet."""
    signal = concerns.notice(
        child=world.elsa, what_was_seen="Elsa somnar på lektionerna.", seen_on=clock.today(), by=world.actor("rut")
    )
    return concerns.receive(signal=signal, by=world.actor("rut"))


@pytest.fixture
def matter(world: World) -> Matter:
    return received(world)


@pytest.fixture
def ask(world: World, matter: Matter) -> Callable[..., Source]:
    """Rut asks somebody of the town; Sanna is in another area and is asked on a ground."""

    def call(name: str, **changes: Any) -> Source:
        kind = {"elsa": Perspective.CHILD, "eva": Perspective.GUARDIAN, "emil": Perspective.GUARDIAN}.get(
            name, Perspective.PROFESSIONAL
        )
        staff = world.assignments.get(name)
        words: dict[str, Any] = {
            "matter": matter,
            "kind": kind,
            "person": None if staff else world.people[name],
            "assignment": staff,
            "due_on": clock.today() + timedelta(days=5),
            "purpose": "För att förstå hur Elsa har det.",
            "ground": Ground.HARM_TEST if name in {"sanna", "bo", "sofia"} else None,
            "by": world.actor("rut"),
        }
        return actions.ask_source(**{**words, **changes})

    return call


@pytest.fixture
def tell(world: World, matter: Matter) -> Callable[..., Observation]:
    """Somebody of the town tells, from their own side unless another is given."""

    def call(name: str, area_key: str = "healthy", **words: Any) -> Observation:
        sides = {"elsa": Perspective.CHILD, "eva": Perspective.GUARDIAN, "emil": Perspective.GUARDIAN}
        words = {"perspective": sides.get(name, Perspective.PROFESSIONAL), "works": "Äter bra.", **words}
        if words.get("share_with_responsible"):
            words.setdefault("necessity", "Rut behöver hela bilden.")
        return actions.observe(matter=matter, area_key=area_key, by=world.actor(name), **words)

    return call


@pytest.fixture
def analysis(world: World, matter: Matter) -> Analysis:
    """Written and not decided."""
    return actions.analyse(
        matter=matter,
        answers=ANSWERS,
        child_view="Jag vill sova.",
        child_view_how="Elsa berättade för Rut.",
        by=world.actor("rut"),
    )
