"""Where a unit is, and what becomes of a request."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kronobarn.implementation import rules
from kronobarn.implementation.rules import ReplyKind, State, Step, Taken

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def taken(*rows: tuple[Step, int]) -> list[Taken]:
    """Steps in the order in which they were written, each from a day of March."""
    return [Taken(step, date(2026, 3, day), NOON + timedelta(hours=nth)) for nth, (step, day) in enumerate(rows)]


def test_each_step_has_its_latest_day() -> None:
    found = rules.standing(taken((Step.INFORMED, 2), (Step.TRAINED, 5), (Step.INFORMED, 9)))
    assert found.days == {Step.INFORMED: date(2026, 3, 9), Step.TRAINED: date(2026, 3, 5)}


@pytest.mark.parametrize(
    ("rows", "paused"),
    [
        ([(Step.USING, 2)], None),
        ([(Step.USING, 2), (Step.PAUSED, 5)], date(2026, 3, 5)),
        ([(Step.PAUSED, 5), (Step.USING, 2)], date(2026, 3, 5)),
        ([(Step.PAUSED, 5), (Step.USING, 9)], None),
        ([(Step.PAUSED, 5), (Step.USING, 5)], None),
        ([(Step.USING, 5), (Step.PAUSED, 5)], date(2026, 3, 5)),
    ],
)
def test_a_pause_lasts_until_something_later(rows: list[tuple[Step, int]], paused: date | None) -> None:
    assert rules.standing(taken(*rows)).paused_since == paused


def test_a_pause_takes_nothing_away() -> None:
    assert Step.USING in rules.standing(taken((Step.USING, 2), (Step.PAUSED, 5))).days


@pytest.mark.parametrize("kind", list(ReplyKind))
def test_the_last_reply_says_where_a_request_stands(kind: ReplyKind) -> None:
    assert rules.state([]) is State.WAITING
    assert rules.state([ReplyKind.BOOKED, kind]) is rules.AFTER[kind]
