"""Sittings that tests begin with."""

from typing import Any

from kronobarn.core import clock
from kronobarn.wheel import actions
from kronobarn.wheel.models import Sitting
from kronobarn.wheel.rules import HEAR_WITHIN, TALK_AGAIN_WITHIN
from tests.story import Story
from tests.world import World


def prepared(world: World, story: Story, *, who: str = "rut", **settled: Any) -> Sitting:
    """Ready for the child."""
    alone = who == "elsa"
    days = (
        {} if alone else {"talk_again_on": clock.today() + TALK_AGAIN_WITHIN, "hears_on": clock.today() + HEAR_WITHIN}
    )
    given = {"language": "sv", "band": "middle", "present": "" if alone else "Elsa och Rut", **days, **settled}
    return actions.prepare(matter=story.matter, by=world.actor(who), **given)


def begun(world: World, story: Story, *, who: str = "rut", **settled: Any) -> Sitting:
    """The child has the screen."""
    return actions.turn(sitting=prepared(world, story, who=who, **settled), by=world.actor(who))
