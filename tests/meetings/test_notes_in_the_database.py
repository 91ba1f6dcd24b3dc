"""Who follows the notes while a meeting goes on, said by pages and by the database, each alone.

The school has called; Bea in the clinic and the guardians may read about the meeting. Ada and Cia work in the school.
"""

from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from kronobarn.core.actor import Actor
from kronobarn.meetings.models import SharedNotes
from tests.rows import (
    A_CHILD,
    ADA,
    ANOTHER,
    BEA,
    CIA,
    CLINIC,
    EMIL,
    EVA,
    NOW,
    SCHOOL,
    Row,
    a_disclosure,
    a_record,
    a_seat,
    asked,
    shown,
    there_are,
)

pytestmark = pytest.mark.database

OURS, OTHER, CLINICS_OWN = (UUID(int=number) for number in (953, 954, 955))
GIVEN: dict[str, Any] = {"record_id": OURS, "ground": "harm_test", "consent": None}
PLACES = {ADA: SCHOOL, CIA: SCHOOL, BEA: CLINIC}
NOTES: Row = (
    "meetings_sharednotes",
    {
        "id": uuid4(),
        "child_id": A_CHILD,
        "record_id": OURS,
        "shown": {},
        "revision": 0,
        "saved_at": NOW,
        "saved_by_id": ADA,
    },
)
THERE = (
    *(a_record(OURS, "meeting"), a_record(OTHER, "meeting"), a_record(CLINICS_OWN, "meeting", owner_id=CLINIC)),
    *(a_disclosure(**GIVEN, to_area_id=None, to_person_id=who) for who in (EVA, EMIL)),
    *(a_disclosure(**GIVEN), a_disclosure(**GIVEN | {"record_id": OTHER}), a_seat(EVA, "guardian"), a_seat(EMIL, "guardian"), NOTES),
)  # fmt: skip


def called(who: int, record: UUID = OURS, **said: Any) -> Row:
    return "meetings_invited", {
        "id": uuid4(), "child_id": A_CHILD, "record_id": record, "person_id": who, "assignment_id": who if who in PLACES else None,
        "label": "", "answer": "none", **said,
    }  # fmt: skip


def works(who: int, role: str = "participant", child: UUID = A_CHILD) -> Row:
    return a_seat(who, role, child, area_id=PLACES[who])


FOLLOWS: list[tuple[str, bool, int, tuple[Row, ...]]] = [
    ("who is called", True, BEA, (works(BEA), called(BEA))),
    ("who is called, as family", True, EVA, (called(EVA),)),
    ("who is not", False, BEA, (works(BEA), called(ADA))),
    ("a guardian who is not", False, EMIL, (called(EVA),)),
    ("who is called to another", False, BEA, (works(BEA), called(BEA, OTHER))),
    ("who is called in another hat", False, BEA, (works(BEA), called(BEA, assignment_id=None))),
    ("the responsible in the school", True, ADA, (works(ADA, "responsible"),)),
    ("the lead there", True, ADA, (works(ADA, "lead"),)),
    ("who only takes part there", False, CIA, (works(CIA),)),
    ("the responsible for another", False, CIA, (works(CIA), works(CIA, "responsible", ANOTHER))),
    ("the responsible elsewhere", False, BEA, (works(BEA, "responsible"),)),
]


def test_the_notes_are_followed_by_those_who_are_called_and_who_carry_it(admin: psycopg.Connection[Any]) -> None:
    otherwise = []
    for what, may, who, rows in FOLLOWS:
        at, place = (who, PLACES[who]) if who in PLACES else (None, None)
        actor = Actor(who, "", assignment_id=at, unit_id=place, area_id=place)
        with there_are(admin, *THERE, *rows):
            assert asked(admin, who, "SELECT id FROM circles_record WHERE id = %s", OURS, at=at)
            by_database = bool(asked(admin, who, "SELECT id FROM meetings_sharednotes", at=at))
            by_page = bool(shown(admin, SharedNotes.objects.visible_to(actor), who, at=at))
        if (by_database, by_page) != (may, may):
            otherwise.append((what, by_database, by_page))
    assert otherwise == []
