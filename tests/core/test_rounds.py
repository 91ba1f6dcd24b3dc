"""One thing that goes wrong in a round stops none of the others, and is seen."""

import pytest
from structlog.testing import capture_logs

from kronobarn.core.rounds import SomeFailed, each


def test_one_that_fails_stops_none_of_the_others_and_the_round_counts_as_failed() -> None:
    done = []

    def do(one: int) -> None:
        if one == 2:
            raise ZeroDivisionError("a name that nobody may see")
        done.append(one)

    with capture_logs() as lines, pytest.raises(SomeFailed, match="chase: 1"):
        each([1, 2, 3], do, called="chase", key=lambda one: one)
    assert done == [1, 3]
    (line,) = lines
    assert (line["event"], line["about"], line["error"]) == ("one_of_a_round_failed", "2", "ZeroDivisionError")
    assert "a name" not in str(lines)


def test_a_round_that_went_well_says_nothing() -> None:
    with capture_logs() as lines:
        each([1, 2], lambda _one: None, called="chase", key=str)
    assert lines == []
