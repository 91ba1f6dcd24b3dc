"""Which meetings somebody is to be reminded of, with whose eyes the machine looks, and who answers for whom.

Asked of the database alone. Ada is responsible for the child in the school, which has called. Eva is a guardian.
"""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.utils import timezone

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
    SCHOOL,
    Row,
    a_disclosure,
    a_record,
    a_seat,
    a_task,
    ago,
    an_assignment,
    asked,
    insert,
    lets,
    there_are,
)

pytestmark = pytest.mark.database

DAY = timezone.localdate()
OURS, THEIRS = (UUID(int=number) for number in (951, 952))
REMINDED: dict[str, Any] = {"kind": "remember_meeting", "subject": OURS}


def a_meeting(days: int, record: UUID = OURS, **said: Any) -> Row:
    """So many days from today."""
    return "meetings_meeting", {
        "record_id": record, "child_id": A_CHILD, "matter_id": record, "calendar_uid": record, "minutes": 60, "place": "p",
        "starts_at": datetime.combine(DAY + timedelta(days), time(12), UTC), "child_wishes": "", "wish_who": "",
        "wish_where": "", "wish_avoid": "", "interpreter": "", "video_link": "", "sequence": 0, "state": "called", "said": [], "notes": "",
        "disagreement": "", "cancelled_because": "", **said,
    }  # fmt: skip


def to_remind(admin: psycopg.Connection[Any], *rows: Row) -> list[tuple[Any, ...]]:
    question = """
        SELECT meeting_id, has_been, person_id, assignment_id, unit_id, area_id FROM meetings_to_remind(%s, %s)
        WHERE child_id = %s ORDER BY meeting_id
    """
    with there_are(admin, *rows):
        return asked(admin, None, question, DAY, DAY + timedelta(1), A_CHILD)


CANCELLED: dict[str, Any] = {
    "state": "cancelled",
    "cancelled_at": NOW,
    "cancelled_by_id": ADA,
    "cancelled_because": "Ada är sjuk.",
}
REMINDERS: list[tuple[str, Row, Row | None, bool | None]] = [
    ("tomorrow", a_meeting(1), None, False),
    ("today", a_meeting(0), a_task(**REMINDED), None),
    ("moved, after they were reminded", a_meeting(5), a_task(**REMINDED), None),
    ("been", a_meeting(-1), a_task(**REMINDED), True),
    ("been, and nobody was reminded", a_meeting(-1), None, None),
    ("been, and they were reminded of another", a_meeting(-1), a_task("remember_meeting", subject=THEIRS), None),
    ("been, and something else waits", a_meeting(-1), a_task("hold_meeting", subject=OURS), None),
    ("been, and they have done with it", a_meeting(-1), a_task(**REMINDED, done_at=ago(), done_by_id=ADA), None),
    ("proposed", a_meeting(1, state="proposed"), None, None),
    ("cancelled", a_meeting(1, **CANCELLED), None, None),
]


def test_tomorrows_meetings_and_those_that_have_been_and_are_still_remembered(admin: psycopg.Connection[Any]) -> None:
    otherwise = []
    for what, meeting, reminder, has_been in REMINDERS:
        found = to_remind(
            admin, a_record(OURS, "meeting"), an_assignment(), a_seat(), meeting, *([reminder] if reminder else [])
        )
        if found != ([] if has_been is None else [(OURS, has_been, ADA, ADA, SCHOOL, SCHOOL)]):
            otherwise.append((what, found))
    assert otherwise == []


ELSEWHERE = (a_record(THEIRS, "meeting", owner_id=CLINIC), an_assignment(BEA, CLINIC), a_seat(BEA, area_id=CLINIC))
SEATS: list[tuple[str, tuple[Row, ...], int | None]] = [
    ("the responsible before the lead", (a_seat(), an_assignment(DAN), a_seat(DAN, "lead")), ADA),
    ("not another service's", (a_seat(ADA, "lead"), *ELSEWHERE), ADA),
    ("not another child's", (a_seat(ADA, "lead"), an_assignment(CIA), a_seat(CIA, child=ANOTHER)), ADA),
    ("not one who has left", (a_seat(until=ago(1)),), None),
    ("not one who only takes part", (a_seat(ADA, "participant"),), None),
]


def test_the_machine_looks_with_the_eyes_of_whoever_carries_the_matter(admin: psycopg.Connection[Any]) -> None:
    otherwise = []
    for what, seats, eyes in SEATS:
        found = to_remind(admin, a_record(OURS, "meeting"), an_assignment(), a_meeting(1), *seats)
        if [one[2] for one in found] != ([eyes] if eyes else []):
            otherwise.append((what, found))
    assert otherwise == []


def test_each_service_looks_from_its_own_unit(admin: psycopg.Connection[Any]) -> None:
    ours = (a_record(OURS, "meeting"), an_assignment(), a_seat(ADA, "lead"), a_meeting(1))
    assert to_remind(admin, *ours, *ELSEWHERE, a_meeting(1, THEIRS)) == [
        (OURS, False, ADA, ADA, SCHOOL, SCHOOL),
        (THEIRS, False, BEA, BEA, CLINIC, CLINIC),
    ]


def test_the_family_says_which_times_suit_themselves(admin: psycopg.Connection[Any]) -> None:
    def answer(whose: int) -> Row:
        row = {"child_id": A_CHILD, "record_id": OURS, "number": 1, "person_id": whose, "fits": "yes"}
        return "meetings_timeanswer", {"id": UUID(int=-whose), **row}

    given = a_disclosure(record_id=OURS, ground="harm_test", consent=None, to_area_id=None, to_person_id=EVA)
    seen = (a_record(OURS, "meeting"), given, a_seat(EVA, "guardian"))
    with there_are(admin, *seen):
        assert [who for who in (EVA, EMIL) if lets(admin, EVA, insert(answer(who)))] == [EVA]
    with there_are(admin, *seen, answer(EVA), answer(EMIL)):
        change = "UPDATE meetings_timeanswer SET fits = 'no' WHERE person_id = %s"
        assert [who for who in (EVA, EMIL) if lets(admin, EVA, change, who)] == [EVA]
