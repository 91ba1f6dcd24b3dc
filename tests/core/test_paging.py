"""A page, and whether there is more."""

import pytest

from kronobarn.core.paging import page_of


@pytest.mark.parametrize(
    ("many", "number", "shown", "more"),
    [(0, 1, [], False), (3, 1, [0, 1, 2], False), (4, 1, [0, 1, 2], True), (4, 2, [3], False), (4, 3, [], False)],
)
def test_a_page_says_whether_there_is_another(many: int, number: int, shown: list[int], more: bool) -> None:
    assert page_of(list(range(many)), number, 3) == (shown, more)


@pytest.mark.parametrize("number", [0, -1])
def test_a_number_that_is_no_page_is_the_first(number: int) -> None:
    assert page_of([1, 2], number, 1) == ([1], True)
