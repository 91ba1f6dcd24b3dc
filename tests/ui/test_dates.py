"""Dates read as people say them."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils.translation import override

from kronobarn.ui import dates

NOW = datetime(2026, 11, 21, 13, 32, tzinfo=UTC)


def test_a_day_is_written_out_in_swedish() -> None:
    assert dates.date_long(date(2026, 11, 21)) == "21 november 2026"


def test_a_short_day_keeps_its_year() -> None:
    assert dates.date_short(date(2026, 11, 21)) == "21 nov 2026"


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("en", "21 November 2026", "21 Nov 2026"),
        ("ar", "21 نوفمبر 2026", "21 نوفمبر 2026"),
        ("so", "21 Nofembar 2026", "21 Nof 2026"),
        ("uk", "21 листопада 2026", "21 лис 2026"),
        ("fi", "21. marraskuuta 2026", "21.11.2026"),
    ],
)
def test_a_month_has_its_name_in_every_language(language: str, long: str, short: str) -> None:
    day = date(2026, 11, 21)
    with override(language):
        assert (dates.date_long(day), dates.date_short(day)) == (long, short)


def test_an_instant_is_told_in_local_time() -> None:
    assert dates.clock(NOW) == "14:32"
    assert dates.moment(NOW) == "21 november 2026 kl. 14:32"


def test_an_instant_late_in_the_evening_belongs_to_the_local_day() -> None:
    assert dates.date_long(datetime(2026, 11, 21, 23, 30, tzinfo=UTC)) == "22 november 2026"


def test_weeks_are_iso_weeks() -> None:
    assert dates.week(date(2027, 1, 1)) == "vecka 53"


def test_nothing_is_written_for_no_date() -> None:
    assert [tell(None) for tell in (dates.date_long, dates.clock, dates.ago, dates.due, dates.week)] == [""] * 5


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "i dag"),
        (1, "i morgon"),
        (-1, "i går"),
        (3, "om 3 dagar"),
        (-2, "för 2 dagar sedan"),
        (21, "om 3 veckor"),
        (-90, "för 3 månader sedan"),
        (-800, "för 2 år sedan"),
    ],
)
def test_distance_in_time_is_told_in_the_largest_unit_that_says_something(days: int, words: str) -> None:
    with time_machine.travel(NOW, tick=False):
        assert dates.due(NOW + timedelta(days=days)) == words
        assert dates.ago((NOW + timedelta(days=days)).date()) == words
