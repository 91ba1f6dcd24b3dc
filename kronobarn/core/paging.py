"""A page of rows, and whether there is more: one row too many is asked for, and nothing is counted."""

from typing import Any


def page_of(rows: Any, number: int, size: int) -> tuple[list[Any], bool]:
    """Page `number`, from 1, of a queryset or a list, `size` rows long, and whether another follows."""
    first = (max(number, 1) - 1) * size
    found = list(rows[first : first + size + 1])
    return found[:size], len(found) > size
