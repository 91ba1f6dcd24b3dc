"""What is late, where a plan stands, what versions say differently, and where a bar is drawn."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from kronobarn.action_plans import differences, rules
from kronobarn.action_plans.rules import Late, Standing, Status
from kronobarn.action_plans.timeline import Line

TODAY = date(2026, 5, 10)


@pytest.mark.parametrize(
    ("status", "since", "until", "is_late"),
    [
        (Status.PLANNED, date(2026, 5, 10), date(2026, 6, 1), None),
        (Status.PLANNED, date(2026, 5, 9), date(2026, 6, 1), Late.NOT_BEGUN),
        (Status.PLANNED, date(2026, 5, 1), date(2026, 5, 9), Late.NOT_DONE),
        (Status.UNDER_WAY, date(2026, 5, 1), date(2026, 5, 10), None),
        (Status.UNDER_WAY, date(2026, 5, 1), date(2026, 5, 9), Late.NOT_DONE),
        (Status.PAUSED, date(2026, 5, 1), date(2026, 6, 1), None),
        (Status.PAUSED, date(2026, 5, 1), date(2026, 5, 9), Late.NOT_DONE),
        (Status.DONE, date(2026, 5, 1), date(2026, 5, 9), None),
        (Status.DROPPED, date(2026, 5, 1), date(2026, 5, 9), None),
    ],
)
def test_what_is_late(status: Status, since: date, until: date, is_late: Late | None) -> None:
    assert rules.late(status, since=since, until=until, today=TODAY) is is_late


@pytest.mark.parametrize(
    ("begun", "adopted", "differs", "stands"),
    [
        (False, False, False, Standing.MISSING),
        (True, False, True, Standing.DRAFT),
        (True, True, False, Standing.ADOPTED),
        (True, True, True, Standing.CHANGED),
    ],
)
def test_where_a_plan_stands(begun: bool, adopted: bool, differs: bool, stands: Standing) -> None:
    assert rules.standing(begun=begun, adopted=adopted, differs=differs) is stands


def said(*goals: dict[str, Any], title: str = "Plan") -> dict[str, Any]:
    return {"title": title, "aim": "Barn.", "goals": list(goals)}


def goal(key: str, *measures: dict[str, Any], title: str = "") -> dict[str, Any]:
    return {"id": key, "title": title or key, "text": "", "measures": list(measures)}


def measure(key: str, *activities: dict[str, Any]) -> dict[str, Any]:
    return {"id": key, "title": key, "activities": list(activities)}


def activity(key: str, **changed: str) -> dict[str, Any]:
    return {"id": key, "title": key, "function": "Rektorn", "until": "2026-01-01"} | changed


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (said(), said(), []),
        (said(), said(goal("a")), ["Nytt mål: a"]),
        (said(goal("a")), said(), ["Målet är borttaget: a"]),
        (said(), said(title="Ny plan"), ["Planen är ändrad: Ny plan"]),
        (said(goal("a")), said(goal("a", title="b")), ["Målet är ändrat: b"]),
        (said(goal("a"), goal("b")), said(goal("b"), goal("a")), ["Målet har flyttats i ordningen: b"]),
        (said(goal("a"), goal("b")), said(goal("b")), ["Målet är borttaget: a"]),
        (said(goal("a", measure("m"))), said(goal("a")), ["Åtgärden är borttagen: m"]),
        (
            said(goal("a", measure("m", activity("x")), measure("n"))),
            said(goal("a", measure("m"), measure("n", activity("x")))),
            ["Aktiviteten har flyttats: x"],
        ),
        (
            said(goal("a", measure("m", activity("x")))),
            said(goal("a", measure("m", activity("x", until="2026-02-01"), activity("y")))),
            ["Aktiviteten är ändrad: x", "Ny aktivitet: y"],
        ),
    ],
)
def test_what_has_changed_is_said_in_words(before: dict[str, Any], after: dict[str, Any], words: list[str]) -> None:
    assert [f"{one.what}: {one.name}" for one in differences.between(before, after)] == words
    assert differences.differ(before, after) is bool(words)


def test_a_changed_field_is_shown_with_both_texts() -> None:
    before = said(goal("a", measure("m", activity("x"))))
    after = said(goal("a", measure("m", activity("x", until="2026-02-01"))))
    (change,) = differences.between(before, after)
    assert [(one.label, one.before, one.after) for one in change.fields] == [
        ("Klart senast", "2026-01-01", "2026-02-01")
    ]


@dataclass
class Row:
    since: date
    until: date


def test_a_line_is_of_whole_years_and_a_bar_lies_within_it() -> None:
    rows = [Row(date(2025, 7, 2), date(2025, 7, 2)), Row(date(2026, 12, 31), date(2026, 12, 31))]
    line = Line.over(rows)
    assert line is not None
    assert (line.first, line.last) == (date(2025, 1, 1), date(2026, 12, 31))
    assert [one.year for one in line.ticks] == [2025, 2026]
    for row in rows:
        bar = line.bar(row)
        assert float(bar.x) >= 0
        assert float(bar.width) > 0
        assert float(bar.x) + float(bar.width) <= 100.01
    assert line.mark(date(2027, 1, 1)) == ""
    assert line.mark(date(2025, 1, 1)) == "0.00"
    assert Line.over([]) is None
