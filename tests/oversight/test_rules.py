"""The draw, the references and the cells: pure, and the same each time."""

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronobarn.core import tables
from kronobarn.oversight import rules
from kronobarn.oversight.rules import Flag, Visit

PLAIN = [Visit(number) for number in range(1, 2001)]
AT_NIGHT = [Visit(number, (Flag.ODD_HOURS,)) for number in range(3000, 3400)]


def test_the_same_seed_draws_the_same() -> None:
    once, again = rules.draw(PLAIN, seed="s"), rules.draw(list(reversed(PLAIN)), seed="s")

    assert once == again
    assert once != rules.draw(PLAIN, seed="t")


@pytest.mark.parametrize(("visits", "drawn"), [(0, 0), (3, 3), (50, 5), (501, 6), (2000, 20), (9000, 50), (90000, 50)])
def test_a_share_is_drawn_at_random_within_limits(visits: int, drawn: int) -> None:
    choices = rules.draw([Visit(number) for number in range(visits)], seed="s")

    assert len(choices) == drawn
    assert all(choice.at_random for choice in choices)


def test_what_raises_a_question_is_drawn_besides_and_not_without_end() -> None:
    choices = rules.draw([*PLAIN, *AT_NIGHT], seed="s")

    flagged = [choice for choice in choices if choice.visit.flags]
    assert sum(not choice.at_random for choice in choices) <= rules.MOST_BY_A_FLAG
    assert len(flagged) >= rules.MOST_BY_A_FLAG
    assert rules.found([*PLAIN, *AT_NIGHT]) == {"odd_hours": 400}


def test_every_flag_gets_its_share() -> None:
    own = Visit(9000, (Flag.OWN_RECORD, Flag.ODD_HOURS))

    assert own in [choice.visit for choice in rules.draw([*AT_NIGHT, own], seed="s")]


@given(st.integers(0, 2**50 - 1), st.binary(min_size=8, max_size=32))
def test_a_reference_leads_back(head: int, key: bytes) -> None:
    text = rules.reference(head, key=key)

    assert rules.head_of(text, key=key) == head
    assert rules.head_of(text.lower().replace("-", " "), key=key) == head


def test_a_child_has_another_reference_in_another_area() -> None:
    head = uuid4().int >> 78

    assert rules.reference(head, key=b"one") != rules.reference(head, key=b"two")


@pytest.mark.parametrize("text", ["", "K7Q2X", "K7Q2X-4MZR!", "K7Q2X-4MZRAA", "UUUUU-UUUUU"])
def test_what_is_no_reference_leads_nowhere(text: str) -> None:
    assert rules.head_of(text, key=b"key") is None


@pytest.mark.parametrize("cell", ["=1+1", "+46", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert tables.harmless(cell) == f"'{cell}"


@given(st.text())
def test_a_harmless_cell_never_begins_with_what_a_formula_begins_with(cell: str) -> None:
    assert not tables.harmless(cell).startswith(tables.RISKY)


def test_months() -> None:
    assert rules.last_month(date(2026, 1, 31)) == date(2025, 12, 1)
    assert rules.after(date(2025, 12, 1)) == date(2026, 1, 1)
