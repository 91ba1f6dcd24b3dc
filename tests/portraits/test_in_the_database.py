"""Whose photograph somebody sees, asked of the database alone; and the page's own question says the same.

Ada is responsible, in the school. Eva is a guardian.
"""

from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from kronobarn.core.actor import Actor
from kronobarn.portraits.models import Portrait
from tests.rows import (
    A_CHILD,
    ADA,
    ANOTHER,
    BEA,
    CIA,
    CLINIC,
    DAN,
    EVA,
    NOW,
    TODAY,
    Row,
    a_child,
    a_person,
    a_record,
    a_seat,
    a_unit,
    ago,
    ahead,
    an_assignment,
    asked,
    insert,
    lets,
    shown,
    there_are,
)

pytestmark = pytest.mark.database

HIDDEN = UUID(int=993)


def a_portrait(person: int) -> Row:
    return "portraits_portrait", {"id": person, "person_id": person, "picture": "\\x00", "changed_at": NOW}


def an_emergency(person: int, told_in: float = 0) -> Row:
    times: dict[str, Any] = {"since": ago(), "until": ahead(0.1), "told_from": ahead(told_in) if told_in else ago()}
    return a_seat(person, "emergency", **times)


WITHHELD: Row = (
    "circles_withheld",
    {
        "id": uuid4(), "child_id": A_CHILD, "record_id": HIDDEN, "from_person_id": EVA, "reason": "elsa är rädd", "since": ago(),
        "review_on": TODAY, "decided_by_id": ADA, "decided_for_id": ADA, "ended_at": None, "ended_by_id": None,
        "ended_because": "",
    },
)  # fmt: skip
BEHIND_IT = (a_record(HIDDEN, "signal", owner_id=CLINIC), a_seat(BEA, "participant", area_id=CLINIC, since=ago()))
LONG_BEFORE = (BEHIND_IT[0], a_seat(BEA, "participant", area_id=CLINIC, since=ago(2)))
PLACE = (a_child(), a_child(ANOTHER), a_unit(), a_unit(CLINIC), an_assignment(BEA, CLINIC))
OF_A_PROTECTED_CHILD = (
    a_child(HIDDEN, protection="secrecy_mark"), a_seat(EVA, "guardian", HIDDEN), a_seat(CIA, "contact", HIDDEN)
)  # fmt: skip
FIA = -8
PROTECTED = a_person(FIA, protected=True)
TOWN = (
    *PLACE,
    *(row for who in (ADA, BEA, CIA, DAN, EVA) for row in (a_person(who), a_portrait(who))),
    *(an_assignment(who) for who in (ADA, CIA, DAN)),
    *(a_seat(ADA), a_seat(EVA, "guardian")),
)
SEES: list[tuple[str, int, tuple[Row, ...], set[int]]] = [
    ("the guardian, who works with the child", EVA, (a_seat(CIA, "contact"),), {ADA, CIA}),
    ("the guardian, not who noticed something", EVA, (a_seat(CIA, "notifier"),), {ADA}),
    ("unless they work with the child too", EVA, (a_seat(CIA, "notifier"), a_seat(CIA, "participant")), {ADA, CIA}),
    ("the guardian, not who opened in an emergency", EVA, (an_emergency(CIA), an_emergency(DAN, 3)), {ADA}),
    ("the guardian, not who is withheld", EVA, (*BEHIND_IT, WITHHELD), {ADA}),
    ("who sat there before, since that they vanish would tell", EVA, (*LONG_BEFORE, WITHHELD), {ADA, BEA}),
    ("who works there, of whom it is withheld too", ADA, (*BEHIND_IT, WITHHELD), {ADA, BEA}),
    ("who works there, not who noticed something", ADA, (a_seat(CIA, "notifier"), a_seat(DAN, "lead")), {ADA, DAN}),
    ("who noticed something, nobody", CIA, (a_seat(CIA, "notifier"), a_seat(DAN, "lead")), {CIA}),
    ("who opened in an emergency, nobody", CIA, (an_emergency(CIA), a_seat(DAN, "lead")), {CIA}),
    ("the guardian of a child that is not protected", EVA, OF_A_PROTECTED_CHILD, {ADA}),
    ("who works with one that is", ADA, (*OF_A_PROTECTED_CHILD, a_seat(ADA, "lead", HIDDEN)), {ADA, CIA}),
    ("a guardian, where the other is protected", EVA, (PROTECTED, a_seat(FIA, "guardian")), set()),
    ("where the child itself is", EVA, (PROTECTED, a_seat(FIA, "child")), set()),
    ("where they are guardian no more", EVA, (PROTECTED, a_seat(FIA, "guardian", until=ago())), {ADA}),
    ("where they are guardian of another", EVA, (PROTECTED, a_seat(FIA, "guardian", ANOTHER)), {ADA}),
    ("where they work with the child", EVA, (PROTECTED, an_assignment(FIA), a_seat(FIA, "contact")), {ADA}),
    ("at work, where a guardian is", CIA, (PROTECTED, a_seat(FIA, "guardian"), a_seat(CIA, "lead")), {ADA, CIA}),
    ("nobody of another child's", EVA, (a_seat(CIA, "contact", ANOTHER),), {ADA}),
    ("nobody who has left", EVA, (a_seat(CIA, "contact", until=ago()),), {ADA}),
]


def test_a_face_tells_no_more_than_the_seats_do(admin: psycopg.Connection[Any]) -> None:
    sql = "SELECT person_id FROM portraits_portrait WHERE person_id < 0"
    by_database, by_page = {}, {}
    for what, who, rows, _faces in SEES:
        at = None if who == EVA else who
        page = Portrait.objects.visible_to(Actor(who, "p", assignment_id=at)).filter(person__lt=0)
        with there_are(admin, *TOWN, *rows):
            by_database[what] = {person for (person,) in asked(admin, who, sql, at=at)} - {who}
            by_page[what] = {person for (person,) in shown(admin, page.values_list("person"), who, at=at)} - {who}
    assert by_database == by_page == {what: faces - {who} for what, who, _rows, faces in SEES}


CHANGE, TAKE, GIVE = (f"UPDATE portraits_portrait SET {change} WHERE person_id = " for change in ("changed_at = now()", f"person_id = {ADA}", f"person_id = {BEA}"))  # fmt: skip
WRITES: list[tuple[str, bool, tuple[Row, ...], str]] = [
    ("one's own", True, (), insert(a_portrait(ADA), id=ADA)),
    ("another's", False, (), insert(a_portrait(BEA), id=BEA)),
    ("a new one of oneself", True, (a_portrait(ADA),), f"{CHANGE}{ADA}"),
    ("of another", False, (a_portrait(BEA),), f"{CHANGE}{BEA}"),
    ("another's, as one's own", False, (a_portrait(BEA),), f"{TAKE}{BEA}"),
    ("one's own, as another's", False, (a_portrait(ADA),), f"{GIVE}{ADA}"),
]


def test_everybody_puts_in_their_own_photograph_and_nobody_elses(admin: psycopg.Connection[Any]) -> None:
    """Bea works with the child too, so Ada sees hers."""
    there = (*PLACE, a_person(ADA), a_person(BEA), an_assignment(), a_seat(ADA), a_seat(BEA, "contact", area_id=CLINIC))
    found = {}
    for what, _may, portraits, statement in WRITES:
        with there_are(admin, *there, *portraits):
            found[what] = lets(admin, ADA, statement, at=ADA)
    assert found == {what: may for what, may, *_rest in WRITES}
