"""What tries are counted in: one statement a write, and one of two who come at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kronobarn.accounts import counting


def test_what_is_kept_is_not_added_again_until_its_time_is_over(db: None) -> None:
    assert cache.add("a", 1, 60)
    assert not cache.add("a", 2, 60)
    assert cache.get("a") == 1
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert cache.get("a") is None
        assert cache.add("a", 3, 60)
        assert cache.get("a") == 3
    assert cache.delete("a")
    assert cache.add("a", 4, None)
    cache.set("a", 5, 60)
    assert cache.get("a") == 5
    assert cache.touch("a", 120)


@pytest.mark.parametrize("write", [cache.add, cache.set])
def test_a_write_is_one_statement(db: None, write: object) -> None:
    assert callable(write)
    with CaptureQueriesContext(connection) as asked:
        write("one", 1, 60)
    assert len(asked) == 1


def test_more_rows_than_the_most_are_thrown_away(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "LOOKS_EVERY", 1)
    monkeypatch.setattr(cache, "_max_entries", 10)
    for nth in range(30):
        cache.set(f"many:{nth}", nth, 60)
    assert sum(cache.get(f"many:{nth}") is not None for nth in range(30)) <= 11


def test_of_those_who_come_at_once_one_is_let_through(fresh_database: str) -> None:
    def add(nth: int) -> bool:
        try:
            return bool(cache.add("lock", nth, 60))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as hands:
        assert sum(hands.map(add, range(24))) == 1
