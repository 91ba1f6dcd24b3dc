"""What is made while one waits, and what the queue's words mean."""

import pytest

from kronobarn.papers import rules
from kronobarn.papers.rules import State

ROW = "<tr><th scope=row>3 mars 2026</th>" + "<td>%s</td>" * 5 + "</tr>"


def story(lines: int, characters: int) -> str:
    return "<table>" + ROW % ("x" * characters, "Viktig", "Rut Ek, rektor", "Samtal", "Skolan") * lines + "</table>"


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("<p>kort</p>", False),
        (story(lines=60, characters=100), False),  # what a part of Händelser is, as a rule
        (story(lines=60, characters=2_000), True),
        (story(lines=200, characters=100), True),
        ("<p>" + "x" * 100_000 + "</p>", False),
        ("<p>" + "x" * 200_000 + "</p>", True),
        ("<p></p>" * 6_000, True),
        ("<table></table>", False),
    ],
)
def test_what_takes_more_than_two_seconds_is_long(text: str, long: bool) -> None:
    assert rules.takes_long(text) is long


def test_the_same_words_take_longer_in_narrow_columns() -> None:
    words = "x" * 20_000
    wide, narrow = f"<p>{words}</p>", f"<table><tr><td>{words}</td><td></td><td></td><td></td></tr></table>"
    assert rules.seconds(narrow) > 2 * rules.seconds(wide)


@pytest.mark.parametrize(
    ("made", "job", "state"),
    [
        (False, "todo", State.WAITING),
        (False, "doing", State.MAKING),
        (False, "failed", State.FAILED),
        (False, "aborted", State.FAILED),
        (False, "succeeded", State.FAILED),
        (False, "", State.FAILED),
        (True, "doing", State.READY),
        (True, "", State.READY),
    ],
)
def test_how_far_a_document_has_come(made: bool, job: str, state: State) -> None:
    assert rules.state(made=made, job=job) is state
