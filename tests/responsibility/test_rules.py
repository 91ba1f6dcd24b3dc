from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronobarn.practice import pack
from kronobarn.practice.rules import Function
from kronobarn.responsibility.functions import function_of, functions_for, kinds_for

TODAY = date(2026, 5, 15)


@pytest.mark.parametrize(
    ("born_on", "functions"),
    [
        (None, (Function.MIDWIFE,)),
        (date(2026, 5, 16), (Function.MIDWIFE,)),
        (date(2026, 5, 15), (Function.CHILD_HEALTH_NURSE,)),
        (date(2020, 6, 1), (Function.CHILD_HEALTH_NURSE,)),
        (date(2019, 12, 31), (Function.HEAD_TEACHER,)),
        (date(2010, 1, 1), (Function.HEAD_TEACHER,)),
        (date(2009, 12, 31), (Function.HEAD_TEACHER, Function.KAA)),
        (date(2006, 2, 28), ()),
    ],
)
def test_the_function_follows_the_age(born_on: date | None, functions: tuple[Function, ...]) -> None:
    assert functions_for(born_on=born_on, on=TODAY) == functions


@given(st.dates(date(2008, 6, 1), TODAY))
def test_every_child_under_eighteen_has_somebody(born_on: date) -> None:
    assert functions_for(born_on=born_on, on=TODAY)
    assert kinds_for(born_on=born_on, on=TODAY)


def test_every_kind_of_unit_carries_one_function() -> None:
    table = pack.current().responsibility
    for function in Function:
        assert {function_of(kind) for kind in table.unit_kinds(function)} == {function}
    assert function_of("bup") is None
