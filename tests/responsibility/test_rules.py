from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronobarn.authorities.county import shipped
from kronobarn.practice.parts import ResponsibilityRules
from kronobarn.practice.reading import FILE, read
from kronobarn.practice.rules import Function, functions_on

TODAY = date(2026, 5, 15)


MIDWIFE, NURSE, HEAD_TEACHER, KAA = Function


def table(county: str = "kronoberg") -> ResponsibilityRules:
    return read(shipped(county, FILE)).responsibility


@pytest.mark.parametrize(
    ("county", "born_on", "functions"),
    [
        ("kronoberg", None, [MIDWIFE]),
        ("kronoberg", date(2026, 5, 16), [MIDWIFE]),
        ("kronoberg", date(2026, 5, 15), [NURSE]),
        ("kronoberg", date(2020, 6, 1), [NURSE]),
        ("kronoberg", date(2019, 12, 31), [HEAD_TEACHER]),
        ("kronoberg", date(2010, 1, 1), [HEAD_TEACHER]),
        ("kronoberg", date(2009, 12, 31), [HEAD_TEACHER, KAA]),
        ("kronoberg", date(2006, 2, 28), []),
        ("falun", date(2025, 5, 16), [NURSE]),
        ("falun", date(2025, 5, 15), [HEAD_TEACHER, NURSE]),
        ("girfec", date(2021, 6, 1), [NURSE]),
        ("girfec", date(2020, 6, 1), [HEAD_TEACHER]),
        ("girfec", date(2008, 5, 15), []),
    ],
)
def test_the_function_follows_the_age(county: str, born_on: date | None, functions: list[Function]) -> None:
    assert list(functions_on(table(county).life(), born_on=born_on, on=TODAY)) == functions


LIFE = table().life()


@given(st.dates(date(2008, 6, 1), TODAY))
def test_every_child_under_eighteen_has_somebody(born_on: date) -> None:
    assert functions_on(LIFE, born_on=born_on, on=TODAY)


def test_every_kind_of_unit_carries_one_function() -> None:
    rules = table()
    for function in Function:
        assert {rules.function_of(kind) for kind in rules.unit_kinds(function)} == {function}
    assert rules.function_of("bup") is None
