"""When an act may go, who is kept for research, and what keeps what."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from kronobarn.authorities.county import CountyFilesAreWrong, shipped
from kronobarn.authorities.rules import Regime
from kronobarn.circles.rules import RetentionClass
from kronobarn.retention import schedule
from kronobarn.retention.rules import (
    Act,
    After,
    Beside,
    Key,
    Status,
    Term,
    due_on,
    is_for_research,
    ripe_on,
    status,
    that_can_go,
)

TODAY = date(2026, 11, 22)
KEY = Key(1, UUID(int=1), "matter")
TERM = Term(years=5, after=After.LAST_ENTRY, research=True, confirmed=True, source="lag")


def act(**said: object) -> Act:
    usual = {
        "key": KEY,
        "regimes": ("social_services",),
        "records": 3,
        "last_entry": date(2020, 2, 29),
        "closed_on": date(2019, 1, 1),
        "turns_from": date(2010, 3, 10),
        "births": (date(2010, 3, 10),),
        "is_open": False,
        "is_held": False,
    }
    return Act(**(usual | said))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "after", "day"),
    [
        ({}, After.LAST_ENTRY, date(2025, 3, 1)),
        ({}, After.CLOSED, date(2024, 1, 1)),
        ({}, After.BIRTHDAY, date(2022, 3, 1)),  # two years after the last entry, whatever the rule
        ({"last_entry": date(2011, 1, 1)}, After.BIRTHDAY, date(2015, 3, 10)),
        ({"closed_on": None}, After.CLOSED, None),
        ({"turns_from": None}, After.BIRTHDAY, None),
        ({"is_open": True}, After.LAST_ENTRY, None),
    ],
)
def test_the_clock_starts_with_an_event(said: dict[str, object], after: After, day: date | None) -> None:
    term = Term(years=5, after=after, research=False, confirmed=True, source="lag")
    assert due_on(act(**said), term) == day


@pytest.mark.parametrize(
    ("said", "term", "stands"),
    [
        ({}, TERM, Status.DUE),
        ({"is_held": True, "births": (date(2010, 3, 15),)}, TERM, Status.HELD),
        ({"births": (date(2010, 3, 5),)}, TERM, Status.RESEARCH),
        ({"births": (date(2010, 3, 10), date(2010, 3, 25))}, TERM, Status.RESEARCH),  # either card
        ({"births": ()}, TERM, Status.RESEARCH),
        ({"births": (date(2010, 3, 5),)}, Term(5, After.LAST_ENTRY, False, True, "lag"), Status.DUE),
        ({}, Term(5, After.LAST_ENTRY, False, False, "lag"), Status.NOT_REVIEWED),
        ({"last_entry": date(2022, 1, 1)}, TERM, None),
    ],
)
def test_where_an_act_stands(said: dict[str, object], term: Term, stands: Status | None) -> None:
    assert status(act(**said), [term], today=TODAY, research_days=[5, 15, 25]) == stands


def test_the_day_of_birth_counts_and_not_that_of_a_number() -> None:
    assert [day for day in range(1, 32) if is_for_research([date(2010, 1, day)], [5, 15, 25])] == [5, 15, 25]


def test_what_goes_between_two_follows_the_rules_of_both() -> None:
    longer = Term(10, After.CLOSED, False, True, "lag")
    assert ripe_on(act(), [TERM, longer]) == date(2029, 1, 1)
    assert ripe_on(act(closed_on=None), [TERM, longer]) is None
    assert status(act(), [TERM, longer], today=TODAY, research_days=[]) is None
    unsure = Term(5, After.CLOSED, False, False, "lag")
    assert status(act(), [TERM, unsure], today=TODAY, research_days=[5]) is Status.NOT_REVIEWED
    assert ripe_on(act(), []) is None


def test_what_stays_keeps_what_it_leans_on_all_the_way() -> None:
    first, second, third, other = (Key(number, UUID(int=1), "matter") for number in range(4))
    leaning = [(second, first), (third, second), (other, third)]

    assert that_can_go([first, second, third, other], leaning) == {first, second, third, other}
    assert that_can_go([first, second, third], leaning) == frozenset()
    assert that_can_go([first, other], []) == {first, other}


def test_every_regime_and_class_has_a_rule_and_what_is_from_memory_says_so() -> None:
    rules = schedule.read(shipped("kronoberg"))

    assert [
        (regime, one) for regime in Regime for one in [*RetentionClass, *Beside] if rules.term(regime, one) is None
    ] == []
    assert [rule.source for rule in rules.rules if rule.confirmed] == [
        "Patientdatalagen (2008:355) 3 kap. 17 §. Minst tio år efter sista uppgiften."
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("years: 10", "years: 1", "years"),
        ("[health_care, student_health_medical]", "[health_care, social_services]", "två regler"),
        ("after: closed", "after: sometime", "after"),
        ("years: 20", "years: 17", "vuxet"),
        ("after: birthday", "after: closed", "vuxet"),
        ("[5, 15, 25]", "[5, 15]", "födda den 5, 15 och 25"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = (shipped("kronoberg") / schedule.FILE).read_text(encoding="utf-8")
    (tmp_path / schedule.FILE).write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(CountyFilesAreWrong, match=told):
        schedule.read(tmp_path)
