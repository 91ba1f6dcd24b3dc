"""What the database lets somebody do with a question between services, and with what waits because of it.

Bea has asked the school for her clinic, and Eva for herself. Ada works with the child in the school; Cia there has only
noticed something, and Dan works there with another child.
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
    Row,
    a_child,
    a_seat,
    a_task,
    lets,
    there_are,
)

pytestmark = pytest.mark.database

QUESTION = UUID(int=941)
AT_THE_OFFICE_TOO = -300
"""Another assignment of Bea's."""
TABLES = (
    a_child(),
    a_child(ANOTHER),
    a_seat(ADA, "participant"),
    a_seat(BEA, "participant", area_id=CLINIC),
    a_seat(BEA, "participant", area_id=OFFICE, assignment_id=AT_THE_OFFICE_TOO),
    a_seat(CIA, "notifier"),
    a_seat(DAN, "participant", ANOTHER),
    a_seat(EVA, "guardian"),
    a_seat(EMIL, "guardian"),
)
EVERYBODY = ((ADA, ADA), (BEA, BEA), (BEA, AT_THE_OFFICE_TOO), (CIA, CIA), (DAN, DAN), (EVA, None), (EMIL, None))


def a_question(by: int = BEA, **said: Any) -> Row:
    at_work = by == BEA
    return "disclosures_informationrequest", {
        "id": QUESTION, "child_id": A_CHILD, "from_area_id": CLINIC if at_work else None, "what": "w", "why": "w", "ground": "",
        "to_area_id": SCHOOL, "asked_at": NOW, "asked_by_id": by, "asked_for_id": BEA if at_work else None, "state": "asked",
        "answer": "", "answered_at": None, "answered_by_id": None, "withdrawn_at": None, "withdrawn_by_id": None, **said,
    }  # fmt: skip


def answered(by: int) -> str:
    """A change that looks at no row: what is seen is another policy's."""
    return f"""
        UPDATE disclosures_informationrequest
        SET state = 'refused', answer = 'Det går inte.', answered_at = now(), answered_by_id = {by}
    """


def withdrawn(by: int) -> str:
    return f"""
        UPDATE disclosures_informationrequest SET state = 'withdrawn', withdrawn_at = now(), withdrawn_by_id = {by}
    """


@pytest.mark.parametrize(("asker", "at"), [(BEA, BEA), (EVA, None)])
def test_a_question_is_answered_by_the_asked_and_withdrawn_by_the_asker(
    admin: psycopg.Connection[Any], asker: int, at: int | None
) -> None:
    with there_are(admin, *TABLES, a_question(asker)):
        for end, may in ((answered, (ADA, ADA)), (withdrawn, (asker, at))):
            assert [one for one in EVERYBODY if lets(admin, one[0], end(one[0]), at=one[1])] == [may]
            assert not lets(admin, may[0], end(CIA), at=may[1])  # in another's name
    left = [row for row in TABLES if row[1].get("person_id") != asker]
    with there_are(admin, *left, a_seat(asker, "notifier", assignment_id=at or asker), a_question(asker)):
        assert not lets(admin, asker, withdrawn(asker), at=at)  # who does not work there any more


def test_whoever_has_answered_says_whether_it_was_all(admin: psycopg.Connection[Any]) -> None:
    def extent(request: UUID = QUESTION, child: UUID = A_CHILD, area: int = SCHOOL) -> str:
        return f"""
            INSERT INTO disclosures_extent (request_id, child_id, area_id, whole)
            VALUES ('{request}', '{child}', {area}, true)
        """

    by_ada: dict[str, Any] = {"state": "answered", "answered_at": NOW, "answered_by_id": ADA}
    colleague = a_seat(CIA, "participant")
    with there_are(admin, *TABLES, colleague, a_question(**by_ada)):
        assert lets(admin, ADA, extent(), at=ADA)
        assert not lets(admin, CIA, extent(), at=CIA)
        for other in (extent(request=uuid4()), extent(child=ANOTHER), extent(area=CLINIC)):
            assert not lets(admin, ADA, other, at=ADA)
    with there_are(admin, *TABLES, a_question(**by_ada | {"state": "refused", "answer": "Det går inte."})):
        assert not lets(admin, ADA, extent(), at=ADA)


SETTLED: list[tuple[str, Row, bool]] = [
    ("what waits for an answer", a_task("answer_request", subject=QUESTION), True),
    ("what waits for an answer to another", a_task("answer_request"), False),
    ("what else waits because of it", a_task("gather", subject=QUESTION), False),
]


def test_one_settles_what_waits_for_an_answer_to_oneself(admin: psycopg.Connection[Any]) -> None:
    settle = "UPDATE notices_task SET done_at = now(), done_by_id = 0"
    for what, task, may in SETTLED:
        with there_are(admin, *TABLES, a_question(EVA), task):
            assert (lets(admin, EVA, settle), lets(admin, EMIL, settle)) == (may, False), what
