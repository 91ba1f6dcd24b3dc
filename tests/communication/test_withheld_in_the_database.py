"""What is withheld of a thread is withheld of its copy: whose, and in whose name, asked of the database alone.

Ada has decided it, in the school. Eva and Emil are guardians.
"""

from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.communication.rows import CLINICS_OWN, FILED, OTHER, RECORDS, THREAD
from tests.rows import A_CHILD, ADA, EMIL, EVA, NOW, TODAY, Row, a_record, ago, execute, there_are

pytestmark = pytest.mark.database

BY_EVA = UUID(int=985)
ELSEWHERE = "Samma meddelanden är dolda i en annan verksamhet."
Decided = set[tuple[UUID, int, str, int | None]]
"""Of which record, from whom, why and by whom."""


WHY = "Elsa är rädd."


def withheld(record: UUID = THREAD, **said: Any) -> Row:
    return "circles_withheld", {
        "id": uuid4(), "child_id": A_CHILD, "record_id": record, "from_person_id": EVA, "because": "child", "reason": WHY,
        "since": ago(), "review_on": TODAY, "decided_by_id": ADA, "decided_for_id": ADA, "ended_because": "", **said,
    }  # fmt: skip


ENDED: dict[str, Any] = {"ended_at": NOW, "ended_by_id": ADA, "ended_because": "Det behövs inte."}
FROM_BOTH = (withheld(), withheld(from_person_id=EMIL))
CASES: list[tuple[str, tuple[Row, ...], UUID, UUID, Decided]] = [
    ("in one service", (withheld(),), THREAD, FILED, {(FILED, EVA, WHY, ADA)}),
    ("from both guardians", FROM_BOTH, THREAD, FILED, {(FILED, EVA, WHY, ADA), (FILED, EMIL, WHY, ADA)}),
    ("in another service", (withheld(),), THREAD, CLINICS_OWN, {(CLINICS_OWN, EVA, ELSEWHERE, None)}),
    ("from another service", (withheld(CLINICS_OWN),), CLINICS_OWN, THREAD, {(THREAD, EVA, ELSEWHERE, None)}),
    ("no more", (withheld(**ENDED),), THREAD, FILED, set()),
    ("of something else", (withheld(OTHER),), THREAD, FILED, set()),
    ("from who wrote it", FROM_BOTH, THREAD, BY_EVA, {(BY_EVA, EMIL, WHY, ADA)}),
    (
        "decided there already",
        (withheld(), withheld(FILED, reason="ännu mer rädd")),
        THREAD,
        FILED,
        {(FILED, EVA, "ännu mer rädd", ADA)},
    ),
]


def test_what_is_withheld_of_the_one_is_withheld_of_the_other_and_of_nothing_else(
    admin: psycopg.Connection[Any],
) -> None:
    evas = a_record(BY_EVA, "thread", author_id=EVA, author_assignment_id=None)
    standing = "SELECT record_id, from_person_id, reason, decided_by_id FROM circles_withheld WHERE ended_at IS NULL"
    found = {}
    for what, rows, one, other, _decided in CASES:
        with there_are(admin, *RECORDS, evas, *rows):
            there: Decided = set(execute(admin, standing, ()).fetchall())
            execute(admin, "SELECT communication_withhold_as_well(%s, %s, %s)", (A_CHILD, one, other))
            found[what] = {
                row for row in execute(admin, standing, ()).fetchall() if row[0] == other or row not in there
            }
    assert found == {what: decided for what, *_rest, decided in CASES}
