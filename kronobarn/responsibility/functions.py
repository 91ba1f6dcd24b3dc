"""Which function can be responsible for a child: the table of the practice model in force."""

from datetime import date

from kronobarn.practice import pack
from kronobarn.practice.rules import Function, functions_on


def functions_for(*, born_on: date | None, on: date) -> tuple[Function, ...]:
    """The functions that can be responsible for a child of that age, the likeliest first.

    Empty for whoever has grown out of the model.
    """
    return functions_on(pack.current().responsibility.life(), born_on=born_on, on=on)


def function_of(unit_kind: str) -> Function | None:
    """The function a kind of unit can carry."""
    return pack.current().responsibility.function_of(unit_kind)


def kinds_for(*, born_on: date | None, on: date) -> frozenset[str]:
    """The kinds of unit where a child of that age can be."""
    table = pack.current().responsibility
    kinds: frozenset[str] = frozenset()
    for function in functions_for(born_on=born_on, on=on):
        kinds |= table.unit_kinds(function)
    return kinds


def called(function: str) -> str:
    """What the county calls it; its key when the county no longer has it."""
    functions = pack.told().responsibility.functions
    return next((one.label for one in functions if one.key == function), function)
