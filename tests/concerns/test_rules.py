from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronobarn.concerns.rules import ENDS, NEXT, Outcome, State, receive_by, working_days_after
from kronobarn.core.holidays.rules import easter, holidays

FRIDAY = date(2026, 5, 22)


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


@pytest.mark.parametrize(
    ("year", "sunday", "midsummer", "all_saints"),
    [
        (2024, date(2024, 3, 31), date(2024, 6, 22), date(2024, 11, 2)),
        (2025, date(2025, 4, 20), date(2025, 6, 21), date(2025, 11, 1)),
        (2026, date(2026, 4, 5), date(2026, 6, 20), date(2026, 10, 31)),
        (2027, date(2027, 3, 28), date(2027, 6, 26), date(2027, 11, 6)),
        (2038, date(2038, 4, 25), date(2038, 6, 26), date(2038, 11, 6)),
    ],
)
def test_the_days_that_move_are_found(year: int, sunday: date, midsummer: date, all_saints: date) -> None:
    """From printed almanacs."""
    assert easter(year) == sunday
    assert {midsummer, midsummer - timedelta(days=1), all_saints, sunday + timedelta(days=39)} <= holidays(year)
    assert len(holidays(year)) == 8 + 5 + 3


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        (date(2026, 4, 1), 5, date(2026, 4, 10)),  # Good Friday and Easter Monday between
        (date(2026, 12, 22), 5, date(2027, 1, 4)),  # Christmas, the eves and New Year's Day
        (date(2026, 6, 19), 0, date(2026, 6, 22)),  # the eve of midsummer
        (date(2026, 5, 13), 2, date(2026, 5, 18)),  # Ascension Day
    ],
)
def test_public_holidays_are_no_working_days(day: date, count: int, due: date) -> None:
    assert working_days_after(day, count) == due


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)), st.integers(0, 10))
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
