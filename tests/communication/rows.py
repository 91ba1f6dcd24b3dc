"""Rows of two threads about a child, and one that is filed, of the school; and who takes part.

Ada is responsible in the school, and began it. Cia and Dan work there too, Bea in the clinic. Eva and Emil are guardians.
"""

from typing import Any
from uuid import UUID, uuid4

from tests.rows import (
    A_CHILD,
    ADA,
    BEA,
    CIA,
    CLINIC,
    DAN,
    EMIL,
    EVA,
    Row,
    a_disclosure,
    a_record,
    a_seat,
    ago,
    an_assignment,
)

THREAD, OTHER, FILED, CLINICS_OWN = (UUID(int=number) for number in (981, 982, 983, 984))
FAMILY = (EVA, EMIL)


def hat(who: int) -> int | None:
    """The assignment that they act in; the guardians as family."""
    return None if who in FAMILY else who


def given(record: UUID) -> tuple[Row, ...]:
    """The record is passed on to the clinic and to the guardians."""
    said: dict[str, Any] = {"record_id": record, "ground": "harm_test", "consent": None}
    return a_disclosure(**said), *(a_disclosure(**said, to_area_id=None, to_person_id=who) for who in FAMILY)


def a_thread(record: UUID = THREAD, **said: Any) -> Row:
    return "communication_thread", {
        "record_id": record, "child_id": A_CHILD, "subject": "practical", "heading": "h", "began_at": ago(30), "state": "open",
        "closed_because": "", **said,
    }  # fmt: skip


def a_part(who: int, record: UUID = THREAD, **said: Any) -> Row:
    """From the beginning."""
    return "communication_participant", {
        "id": uuid4(), "child_id": A_CHILD, "record_id": record, "person_id": who, "assignment_id": hat(who), "since": ago(30),
        "until": None, "added_by_id": ADA, **said,
    }  # fmt: skip


def a_message(who: int, record: UUID = THREAD, **said: Any) -> Row:
    return "communication_message", {
        "id": uuid4(), "child_id": A_CHILD, "record_id": record, "person_id": who, "assignment_id": hat(who), "text": "t",
        "sent_at": ago(20), "struck_because": "", **said,
    }  # fmt: skip


RECORDS = (
    *(a_record(THREAD, "thread"), a_record(OTHER, "thread"), a_record(FILED, "communication", author_id=CIA, author_assignment_id=CIA)),
    a_record(CLINICS_OWN, "thread", owner_id=CLINIC, author_id=BEA, author_assignment_id=BEA),
    *(row for record in (THREAD, OTHER, FILED) for row in given(record)),
)  # fmt: skip
PEOPLE = (
    *(an_assignment(), an_assignment(BEA, CLINIC), an_assignment(CIA), an_assignment(DAN)),
    *(a_seat(), a_seat(BEA, "participant", area_id=CLINIC), a_seat(CIA, "participant"), a_seat(DAN, "participant")),
    *(a_seat(EVA, "guardian"), a_seat(EMIL, "guardian")),
)
