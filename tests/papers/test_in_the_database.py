"""Whose document somebody finds, asked of the database alone; and the page's own question says the same.

Ada is responsible in the school, and a guardian of the same child. Eva and Emil are guardians.
"""

from typing import Any
from uuid import UUID

import psycopg
import pytest

from kronobarn.core.actor import Actor
from kronobarn.papers.models import Order
from tests.rows import (
    A_CHILD,
    ADA,
    ANOTHER,
    BEA,
    EMIL,
    EVA,
    NOW,
    Row,
    a_child,
    a_person,
    a_seat,
    a_unit,
    ago,
    an_assignment,
    asked,
    insert,
    lets,
    shown,
    there_are,
)

pytestmark = pytest.mark.database

PLACE = (
    *(a_child(), a_child(ANOTHER), a_unit()),
    *(row for who in (ADA, BEA, EVA, EMIL) for row in (a_person(who),)),
    *(an_assignment(ADA), an_assignment(BEA)),
    *(a_seat(ADA), a_seat(ADA, "guardian"), a_seat(BEA, "contact"), a_seat(EVA, "guardian"), a_seat(EMIL, "guardian")),
)


def an_order(number: int, person: int, at: int | None, child: UUID = A_CHILD) -> Row:
    return "papers_order", {
        "id": UUID(int=number), "child_id": child, "person_id": person, "assignment_id": at, "address": f"/{number}/",
        "back": "/", "fingerprint": "f", "asked_at": NOW, "job": None, "sheet": "\\x00", "made": None, "made_at": None,
    }  # fmt: skip


AT_WORK, AT_HOME, BEAS, EVAS, FAR = range(1, 6)
ORDERS = (
    *(an_order(AT_WORK, ADA, ADA), an_order(AT_HOME, ADA, None), an_order(BEAS, BEA, BEA), an_order(EVAS, EVA, None)),
    an_order(FAR, ADA, ADA, ANOTHER),
)
FINDS: list[tuple[str, int | None, int | None, tuple[Row, ...], set[int]]] = [
    ("at work, what one asked for there", ADA, ADA, (), {AT_WORK}),
    ("at home, what one asked for there", ADA, None, (), {AT_HOME}),
    ("a colleague, one's own", BEA, BEA, (), {BEAS}),
    ("one guardian, nothing of the other's", EMIL, None, (), set()),
    ("somebody in another's assignment", BEA, ADA, (), set()),
    ("of the children where one sits", ADA, ADA, (a_seat(ADA, "lead", ANOTHER),), {AT_WORK, FAR}),
    ("not where one has left", ADA, ADA, (a_seat(ADA, "lead", ANOTHER, until=ago()),), {AT_WORK}),
    ("nobody, nothing", None, None, (), set()),
]


def test_everybody_finds_what_they_asked_for_themselves_where_they_sit(admin: psycopg.Connection[Any]) -> None:
    by_database, by_page = {}, {}
    for what, who, at, rows, _found in FINDS:
        page = Order.objects.visible_to(Actor(who, "p", assignment_id=at)).filter(
            address__in=["/1/", "/2/", "/3/", "/4/", "/5/"]
        )
        with there_are(admin, *PLACE, *ORDERS, *rows):
            by_database[what] = {one.int for (one,) in asked(admin, who, "SELECT id FROM papers_order", at=at)}
            by_page[what] = {one.int for (one,) in shown(admin, page.values_list("id"), who, at=at)}
    assert by_database == by_page == {what: found for what, _who, _at, _rows, found in FINDS}


NEW = an_order(9, ADA, ADA)
GIVE = f"UPDATE papers_order SET %s WHERE id = '{UUID(int=AT_WORK)}'"
WRITES: list[tuple[str, bool, str]] = [
    ("one's own", True, insert(NEW)),
    ("in another's name", False, insert(NEW, person_id=BEA, assignment_id=BEA)),
    ("as family, at work", False, insert(NEW, assignment_id=None)),
    ("of another child", False, insert(NEW, child_id=ANOTHER)),
    ("that it is made", True, GIVE % "sheet = '', made = 'x', made_at = now()"),
    ("made, and still to be made", False, GIVE % "made = 'x', made_at = now()"),
    ("to a colleague", False, GIVE % f"person_id = {BEA}, assignment_id = {BEA}"),
    ("another's away", False, f"DELETE FROM papers_order WHERE id = '{UUID(int=BEAS)}'"),
    ("one's own away", True, f"DELETE FROM papers_order WHERE id = '{UUID(int=AT_WORK)}'"),
]


def test_everybody_writes_their_own(admin: psycopg.Connection[Any]) -> None:
    with there_are(admin, *PLACE, *ORDERS):
        found = {what: lets(admin, ADA, statement, at=ADA) for what, _may, statement in WRITES}
    assert found == {what: may for what, may, _statement in WRITES}


READER = "SELECT person_id, assignment_id FROM papers_reader(%s)"


def test_whose_an_order_is_is_told_to_nobody_but_the_worker(admin: psycopg.Connection[Any]) -> None:
    with there_are(admin, *PLACE, *ORDERS):
        assert asked(admin, None, READER, UUID(int=AT_WORK)) == [(ADA, ADA)]
        assert asked(admin, None, READER, UUID(int=EVAS)) == [(EVA, None)]
        assert asked(admin, None, READER, UUID(int=8)) == []
        assert asked(admin, ADA, READER, UUID(int=AT_WORK), at=ADA) == []


def test_what_is_old_goes_whosever_it_is_and_nothing_else(admin: psycopg.Connection[Any]) -> None:
    old = an_order(7, EVA, None)
    old[1]["asked_at"] = ago(1)
    with there_are(admin, *PLACE, *ORDERS, old):
        assert asked(admin, None, "SELECT papers_sweep(%s)", ago()) == [(1,)]
        assert {one.int for (one,) in asked(admin, EVA, "SELECT id FROM papers_order")} == {EVAS}
