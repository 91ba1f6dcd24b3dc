"""What settles a question, and when an answer is late."""

from datetime import UTC, date, datetime

import pytest

from kronobarn.programme.rules import Made, Outcome, State, standing, state

TODAY = date(2026, 11, 22)
OUT = Outcome


def made(*said: tuple[int, Outcome]) -> list[Made]:
    """Decisions by the day of November, written down in this order."""
    return [
        Made(date(2026, 11, day), datetime(2026, 11, 20, hour, tzinfo=UTC), out) for hour, (day, out) in enumerate(said)
    ]


@pytest.mark.parametrize(
    ("decisions", "said"),
    [
        (made(), None),
        (made((3, OUT.ADOPTED)), OUT.ADOPTED),
        (made((3, OUT.POSTPONED), (9, OUT.DECLINED)), OUT.DECLINED),
        (made((9, OUT.DECLINED), (3, OUT.POSTPONED)), OUT.DECLINED),
        (made((3, OUT.POSTPONED), (3, OUT.ADOPTED)), OUT.ADOPTED),
        (made((9, OUT.MISTAKE)), None),
        (made((3, OUT.ADOPTED), (9, OUT.MISTAKE)), OUT.ADOPTED),
    ],
)
def test_what_a_body_has_said_last_stands(decisions: list[Made], said: Outcome | None) -> None:
    assert standing(decisions) == said


@pytest.mark.parametrize(
    ("said", "wanted_by", "withdrawn", "stands"),
    [
        (None, None, False, State.AWAITED),
        (None, date(2026, 11, 22), False, State.AWAITED),
        (None, date(2026, 11, 21), False, State.LATE),
        (OUT.POSTPONED, date(2026, 11, 21), False, State.LATE),
        (OUT.POSTPONED, None, True, State.WITHDRAWN),
        (None, date(2026, 11, 21), True, State.WITHDRAWN),
        (OUT.ADOPTED, date(2026, 11, 21), False, State.SETTLED),
        (OUT.CHANGED, None, False, State.SETTLED),
        (OUT.DECLINED, None, True, State.SETTLED),
    ],
)
def test_where_an_answer_stands(said: Outcome | None, wanted_by: date | None, withdrawn: bool, stands: State) -> None:
    assert state(said, wanted_by=wanted_by, withdrawn=withdrawn, today=TODAY) == stands
