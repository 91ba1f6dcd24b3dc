"""A story that is put back is the story that was told, and takes nothing away that was there before it."""

import json
from datetime import timedelta

import pytest
from django.db import connection

from kronobarn.circles.models import Record
from kronobarn.concerns import actions as concerns
from kronobarn.concerns.models import Signal
from kronobarn.core import clock
from kronobarn.plans.models import Plan
from kronobarn.plans.rules import State
from tests import told
from tests.story import Stage, tell
from tests.world import World

pytestmark = pytest.mark.xdist_group("told")  # the second telling is only a second one in the same process

_rows: list[dict[str, list[str]]] = []


@pytest.mark.parametrize("nth", ["first", "second", "third"])
def test_each_telling_leaves_the_same_rows(world: World, nth: str) -> None:
    story = tell(world, Stage.ACTIVE)

    with connection.cursor() as cursor:
        cursor.execute("SELECT told.take()::text")
        found = json.loads(cursor.fetchone()[0])
    _rows.append({table: sorted(map(str, rows)) for table, rows in found.items() if rows})
    assert _rows[-1] == _rows[0]
    with world.as_("rut") as rut:
        assert Plan.objects.visible_to(rut).get(pk=story.plan.pk).state == State.ACTIVE


@pytest.mark.parametrize("nth", ["first", "second"])
def test_what_was_written_before_is_still_there(world: World, nth: str) -> None:
    concerns.notice(child=world.elsa, what_was_seen="Elsa grät.", seen_on=clock.today(), by=world.actor("rut"))

    tell(world, Stage.NOTICED)

    with world.as_("rut") as rut:
        assert Signal.objects.visible_to(rut).count() == 2


@pytest.mark.parametrize("nth", ["first", "second"])
def test_what_is_written_between_two_stories_is_still_there(world: World, nth: str) -> None:
    tell(world, Stage.NOTICED)
    concerns.notice(child=world.elsa, what_was_seen="Elsa grät.", seen_on=clock.today(), by=world.actor("rut"))
    tell_again = told.told_once(_sees_signals)

    assert tell_again(world) == 2


def _sees_signals(world: World) -> int:
    with world.as_("rut") as rut:
        return Signal.objects.visible_to(rut).count()


@pytest.mark.parametrize("hours", [0, -3])
def test_a_story_that_began_earlier_is_told_then(world: World, hours: int) -> None:
    with clock.shifted(timedelta(hours=hours)):
        story = tell(world, Stage.NOTICED)

    with world.as_("rut") as rut:
        written = Record.objects.visible_to(rut).get(pk=story.signal.pk).written_at
    assert abs(clock.now() + timedelta(hours=hours) - written) < timedelta(hours=1)


@pytest.mark.parametrize("nth", ["first", "second"])
def test_what_a_test_does_to_its_story_is_its_own(world: World, nth: str) -> None:
    story = tell(world, Stage.RECEIVED)

    assert story.matter.state != "spoilt"
    story.matter.state = "spoilt"
