"""Small numbers are not shown, and cannot be worked out: by anybody who knows the sum, and how it is done."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronobarn.core.small_numbers import FEWEST, shown

COUNTS = st.dictionaries(st.sampled_from(["a", "b", "c", "d", "e"]), st.integers(0, 40), min_size=2)


@given(COUNTS)
def test_nothing_small_is_shown_and_nothing_alone_is_hidden(counts: dict[str, int]) -> None:
    said = shown(counts)
    if said is None:
        return
    hidden = [counts[one] for one, number in said.items() if number is None]
    assert all(number == 0 or number >= FEWEST for number in said.values() if number is not None)
    assert not hidden or (len(hidden) > 1 and sum(hidden) >= FEWEST)


@pytest.mark.parametrize(("answers", "most"), [(2, 25), (3, 16), (4, 9)])
def test_every_hidden_figure_could_be_another(answers: int, most: int) -> None:
    """An attack on all tables up to a size: everything with the same sum that looks the same."""
    alike = defaultdict(list)
    for counts in product(range(most), repeat=answers):
        said = shown(dict(zip("abcd", counts, strict=False)))
        total = sum(counts)
        if FEWEST <= total < most:
            alike[total, tuple(said.values()) if said else None].append(counts)
    for (_total, cells), tables in alike.items():
        for nth in range(answers):
            if cells is None or cells[nth] is None:
                assert len({table[nth] for table in tables}) > 1, tables
