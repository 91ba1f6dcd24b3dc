"""For whom something waits that they have not been told of, asked of the database alone; and whose choice is whose.

Something waits for Ada in the school, or as family. The school has a box, and so has the office.
"""

from datetime import timedelta
from itertools import count
from typing import Any, Final

import psycopg
import pytest

from kronobarn.core.actor import Actor
from kronobarn.post.models import Subscription
from tests.rows import (
    ADA,
    BEA,
    NOW,
    OFFICE,
    SCHOOL,
    Row,
    a_task,
    a_unit,
    ago,
    ahead,
    an_assignment,
    asked,
    shown,
    there_are,
)

pytestmark = pytest.mark.database

_numbers = count(-400, -1)


def a_choice(person: int | None = ADA, **said: Any) -> Row:
    """Somebody's at work, or a box's."""
    return "post_subscription", {
        "id": next(_numbers), "person_id": person, "as_family": False, "unit_id": None, "address": "a" if person else "",
        "often": "at_once", "told_until": None, "told_at": None, "confirmed_at": ago(9) if person else None,
        "asked_with": None, "answer_by": None, **said,
    }  # fmt: skip


def a_box(unit: int = SCHOOL, **said: Any) -> Row:
    return a_unit(unit, mailbox="m", **said)


def waits(**said: Any) -> Row:
    return a_task("gather", **{"asked_at": ago(1)} | said)


Letter = tuple[int | None, int, int | None, int | None, str | None]
"""The box, the person, their assignment and area, and how often."""
THERE: Final = (an_assignment(), an_assignment(BEA, OFFICE), a_unit(), a_unit(OFFICE))
ADAS: Final[Letter] = (None, ADA, ADA, SCHOOL, "at_once")
AS_FAMILY: Final[Letter] = (None, ADA, None, None, "daily")
OF_FAMILY: Final = a_choice(as_family=True, often="daily")
WAITS: list[tuple[str, tuple[Row, ...], list[Letter]]] = [
    ("at work", (waits(), a_choice()), [ADAS]),
    ("an address that is not confirmed", (waits(), a_choice(confirmed_at=None)), []),
    ("as family", (waits(assignment_id=None), OF_FAMILY), [AS_FAMILY]),
    ("each in their own role", (waits(), waits(assignment_id=None), a_choice(), OF_FAMILY), [ADAS, AS_FAMILY]),
    ("at work, and wanted as family", (waits(), OF_FAMILY), []),
    ("another's", (waits(person_id=BEA, assignment_id=BEA), a_choice()), []),
    ("done", (waits(done_at=ago(), done_by_id=ADA), a_choice()), []),
    ("not settled yet", (waits(asked_at=ahead(0.1)), a_choice()), []),
    ("never wanted", (waits(), a_choice(often="never")), []),
    ("no address", (waits(), a_choice(address="")), []),
    ("told", (waits(), a_choice(told_until=ago(1))), []),
    ("newer than what was told", (waits(), a_choice(told_until=ago(2))), [ADAS]),
]
THE_BOX: Final[Letter] = (SCHOOL, ADA, ADA, SCHOOL, None)
BOXES: list[tuple[str, tuple[Row, ...], list[Letter]]] = [
    ("nobody has chosen", (a_box(),), [THE_BOX]),
    ("chosen", (a_box(), a_choice(None, unit_id=SCHOOL)), [(*THE_BOX[:4], "at_once")]),
    ("another has chosen", (a_box(), a_choice(None, unit_id=OFFICE)), [THE_BOX]),
    ("never wanted", (a_box(), a_choice(None, unit_id=SCHOOL, often="never")), []),
    ("told", (a_box(), a_choice(None, unit_id=SCHOOL, told_until=ago(1))), []),
    (
        "newer than what was told",
        (a_box(), a_choice(None, unit_id=SCHOOL, told_until=ago(2))),
        [(*THE_BOX[:4], "at_once")],
    ),
    ("closed", (a_box(active=False),), []),
    ("no box", (a_unit(),), []),
]


def to_tell(admin: psycopg.Connection[Any], *rows: Row) -> list[Letter]:
    question = "SELECT box_id, person_id, assignment_id, area_id, often FROM post_waits(%s) WHERE person_id IN (%s, %s)"
    with there_are(admin, *rows):
        found: list[Any] = asked(admin, None, question, NOW + timedelta(minutes=1), ADA, BEA)
    return sorted(found, key=str)


def test_whoever_wants_a_letter_gets_one_of_what_is_new(admin: psycopg.Connection[Any]) -> None:
    found = {what: to_tell(admin, *THERE, *rows) for what, rows, _letters in WAITS}
    assert found == {what: sorted(letters, key=str) for what, _rows, letters in WAITS}


def test_a_box_is_told_of_what_waits_for_anybody_in_the_unit(admin: psycopg.Connection[Any]) -> None:
    there = (an_assignment(), an_assignment(BEA, OFFICE), a_box(OFFICE), waits(), waits(assignment_id=None))
    found = {what: to_tell(admin, *there, *rows) for what, rows, _letters in BOXES}
    assert found == {what: letters for what, _rows, letters in BOXES}


def test_ones_choice_is_ones_own_in_the_role_that_one_is_in(admin: psycopg.Connection[Any]) -> None:
    """No policy stands behind it: there is nothing about a child."""
    at_work = Actor(ADA, "", assignment_id=ADA, unit_id=SCHOOL, area_id=SCHOOL)
    family = Actor(ADA, "")
    with there_are(admin, a_choice(), OF_FAMILY, a_choice(BEA), a_choice(None, unit_id=SCHOOL)):
        for actor, often in ((at_work, "at_once"), (family, "daily")):
            mine = Subscription.objects.visible_to(actor).values_list("often")
            assert shown(admin, mine, ADA, at=actor.assignment_id) == [(often,)]
