"""Deadlines, words instead of figures."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from kronobarn.learning import rules
from kronobarn.learning.models import Event
from tests.learning.past import event
from tests.world import World

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
HOURS = timedelta(hours=1)


@pytest.mark.parametrize(("hours", "held"), [(500, 48), (48, 48), (5, 5), (0, 3), (-1, 2)])
def test_a_place_is_held_no_longer_than_until_it_begins(hours: int, held: int) -> None:
    starts = NOW + hours * HOURS
    assert rules.held_until(now=NOW, starts_at=starts, ends_at=starts + 3 * HOURS) == NOW + held * HOURS


@pytest.mark.parametrize(("hours", "within"), [(500, 48), (5, 5)])
def test_whoever_is_offered_a_place_answers_before_it_begins(hours: int, within: int) -> None:
    assert rules.answer_until(now=NOW, starts_at=NOW + hours * HOURS) == NOW + within * HOURS


PLACES = [(places, taken) for places in (1, 2, 4, 20, 39, 40, 41, 500) for taken in (0, 1, 17, 36, 450, 451, places)]


def test_the_public_view_says_the_same_words_of_places(led: World) -> None:
    made = event(led.actor("petra"))
    for places, taken in PLACES:
        if taken > places:
            continue
        Event.objects.filter(pk=made.pk).update(places=places, taken=taken)
        with connection.cursor() as cursor:
            cursor.execute("SELECT places_left FROM published_events WHERE id = %s", [made.pk])
            assert cursor.fetchone() == (rules.left(places, taken).value,), (places, taken)
