"""What the database lets somebody do with the baton, and answers whoever leads a unit where its holder is gone.

Ada holds the baton in the school and has asked Bea, in the clinic. Cia works with the child in the school, and so does Dan
elsewhere: he is responsible for another child.
"""

from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.rows import (
    A_CHILD,
    ADA,
    ANOTHER,
    BEA,
    CIA,
    CLINIC,
    DAN,
    EMIL,
    EVA,
    NOW,
    OFFICE,
    SCHOOL,
    TODAY,
    Row,
    a_child,
    a_person,
    a_record,
    a_seat,
    a_stretch,
    a_task,
    a_unit,
    ago,
    ahead,
    an_assignment,
    asked,
    insert,
    lets,
    there_are,
)

pytestmark = pytest.mark.database

STRETCH, EARLIER, OTHERS, PLAN, ANOTHERS = (UUID(int=number) for number in range(921, 926))
IN_OFFER: dict[str, Any] = {"id": STRETCH, "offered_to_id": BEA, "offered_at": NOW}
TABLE = (
    a_child(registered_by_id=ADA),
    a_child(ANOTHER, registered_by_id=EMIL),
    a_unit(),
    a_unit(CLINIC),
    a_unit(OFFICE),
    an_assignment(),
    an_assignment(BEA, CLINIC),
    an_assignment(CIA),
    an_assignment(DAN, OFFICE),
    a_seat(CIA, "participant"),
    a_seat(DAN, "participant", area_id=OFFICE),
    a_seat(BEA, "notifier", area_id=CLINIC, ground="responsibility"),
)


def update(table: str, change: str, child: UUID = A_CHILD) -> str:
    return f"UPDATE {table} SET {change} WHERE child_id = '{child}'"


def allowed(admin: psycopg.Connection[Any], cases: list[tuple[str, int, bool, str]]) -> list[str]:
    """Which of them are answered otherwise than they ought."""
    return [what for what, who, may, sql in cases if lets(admin, who, sql, at=who) is not may]


def taken(by: int = BEA, **said: Any) -> str:
    words = {"holder_id": by, "accepted_by_id": by, "handed_on_from_id": STRETCH, "since": NOW, "unit_id": CLINIC}
    return insert(a_stretch(), **words | said)


def test_the_baton_is_taken_by_whoever_was_asked_and_as_it_was_offered(admin: psycopg.Connection[Any]) -> None:
    seen = (a_seat(), a_seat(ADA, "participant", ANOTHER), a_seat(BEA, "participant", ANOTHER, area_id=CLINIC))
    before = (
        a_stretch(**IN_OFFER, until=ago()),
        a_stretch(id=EARLIER, since=ago(90), until=ago(50)),
    )
    cases = [
        ("the first", ADA, True, taken(ADA, handed_on_from_id=None)),
        ("of a child that another wrote down", ADA, False, taken(ADA, handed_on_from_id=None, child_id=ANOTHER)),
        ("the next, by whoever wrote the child down", ADA, False, taken(ADA, handed_on_from_id=EARLIER)),
        ("by the asked", BEA, True, taken()),
        ("after another stretch", BEA, False, taken(handed_on_from_id=EARLIER)),
        ("of another child", BEA, False, taken(child_id=ANOTHER)),
        ("in another's name", BEA, False, taken(accepted_by_id=ADA)),
        ("for another", BEA, False, taken(holder_id=ADA)),
        ("and ended already", BEA, False, taken(until=ahead(1))),
        ("and offered already", BEA, False, taken(offered_to_id=DAN, offered_at=NOW)),
        ("by who was not asked", DAN, False, taken(DAN)),
        ("in the asked's stead", DAN, False, taken(DAN, holder_id=BEA)),
    ]
    with there_are(admin, *TABLE, *seen, *before):
        assert allowed(admin, cases) == []


def test_the_offer_is_changed_by_the_holder_and_the_asked(admin: psycopg.Connection[Any]) -> None:
    change = "UPDATE responsibility_responsibility SET offered_because = 'Hon ska flytta.'"
    elsewhere = a_seat(DAN, child=ANOTHER, area_id=OFFICE)
    cases = [(f"{who}", who, who in {ADA, BEA}, change) for who in (ADA, BEA, CIA, DAN)]
    with there_are(admin, *TABLE, a_seat(), elsewhere, a_stretch(**IN_OFFER)):
        assert allowed(admin, cases) == []
    with there_are(admin, *TABLE[:-1], a_seat(BEA, child=ANOTHER, area_id=CLINIC), a_stretch(**IN_OFFER)):
        assert not lets(admin, BEA, change, at=BEA)  # who has no place with the child


def ended(role: str, child: UUID = A_CHILD) -> str:
    return update("circles_seat", "until = statement_timestamp()", child) + f" AND role = '{role}'"


def test_whoever_has_taken_the_baton_ends_the_givers_place(admin: psycopg.Connection[Any]) -> None:
    theirs = a_stretch(holder_id=BEA, unit_id=CLINIC)
    cases = [
        ("the giver's", BEA, True, ended("responsible")),
        ("nobody else's", BEA, False, ended("guardian")),
        ("who has not taken it", DAN, False, ended("responsible")),
        ("with another child", BEA, False, ended("responsible", ANOTHER)),
    ]
    at_another = (a_seat(DAN, child=ANOTHER, area_id=OFFICE), a_seat(BEA, "notifier", ANOTHER, area_id=CLINIC))
    with there_are(admin, *TABLE, *at_another, a_seat(), a_seat(EVA, "guardian"), theirs):
        assert allowed(admin, cases) == []
    with there_are(admin, *TABLE, a_seat(), (theirs[0], theirs[1] | {"until": ago()})):
        assert not lets(admin, BEA, ended("responsible"), at=BEA)


def sits(who: int = BEA, **said: Any) -> str:
    return insert(a_seat(who, area_id=CLINIC), since=NOW, **{"granted_by_id": who} | said)


def test_whoever_has_taken_the_baton_sits_down(admin: psycopg.Connection[Any]) -> None:
    theirs = a_stretch(holder_id=BEA, unit_id=CLINIC)
    cases = [
        ("the holder", BEA, True, sits()),
        ("in another's name", BEA, False, sits(granted_by_id=ADA)),
        ("to lead", BEA, False, sits(role="lead")),
        ("put there by another", DAN, False, sits(granted_by_id=DAN)),
        ("who does not hold it", DAN, False, sits(DAN, area_id=OFFICE)),
        ("with another child", BEA, False, sits(child_id=ANOTHER)),
    ]
    with there_are(admin, *TABLE, theirs):
        assert allowed(admin, cases) == []
    with there_are(admin, *TABLE, (theirs[0], theirs[1] | {"until": ago()})):
        assert not lets(admin, BEA, sits(), at=BEA)


# What follows --------------------------------------------------------------------------------------


def a_following(**said: Any) -> Row:
    """Ada lets the plan follow to the clinic, on a yes for a while, if Bea takes the baton."""
    return "responsibility_following", {
        "id": uuid4(), "child_id": A_CHILD, "responsibility_id": STRETCH, "record_id": PLAN, "kind": "plan",
        "happened_on": TODAY, "owner_id": SCHOOL, "to_area_id": CLINIC, "to_assignment_id": BEA, "ground": "necessary",
        "consent": EARLIER, "kinds": ["school"], "necessity": "de ska veta", "until": ahead(9), "chosen_by_id": ADA,
        "chosen_for_id": ADA, "chosen_at": NOW, "given_at": None, "dropped_at": None, **said,
    }  # fmt: skip


CLINICS = uuid4()
RECORDS = (
    a_record(PLAN, "plan"),
    a_record(ANOTHERS, "plan", ANOTHER),
    a_record(CLINICS, "plan", owner_id=CLINIC),
    ("circles_disclosure", {
        "id": uuid4(), "child_id": A_CHILD, "record_id": CLINICS, "owner_id": CLINIC, "to_area_id": SCHOOL, "granted": True,
        "ground": "harm_test", "kinds": [], "necessity": "de ska veta", "since": ago(9), "decided_by_id": BEA,
    }),
)  # fmt: skip


def test_the_responsible_chooses_what_follows_among_their_own(admin: psycopg.Connection[Any]) -> None:
    def chosen(by: int = ADA, **said: Any) -> str:
        return insert(a_following(), **{"chosen_by_id": by, "chosen_for_id": by, "to_area_id": OFFICE} | said)

    cases = [
        ("the responsible", ADA, True, chosen()),
        ("who works there", CIA, False, chosen(CIA)),
        ("in another's name", ADA, False, chosen(chosen_by_id=CIA)),
        ("in another assignment", ADA, False, chosen(chosen_for_id=CIA)),
        ("and given", ADA, False, chosen(given_at=NOW)),
        ("and dropped", ADA, False, chosen(dropped_at=NOW)),
        ("another area's", ADA, False, chosen(record_id=CLINICS, owner_id=CLINIC)),
        ("as if another area's", ADA, False, chosen(owner_id=CLINIC)),
        ("what is not there", ADA, False, chosen(record_id=EARLIER)),
        ("another child's", ADA, False, chosen(record_id=ANOTHERS)),
        ("for another child", ADA, False, chosen(child_id=ANOTHER)),
    ]
    with there_are(admin, *TABLE, *RECORDS, a_seat(), a_seat(ADA, "participant", ANOTHER)):
        assert allowed(admin, cases) == []


def test_how_it_ended_is_written_by_the_two(admin: psycopg.Connection[Any]) -> None:
    end = "UPDATE responsibility_following SET dropped_at = now()"
    also = (a_following(), a_seat(DAN, child=ANOTHER), a_seat(EMIL, "notifier", assignment_id=EMIL))
    cases = [(f"{who}", who, who in {ADA, BEA}, end) for who in (ADA, BEA, CIA, DAN, EMIL)]
    with there_are(admin, *TABLE, *RECORDS, *also, a_seat()):
        assert allowed(admin, cases) == []
    with there_are(admin, *TABLE, *RECORDS, *also, a_seat(DAN, area_id=OFFICE)):
        assert not lets(admin, DAN, end, at=DAN)  # who has the baton in another area


def test_what_follows_is_what_was_chosen_and_no_more(admin: psycopg.Connection[Any]) -> None:
    following = a_following()[1]
    same = ("child_id", "record_id", "owner_id", "to_area_id", "ground", "consent", "kinds", "until")
    disclosure = {name: following[name] for name in same} | {
        "decided_by_id": ADA, "decided_for_id": ADA, "granted": True, "necessity": "de ska veta", "since": NOW,
    }  # fmt: skip

    def given(**said: Any) -> str:
        return insert(("circles_disclosure", disclosure), **said)

    cases = [
        ("to the asked", BEA, True, given()),
        ("to a colleague", CIA, False, given()),
        ("another child's", BEA, False, given(child_id=ANOTHER)),
        ("another record", BEA, False, given(record_id=CLINICS)),
        ("of another area", BEA, False, given(owner_id=OFFICE)),
        ("to another area", BEA, False, given(to_area_id=OFFICE)),
        ("to a person", BEA, False, given(to_area_id=None, to_person_id=EVA)),
        ("on another ground", BEA, False, given(ground="harm_test")),
        ("on another yes", BEA, False, given(consent=STRETCH)),
        ("more kinds", BEA, False, given(kinds=["school", "home"])),
        ("for longer", BEA, False, given(until=ahead(90))),
        ("in another's name", BEA, False, given(decided_by_id=DAN)),
        ("for another assignment", BEA, False, given(decided_for_id=DAN)),
    ]
    with there_are(admin, *TABLE, *RECORDS, a_following(), a_seat()):
        assert allowed(admin, cases) == []
    for over in ("given_at", "dropped_at"):
        with there_are(admin, *TABLE, *RECORDS, a_following(**{over: NOW}), a_seat()):
            assert not lets(admin, BEA, given(), at=BEA)


# Where the holder is gone ---------------------------------------------------------------------------

LONG_AGO = ago(6)
GONE = a_person(ADA, is_active=False)
UNIT = (
    a_unit(),
    a_unit(CLINIC),
    a_person(CIA),
    a_person(DAN),
    a_person(BEA),
    a_person(EVA, is_active=False),
    an_assignment(CIA),
    an_assignment(DAN, role="manager"),
    an_assignment(EMIL, CLINIC, role="manager"),
    an_assignment(EVA, CLINIC),
)
"""Dan leads it, Cia could answer for children there; Eva is gone, in another unit."""


def a_card(child: UUID = A_CHILD, **said: Any) -> Row:
    return "people_samechild", {
        "id": uuid4(), "child_id": child, "kept_id": EARLIER, "reason": "De är ett.", "numbers": "", "decided_at": NOW,
        "decided_by_id": DAN, "undone_because": "", **said,
    }  # fmt: skip


UNDONE: dict[str, Any] = {"undone_at": NOW, "undone_by_id": DAN, "undone_because": "De är två."}
HERE, OURS = an_assignment(), a_stretch()
LEFT: list[tuple[str, tuple[Row, ...], tuple[int, int, int] | None]] = [
    ("all is well", (a_person(ADA), HERE, OURS), None),
    ("the account is closed", (GONE, HERE, OURS), (1, 0, 0)),
    ("the assignment has ended", (a_person(ADA), an_assignment(until=ago(2).date()), OURS), (1, 0, 0)),
    ("it ends some day", (a_person(ADA), an_assignment(until=ahead(2).date()), OURS), None),
    ("somebody has it since", (GONE, HERE, a_stretch(until=ago())), None),
    ("in another unit", (GONE, HERE, a_stretch(unit_id=OFFICE)), None),
    ("the card is closed", (GONE, HERE, OURS, a_card()), None),
    ("it was not the same child", (GONE, HERE, OURS, a_card(**UNDONE)), (1, 0, 0)),
    ("another card is closed", (GONE, HERE, OURS, a_card(ANOTHER)), (1, 0, 0)),
    ("somebody is asked", (GONE, HERE, a_stretch(offered_to_id=CIA, offered_at=NOW)), (1, 1, 0)),
    ("too long ago", (GONE, HERE, a_stretch(offered_to_id=CIA, offered_at=LONG_AGO)), (1, 1, 1)),
    ("who is gone too", (GONE, HERE, a_stretch(offered_to_id=EVA, offered_at=LONG_AGO)), (1, 0, 0)),
]


def test_whoever_leads_the_unit_learns_how_many_batons_are_left(admin: psycopg.Connection[Any]) -> None:
    otherwise = []
    for what, some, counts in LEFT:
        with there_are(admin, *UNIT, *some):
            sql = "SELECT * FROM responsibility_left_counts(now())"
            answers = [asked(admin, who, sql, at=who) for who in (DAN, CIA, EMIL)]
        if answers != [[(ADA, *counts)] if counts else [], [], []]:
            otherwise.append((what, answers))
    assert otherwise == []


ANYBODY = 5
"""Somebody to whom the question goes: an assignment that is not there."""
ASKED_INSTEAD: list[tuple[str, dict[str, Any], int, bool]] = [
    ("nobody is asked", {}, CIA, True),
    ("it is the one who is asked", {"offered_to_id": CIA, "offered_at": LONG_AGO}, CIA, False),
    ("another is asked", {"offered_to_id": BEA, "offered_at": NOW}, CIA, False),
    ("who has not answered", {"offered_to_id": BEA, "offered_at": LONG_AGO}, CIA, True),
    ("who is gone", {"offered_to_id": EVA, "offered_at": NOW}, CIA, True),
    ("of somebody who does not answer for children", {}, DAN, False),
    ("of somebody in another unit", {}, BEA, False),
    ("of the holder", {}, ADA, False),
    ("of nobody", {}, ANYBODY, False),
]
ASK = "SELECT stretch, child, instead_of FROM responsibility_ask_instead(%s, %s, 'Kollegan har slutat.', statement_timestamp())"


def test_a_colleague_is_asked_instead_where_nobody_answers(admin: psycopg.Connection[Any]) -> None:
    anothers = a_stretch(ANOTHER, id=OTHERS, holder_id=EVA)
    otherwise = []
    for what, said, colleague, may in ASKED_INSTEAD:
        ours = a_stretch(id=STRETCH, **said)
        with there_are(admin, *UNIT, an_assignment(BEA, CLINIC), GONE, HERE, ours, anothers):
            found = asked(admin, DAN, ASK, ADA, colleague, at=DAN)
            sql = "SELECT child_id, offered_to_id FROM responsibility_responsibility ORDER BY child_id"
            offered = [one for one in admin.execute(sql).fetchall() if one[0] in {A_CHILD, ANOTHER}]
        before = said.get("offered_to_id")
        after = colleague if may else before
        if (found, offered) != ([(STRETCH, A_CHILD, before)] if may else [], [(A_CHILD, after), (ANOTHER, None)]):
            otherwise.append((what, found, offered))
    assert otherwise == []
    with there_are(admin, *UNIT, a_person(ADA), HERE, a_stretch()):
        assert asked(admin, DAN, ASK, ADA, CIA, at=DAN) == []  # while the holder is there


def test_what_was_asked_before_is_taken_back_and_nothing_else(admin: psycopg.Connection[Any]) -> None:
    of_it: dict[str, Any] = {"ground": "responsibility", "area_id": CLINIC}
    baton: dict[str, Any] = {"subject": STRETCH, "person_id": BEA, "assignment_id": BEA}
    done: dict[str, Any] = {"done_at": ago(9), "done_by_id": BEA}
    taken_back = (
        a_seat(BEA, "notifier", **of_it),
        a_task("accept_baton", **baton),
        a_following(),
    )
    kept = (
        a_seat(BEA, "notifier", area_id=CLINIC, ground="noticed"),
        a_seat(BEA, "participant", **of_it),
        a_seat(BEA, "notifier", ANOTHER, **of_it),
        a_seat(EMIL, "notifier", **of_it),
        a_seat(BEA, "notifier", **of_it, until=ago(3)),
        a_task("hand_on_baton", **baton),
        a_task("accept_baton", **baton | {"subject": OTHERS}),
        a_task("accept_baton", ANOTHER, **baton),
        a_task("accept_baton", **baton | {"person_id": CIA, "assignment_id": CIA}, **done),
        a_following(responsibility_id=OTHERS),
        a_following(child_id=ANOTHER),
        a_following(record_id=ANOTHERS, given_at=ago()),
        a_following(record_id=CLINICS, dropped_at=ago()),
    )
    changed = """
        SELECT id FROM circles_seat WHERE id = ANY (%(ids)s) AND until = statement_timestamp()
        UNION ALL SELECT id FROM notices_task WHERE id = ANY (%(ids)s) AND done_at = %(at)s
        UNION ALL SELECT id FROM responsibility_following WHERE id = ANY (%(ids)s) AND dropped_at = %(at)s
    """.replace("statement_timestamp()", "%(at)s")
    in_offer = a_stretch(id=STRETCH, offered_to_id=BEA, offered_at=LONG_AGO)
    ask = ASK.replace("statement_timestamp()", "%s")
    with there_are(admin, *UNIT, an_assignment(BEA, CLINIC), GONE, HERE, in_offer, *taken_back, *kept):
        asked(admin, DAN, ask, ADA, CIA, NOW, at=DAN)
        ids = [row["id"] for _table, row in (*taken_back, *kept)]
        found = {one for (one,) in admin.execute(changed, {"ids": ids, "at": NOW}).fetchall()}
    assert found == {row["id"] for _table, row in taken_back}


def test_whoever_is_asked_instead_gets_a_place_and_is_told(admin: psycopg.Connection[Any]) -> None:
    def place(**said: Any) -> str:
        return insert(a_seat(CIA, "notifier"), **{"ground": "responsibility", "granted_by_id": DAN} | said)

    def told(**said: Any) -> str:
        words = {"kind": "accept_baton", "person_id": CIA, "assignment_id": CIA, "asked_by_id": DAN}
        return insert(a_task("accept_baton"), **words | said)

    cases = [
        ("a place", DAN, True, place()),
        ("to work", DAN, False, place(role="participant")),
        ("in another's name", DAN, False, place(granted_by_id=CIA)),
        ("to tell", DAN, False, place(ground="noticed")),
        ("with another child", DAN, False, place(child_id=ANOTHER)),
        ("for another", DAN, False, place(person_id=EVA, assignment_id=EVA, area_id=CLINIC)),
        ("a task", DAN, True, told()),
        ("something else to do", DAN, False, told(kind="gather")),
        ("told in another's name", DAN, False, told(asked_by_id=CIA)),
        ("about another child", DAN, False, told(child_id=ANOTHER)),
        ("another is told", DAN, False, told(person_id=EVA, assignment_id=EVA)),
    ]
    both = (a_stretch(offered_to_id=CIA, offered_at=NOW), a_stretch(ANOTHER, id=OTHERS))
    with there_are(admin, *UNIT, a_child(), a_child(ANOTHER), GONE, HERE, *both):
        assert allowed(admin, cases) == []


def test_the_function_settles_no_other_tasks(admin: psycopg.Connection[Any]) -> None:
    with there_are(admin, a_task("gather"), a_task("accept_baton")):
        admin.execute("SET LOCAL ROLE kronobarn_owner")
        settled = "UPDATE notices_task SET done_at = now(), done_by_id = asked_by_id RETURNING kind"
        assert {kind for (kind,) in admin.execute(settled).fetchall()} == {"accept_baton"}
        admin.execute("RESET ROLE")


def test_the_system_learns_which_units_answer_for_children(admin: psycopg.Connection[Any]) -> None:
    sql = "SELECT key FROM responsibility_units_that_hold() key WHERE key LIKE 'rows%%'"
    ended = a_stretch(ANOTHER, unit_id=OFFICE, until=ago())
    with there_are(admin, a_unit(), a_unit(CLINIC), a_unit(OFFICE), a_stretch(), ended):
        assert asked(admin, None, sql) == [(f"rows{SCHOOL}",)]
        assert asked(admin, DAN, sql, at=DAN) == []
