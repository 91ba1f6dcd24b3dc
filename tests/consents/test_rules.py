"""Ages, dates, and what answers amount to together."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronobarn.consents import rules
from kronobarn.consents.rules import AsRole, ChildsPart, Decider, Yes

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))
ON = date(2027, 3, 1)
EVA, EMIL, CHILD = 1, 2, 3
SCHOOL, NURSE, CLINIC = 10, 11, 12
REQUESTS = [UUID(int=1), UUID(int=2)]


@pytest.mark.parametrize(
    ("age", "part"),
    [
        (None, ChildsPart.TOLD),
        (0, ChildsPart.TOLD),
        (11, ChildsPart.TOLD),
        (12, ChildsPart.HEARD),
        (14, ChildsPart.HEARD),
        (15, ChildsPart.DECIDES),
        (17, ChildsPart.DECIDES),
        (18, ChildsPart.ALONE),
    ],
)
def test_the_childs_part_grows_with_age(age: int | None, part: ChildsPart) -> None:
    assert rules.childs_part(age) == part


@pytest.mark.parametrize(
    ("age", "guardians", "asked", "must"),
    [
        (None, [(EVA, "Eva")], [EVA], [EVA]),
        (9, [(EVA, "Eva"), (EMIL, "Emil")], [EVA, EMIL], [EVA, EMIL]),
        (9, [(EVA, "Eva"), (EVA, "Eva")], [EVA], [EVA]),
        (13, [(EVA, "Eva")], [EVA, CHILD], [EVA]),
        (16, [(EVA, "Eva")], [EVA, CHILD], [EVA, CHILD]),
        (18, [(EVA, "Eva")], [CHILD], [CHILD]),
        (9, [], [None], [None]),
    ],
)
def test_who_is_asked_and_who_must_agree(
    age: int | None, guardians: list[tuple[int, str]], asked: list[int | None], must: list[int | None]
) -> None:
    deciders = rules.deciders(guardians, (CHILD, "Elsa"), age=age, nobody="Ingen")

    assert [decider.pk for decider in deciders] == asked
    assert [decider.pk for decider in deciders if decider.must_agree] == must


@given(DAYS)
def test_the_usual_length_is_half_a_year_and_never_the_longest(since: date) -> None:
    until = rules.usual_until(since)

    assert timedelta(days=178) <= until - since <= timedelta(days=184)
    assert until.day in (since.day, 30, 29, 28)
    assert until - since < rules.LONGEST


@given(DAYS, DAYS)
def test_a_reminder_is_never_in_the_past(until: date, today: date) -> None:
    due = rules.reminder_on(until, today=today)

    assert due >= today
    assert due == today or until - due == rules.REMIND_BEFORE


ANSWERS = st.builds(
    Yes,
    request=st.sampled_from(REQUESTS),
    owner=st.just(SCHOOL),
    role=st.just(AsRole.GUARDIAN),
    person=st.sampled_from([EVA, EMIL]),
    services=st.frozensets(st.sampled_from([NURSE, CLINIC])),
    kinds=st.frozensets(st.sampled_from(["school", "health"]), min_size=1),
    since=st.dates(min_value=ON - timedelta(days=5), max_value=ON + timedelta(days=2)),
    until=st.dates(min_value=ON - timedelta(days=2), max_value=ON + timedelta(days=90)),
    is_alternative=st.booleans(),
)
BOTH = [Decider(EVA, "Eva", AsRole.GUARDIAN), Decider(EMIL, "Emil", AsRole.GUARDIAN)]


def allowed(answers: list[Yes], area: int) -> bool:
    """In ten words: some question that each of them answers yes to, today."""
    return any(
        all(
            any(
                yes.request == request
                and yes.person == decider.pk
                and yes.since <= ON <= yes.until
                and yes.services
                and (area in yes.services or area == yes.owner)
                for yes in answers
            )
            for decider in BOTH
        )
        for request in REQUESTS
    )


@given(st.lists(ANSWERS, max_size=8), st.sets(st.sampled_from([SCHOOL, NURSE, CLINIC]), min_size=1))
def test_standing_is_what_everybody_has_said_yes_to(answers: list[Yes], wanted: set[int]) -> None:
    stands = rules.standing(BOTH, answers, wanted, on=ON)

    assert stands.ok == all(allowed(answers, area) for area in wanted)
    assert stands.services == {area for area in wanted if allowed(answers, area)}
    assert stands.ok == (not stands.missing)
    assert set(stands.by_area) == stands.services
    if stands.until is not None:
        assert stands.until >= ON


@given(st.lists(ANSWERS, max_size=8), st.sampled_from(BOTH))
def test_nothing_stands_without_one_of_the_two(answers: list[Yes], silent: Decider) -> None:
    answers = [yes for yes in answers if yes.person != silent.pk]

    stands = rules.standing(BOTH, answers, {NURSE}, on=ON)

    assert not stands.ok
    assert silent in stands.missing


@given(st.lists(ANSWERS, max_size=8), ANSWERS)
def test_one_more_yes_never_takes_anything_away(answers: list[Yes], more: Yes) -> None:
    if any(yes.request == more.request and yes.person == more.person for yes in answers):
        return
    before = rules.standing(BOTH, answers, {NURSE, CLINIC}, on=ON)

    after = rules.standing(BOTH, [*answers, more], {NURSE, CLINIC}, on=ON)

    assert before.services <= after.services


def test_the_limits_of_each_are_the_limits_of_both() -> None:
    answers = [
        _yes(EVA, {NURSE, CLINIC}, {"school", "health"}, 90),
        _yes(EMIL, {NURSE}, {"school"}, 30),
    ]

    stands = rules.standing(BOTH, answers, {NURSE, CLINIC}, on=ON)

    assert stands.services == {NURSE}
    assert stands.kinds == {"school"}
    assert stands.until == ON + timedelta(days=30)
    assert [decider.pk for decider in stands.missing] == [EMIL]


def test_a_child_who_is_only_heard_is_never_missing() -> None:
    heard = Decider(CHILD, "Elsa", AsRole.CHILD, must_agree=False)

    stands = rules.standing([BOTH[0], heard], [_yes(EVA, {NURSE}, {"school"}, 30)], {NURSE}, on=ON)

    assert stands.ok


def test_no_services_is_never_ok() -> None:
    assert not rules.standing(BOTH, [_yes(EVA, {NURSE}, {"school"}, 30)], [], on=ON).ok


def _yes(person: int, services: set[int], kinds: set[str], days: int) -> Yes:
    return Yes(
        request=REQUESTS[0],
        owner=SCHOOL,
        role=AsRole.GUARDIAN,
        person=person,
        services=frozenset(services),
        kinds=frozenset(kinds),
        since=ON,
        until=ON + timedelta(days=days),
    )


def test_two_questions_do_not_add_up_to_one_yes() -> None:
    answers = [
        _yes(EVA, {NURSE}, {"school"}, 30),
        Yes(uuid4(), SCHOOL, AsRole.GUARDIAN, EMIL, frozenset({NURSE}), frozenset({"school"}), ON, ON),
    ]

    assert not rules.standing(BOTH, answers, {NURSE}, on=ON).ok
