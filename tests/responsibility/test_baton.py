"""The baton is passed, never dropped, and no matter is left behind with nobody to work on it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kronobarn.concerns import actions as concerns
from kronobarn.core import clock
from kronobarn.core.decisions import Denied
from kronobarn.responsibility import actions
from kronobarn.responsibility.models import Responsibility
from tests.world import World


def open_matter(world: World) -> None:
    signal = concerns.notice(
        child=world.elsa,
        what_was_seen="Ont i magen varje morgon",
        seen_on=clock.today() - timedelta(days=1),
        who_noticed="Rut",
        by=world.actor("rut"),
    )
    concerns.receive(signal=signal, by=world.actor("rut"))


def offer(world: World, to: str) -> Responsibility:
    return actions.offer(
        child=world.elsa, to=world.assignments[to], because="Elsa flyttar snart.", by=world.actor("rut")
    )


@pytest.mark.parametrize("because", [" ", "Flyttar", "x y z"])
def test_why_it_is_handed_on_is_a_sentence(world: World, because: str) -> None:
    with pytest.raises(ValidationError) as refused:
        actions.offer(child=world.elsa, to=world.assignments["gunnar"], because=because, by=world.actor("rut"))
    assert "because" in refused.value.message_dict


def test_the_database_wants_the_sentence_too(world: World) -> None:
    offered = offer(world, "gunnar")
    offered.offered_because = "Flyttar"
    with world.as_("rut"), pytest.raises(IntegrityError, match="offered_baton_says_why"), transaction.atomic():
        offered.save(update_fields=["offered_because"])


def test_the_giver_holds_on_until_somebody_takes_it(world: World) -> None:
    offered = offer(world, "gunnar")
    with world.as_("rut") as rut:
        assert Responsibility.objects.visible_to(rut).current().get(child=world.elsa).holder == world.assignments["rut"]

    actions.accept(responsibility=offered, by=world.actor("gunnar"))

    with world.as_("gunnar") as gunnar:
        current = Responsibility.objects.visible_to(gunnar).current().get(child=world.elsa)
        assert current.holder == world.assignments["gunnar"]
        assert current.handed_on_from_id == offered.pk


def test_a_matter_is_not_left_behind_in_another_area(world: World) -> None:
    open_matter(world)

    with pytest.raises(Denied, match="öppet ärende"):
        offer(world, "gunnar")


def test_a_matter_that_is_opened_while_the_question_stands_stops_the_answer(world: World) -> None:
    offered = offer(world, "gunnar")
    open_matter(world)

    with pytest.raises(Denied, match="öppet ärende"):
        actions.accept(responsibility=offered, by=world.actor("gunnar"))


def test_inside_the_area_a_matter_follows_the_baton(world: World) -> None:
    open_matter(world)

    offered = offer(world, "kaj")

    assert offered.offered_to == world.assignments["kaj"]
