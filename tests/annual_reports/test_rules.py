"""What can be read from a slide, and how a report becomes slides."""

from datetime import date
from typing import Any

import pytest

from kronobarn.annual_reports import rules, slides
from kronobarn.annual_reports.rules import LONGEST_POINT, MOST_POINTS, State
from kronobarn.programme.chapters import MOST_ON_A_SLIDE


def chapter(**said: Any) -> dict[str, Any]:
    return {"key": "money", "heading": "Ekonomi", "text": "", "points": "", "sentences": [], "tables": []} | said


def test_points_lose_their_marks_and_empty_lines() -> None:
    assert rules.points("- Ett\n\n • Två\nTre ") == ["Ett", "Två", "Tre"]


@pytest.mark.parametrize(
    ("text", "too_long"),
    [
        ("\n".join(["x"] * MOST_POINTS), False),
        ("\n".join(["x"] * (MOST_POINTS + 1)), True),
        ("x" * LONGEST_POINT, False),
        ("x" * (LONGEST_POINT + 1), True),
    ],
)
def test_more_than_can_be_read_from_the_back_of_a_room(text: str, too_long: bool) -> None:
    assert rules.too_long(text) is too_long


def test_a_year_is_over_on_new_years_day() -> None:
    assert not rules.is_over(2025, date(2025, 12, 31))
    assert rules.is_over(2025, date(2026, 1, 1))


def test_what_is_public_has_been_settled() -> None:
    assert rules.state(settled=False, published=True) is State.DRAFT
    assert rules.state(settled=True, published=True) is State.PUBLISHED


def test_the_points_come_before_what_the_features_say() -> None:
    [slide] = slides.slides([chapter(points="- Hand", sentences=["Siffra"])])
    assert list(slide.lines) == ["Hand", "Siffra"]


def test_a_chapter_with_nothing_to_say_is_no_slide() -> None:
    assert slides.slides([chapter(text="Bara i årsberättelsen.")]) == []


@pytest.mark.parametrize(("rows", "made"), [(1, 1), (MOST_ON_A_SLIDE, 1), (MOST_ON_A_SLIDE + 1, 2), (21, 0)])
def test_a_long_table_goes_on_and_a_very_long_one_stays_in_the_report(rows: int, made: int) -> None:
    table = {"caption": "Rader", "heads": ["Rad"], "rows": [[str(n)] for n in range(rows)]}
    found = slides.slides([chapter(tables=[table])])
    assert len(found) == made
    assert sum(len(one.rows) for one in found) == (rows if made else 0)


def test_chapters_are_chosen_and_a_choice_of_none_is_all() -> None:
    every = {"chapters": [chapter(key="a"), chapter(key="b")]}
    assert [one["key"] for one in slides.chosen(every, ["b", "made-up"])] == ["b"]
    assert [one["key"] for one in slides.chosen(every, [])] == ["a", "b"]
