"""What a year comes to."""

from hypothesis import given
from hypothesis import strategies as st

from kronobarn.financing import rules
from kronobarn.financing.rules import Amount, Side

amounts = st.builds(
    Amount, st.sampled_from(list(Side)), st.integers(0, rules.MOST), st.none() | st.integers(0, rules.MOST)
)


@given(st.lists(amounts, max_size=12))
def test_every_krona_is_in_one_sum(lines: list[Amount]) -> None:
    found = rules.balance(lines)
    assert found.shares.budget + found.costs.budget == sum(one.budget for one in lines)
    assert found.shares.outcome + found.costs.outcome == sum(one.outcome or 0 for one in lines)
    assert found.agrees is (found.shares.budget == found.costs.budget)


def test_a_year_is_complete_when_every_line_has_its_outcome() -> None:
    share, cost = Amount(Side.SHARE, 10, 10), Amount(Side.COST, 10, None)
    assert not rules.balance([share, cost]).is_complete
    found = rules.balance([share, Amount(Side.COST, 10, 7)])
    assert found.is_complete
    assert found.left == 3


def test_no_outcome_is_not_an_outcome_of_nothing() -> None:
    assert rules.total([Amount(Side.COST, 10, 0)]).lacks_outcome == 0
    assert rules.total([Amount(Side.COST, 10, None)]).lacks_outcome == 1
