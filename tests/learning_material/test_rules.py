"""What has been read, what has changed since, and when readers are counted."""

from datetime import date
from uuid import uuid4

import pytest

from kronobarn.learning_material.rules import PartState, Place, State, changed, counted_before, part_state, state

PLACE, OTHER = uuid4(), uuid4()
WORDS, OLD, OTHERS = uuid4(), uuid4(), uuid4()


@pytest.mark.parametrize(
    ("read", "before", "expected"),
    [
        (set(), {}, PartState.UNREAD),
        ({WORDS}, {}, PartState.READ),
        ({WORDS}, {PLACE: {OLD}}, PartState.READ),
        (set(), {PLACE: {OLD}}, PartState.UNREAD),
        ({OLD}, {PLACE: {OLD}}, PartState.CHANGED),
        ({OTHERS}, {PLACE: {OLD}, OTHER: {OTHERS}}, PartState.UNREAD),
        ({OTHERS}, {OTHER: {OTHERS}}, PartState.ADDED),
    ],
)
def test_where_a_reader_stands_with_a_part(read: set, before: dict, expected: PartState) -> None:  # type: ignore[type-arg]
    assert part_state(Place(PLACE, WORDS), read=read, before=before) is expected


def test_what_a_version_has_that_the_one_before_had_not() -> None:
    now = [Place(PLACE, WORDS), Place(OTHER, OTHERS)]
    assert changed(now, [Place(PLACE, OLD), Place(OTHER, OTHERS)]) == {PLACE: PartState.CHANGED}
    assert changed(now, [Place(OTHER, OTHERS)]) == {PLACE: PartState.ADDED}


@pytest.mark.parametrize(
    ("number", "published", "withdrawn", "expected"),
    [
        (2, True, False, State.IN_USE),
        (1, True, False, State.REPLACED),
        (2, True, True, State.WITHDRAWN),
        (3, False, True, State.DRAFT),
    ],
)
def test_where_a_version_stands(number: int, published: bool, withdrawn: bool, expected: State) -> None:
    assert state(number=number, published=published, withdrawn=withdrawn, latest=2) is expected


def test_readers_are_counted_by_whole_weeks() -> None:
    assert counted_before(date(2026, 11, 23)) == date(2026, 11, 23)
    assert counted_before(date(2026, 11, 29)) == date(2026, 11, 23)
