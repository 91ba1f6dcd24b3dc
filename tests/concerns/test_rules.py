from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronobarn.concerns.rules import ENDS, NEXT, Outcome, State, receive_by, working_days_after

FRIDAY = date(2026, 5, 15)


def test_every_state_stands_in_both_tables() -> None:
    assert set(NEXT) == set(ENDS) == set(State)


@given(st.lists(st.sampled_from(State), max_size=20))
def test_a_closed_matter_never_moves_and_nothing_returns_to_received(wishes: list[State]) -> None:
    state = State.RECEIVED
    for wish in wishes:
        if wish in NEXT[state]:
            assert wish != State.RECEIVED
            assert state != State.CLOSED
            state = wish


@pytest.mark.parametrize("state", [state for state in State if state != State.CLOSED])
def test_every_open_state_can_be_left_and_ended(state: State) -> None:
    assert State.CLOSED in NEXT[state]
    assert ENDS[state]


def test_every_outcome_can_be_reached() -> None:
    assert frozenset().union(*ENDS.values()) == set(Outcome)


@given(st.dates(max_value=date(2100, 1, 1)), st.integers(0, 10))
def test_a_working_day_is_never_at_the_weekend_and_never_before(day: date, count: int) -> None:
    due = working_days_after(day, count)
    assert due.weekday() < 5
    assert due >= day + timedelta(days=count)


@pytest.mark.parametrize(
    ("sent", "urgent", "due"),
    [
        (FRIDAY, False, FRIDAY + timedelta(days=4)),
        (FRIDAY, True, FRIDAY),
        (FRIDAY + timedelta(days=1), True, FRIDAY + timedelta(days=3)),
        (FRIDAY - timedelta(days=3), False, FRIDAY - timedelta(days=1)),
    ],
)
def test_a_signal_is_received_within_two_working_days_an_urgent_one_the_same(
    sent: date, urgent: bool, due: date
) -> None:
    assert receive_by(sent, urgent=urgent) == due
