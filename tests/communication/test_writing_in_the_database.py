"""Who may write, take others in, leave, strike and close in a thread, asked of the database alone.

A change looks at no row: what is seen is another policy's.
"""

from typing import Any
from uuid import UUID

import psycopg
import pytest

from tests.communication.rows import (
    CLINICS_OWN,
    FILED,
    OTHER,
    PEOPLE,
    RECORDS,
    THREAD,
    a_message,
    a_part,
    a_thread,
    hat,
)
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
    Row,
    a_record,
    a_seat,
    ago,
    an_assignment,
    insert,
    lets,
    there_are,
)

pytestmark = pytest.mark.database

Case = tuple[str, bool, int, tuple[Row, ...], str]
"""What, whether they may, who, what there is, and the statement."""
AT_WORK_TOO = -300
"""Another assignment of Cia's in the school; or Eva's there."""


def takes_in(whom: int, by: int, record: UUID = THREAD, **said: Any) -> str:
    return insert(a_part(whom, record), **{"added_by_id": by, "since": NOW} | said)


BY_CIA = a_record(THREAD, "thread", author_id=CIA, author_assignment_id=CIA)
SAID = (a_thread(), a_message(EVA))
TAKEN_IN: list[Case] = [
    ("who begins it", True, CIA, (BY_CIA, a_thread()), takes_in(EVA, CIA)),
    ("who begins it, when something is said", False, CIA, (BY_CIA, *SAID, a_part(ADA)), takes_in(EVA, CIA)),
    ("who files it", True, CIA, (a_thread(FILED), a_message(EVA, FILED)), takes_in(EVA, CIA, FILED)),
    ("who did not begin it", False, DAN, (BY_CIA, a_thread()), takes_in(EVA, DAN)),
    ("who began another", False, CIA, (*SAID, a_part(ADA)), takes_in(EVA, CIA)),
    ("in another's name", False, CIA, (BY_CIA, a_thread()), takes_in(EVA, ADA)),
    ("who takes part in the service", True, ADA, (*SAID, a_part(ADA)), takes_in(EMIL, ADA)),
    ("from before something was said", False, ADA, (*SAID, a_part(ADA)), takes_in(EMIL, ADA, since=ago(21))),
    ("who does not take part", False, CIA, (*SAID, a_part(ADA)), takes_in(EMIL, CIA)),
    ("who is of another service", False, BEA, (*SAID, a_part(ADA), a_part(BEA)), takes_in(EMIL, BEA)),
    ("the responsible, when nobody there is left", True, ADA, (*SAID, a_part(EVA)), takes_in(ADA, ADA, since=ago(30))),
    ("for somebody else", False, ADA, (*SAID, a_part(EVA)), takes_in(CIA, ADA)),
    ("under another name", False, ADA, (*SAID, a_part(EVA)), takes_in(CIA, ADA, assignment_id=ADA)),
    ("in another hat", False, ADA, (*SAID, a_part(EVA)), takes_in(ADA, ADA, assignment_id=None)),
    ("when somebody is left", False, ADA, (*SAID, a_part(CIA)), takes_in(ADA, ADA)),
    ("when who is left came late", True, ADA, (*SAID, a_part(CIA, since=ago(29))), takes_in(ADA, ADA)),
    ("not the responsible", False, CIA, (*SAID, a_part(EVA)), takes_in(CIA, CIA)),
    ("the responsible for another", False, CIA, (*SAID, a_part(EVA), a_seat(CIA, child=ANOTHER)), takes_in(CIA, CIA)),
]
LEAVES = "UPDATE communication_participant SET until = now()"
LEFT: list[Case] = [
    ("oneself, as family", True, EVA, (a_part(EVA),), LEAVES),
    ("oneself, of another service", True, BEA, (a_part(BEA),), LEAVES),
    ("somebody else, in the service", True, ADA, (a_part(ADA, since=ago(31)), a_part(BEA)), f"{LEAVES} WHERE person_id = {BEA}"),
    ("by one who does not take part", False, CIA, (a_part(ADA),), LEAVES),
    ("by one of another service", False, BEA, (a_part(ADA), a_part(BEA)), f"{LEAVES} WHERE person_id = {ADA}"),
    ("by the family", False, EVA, (a_part(EVA), a_part(EMIL)), f"{LEAVES} WHERE person_id = {EMIL}"),
]  # fmt: skip
WRITES = insert(a_message(ADA))
ENDED: dict[str, Any] = {"state": "filed", "closed_at": ago(), "closed_by_id": ADA}
A_COPY = insert(a_message(EVA, FILED))
KEPT = (a_thread(FILED, filed_from=THREAD, **ENDED), a_thread(), a_message(EVA), a_part(CIA))
BOTH_KEPT = (a_thread(CLINICS_OWN, filed_from=THREAD, **ENDED), *KEPT[1:], a_part(CIA, OTHER))
STRUCK_ONE = a_message(EVA, struck_at=ago(5), struck_because="Dagen blev fel.")
UNSAID: tuple[dict[str, Any], ...] = (
    {"text": "x"},
    {"person_id": EMIL},
    {"assignment_id": CIA},
    {"sent_at": ago(19)},
    {"struck_at": ago(), "struck_because": "Dagen blev fel."},
)
WRITTEN: list[Case] = [
    ("who takes part", True, ADA, (a_thread(), a_part(ADA)), WRITES),
    ("as family", True, EVA, (a_thread(), a_part(EVA)), insert(a_message(EVA))),
    ("in another's name", False, ADA, (a_thread(), a_part(ADA), a_part(CIA)), insert(a_message(CIA), assignment_id=ADA)),
    ("in another hat", False, ADA, (a_thread(), a_part(ADA)), insert(a_message(ADA), assignment_id=None)),
    ("who does not take part", False, CIA, (a_thread(), a_part(ADA)), insert(a_message(CIA))),
    ("when it is closed", False, ADA, (a_thread(**ENDED), a_thread(OTHER), a_part(ADA), a_part(ADA, OTHER)), WRITES),
    ("who files it, all of it", True, CIA, KEPT, A_COPY),
    *(("what nobody said: " + ", ".join(said), False, CIA, KEPT, insert(a_message(EVA, FILED), **said)) for said in UNSAID),
    ("before who files it came", False, CIA, (*KEPT[:-1], a_part(CIA, since=ago(19))), A_COPY),
    ("of another thread", False, CIA, (a_thread(FILED, filed_from=OTHER, **ENDED), *KEPT[1:], a_part(CIA, OTHER)), A_COPY),
    ("of another that is kept too", False, CIA, (a_thread(FILED, filed_from=OTHER, **ENDED), *BOTH_KEPT), A_COPY),
    ("struck at another time", False, CIA, (*KEPT[:2], STRUCK_ONE, a_part(CIA)), insert(STRUCK_ONE, record_id=FILED, struck_at=ago(4))),
    ("what is no record", False, CIA, (a_record(FILED, "thread", author_id=CIA, author_assignment_id=CIA), *KEPT), A_COPY),
    ("of none", False, CIA, (a_thread(FILED), *KEPT[1:]), A_COPY),
    ("not who did not file it", False, ADA, (*KEPT, a_part(ADA)), A_COPY),
    ("who filed another", False, ADA, (*KEPT, a_part(ADA), a_record(CLINICS_OWN, "communication")), A_COPY),
    ("where it is not filed", False, CIA, (BY_CIA, a_thread(), a_thread(FILED), a_part(CIA)), insert(a_message(EVA))),
]  # fmt: skip
STRIKES = "UPDATE communication_message SET struck_at = now(), struck_because = 'Dagen blev fel.'"
AS_FAMILY_THEN = a_message(CIA, assignment_id=None)
STRUCK: list[Case] = [
    ("who wrote it", True, ADA, (a_thread(), a_part(ADA), a_message(ADA)), STRIKES),
    ("who wrote it, as family", True, EVA, (a_thread(), a_part(EVA), a_message(EVA)), STRIKES),
    ("not another", False, ADA, (a_thread(), a_part(ADA), a_part(EVA), a_message(EVA)), STRIKES),
    ("not in another hat", False, CIA, (a_thread(), a_part(CIA), AS_FAMILY_THEN), STRIKES),
    ("not who has left", False, ADA, (a_thread(), a_part(ADA, until=ago()), a_message(ADA)), STRIKES),
]
CLOSES = "UPDATE communication_thread SET state = 'filed', closed_at = now(), closed_by_id = {}"
BY_EVA = a_record(THREAD, "thread", author_id=EVA, author_assignment_id=None)
CLOSED: list[Case] = [
    ("who takes part", True, ADA, (a_thread(), a_part(ADA)), CLOSES.format(ADA)),
    ("in another's name", False, ADA, (a_thread(), a_part(ADA)), CLOSES.format(CIA)),
    ("who does not take part", False, CIA, (a_thread(), a_part(ADA)), CLOSES.format(CIA)),
    ("the family that began it", False, EVA, (BY_EVA, a_thread(), a_part(EVA)), CLOSES.format(EVA)),
    ("another service", False, BEA, (a_thread(), a_part(ADA), a_part(BEA)), CLOSES.format(BEA)),
    ("which has one of its own", False, BEA, (a_thread(), a_thread(CLINICS_OWN), a_part(BEA)), CLOSES.format(BEA)),
    ("who came later", False, ADA, (a_thread(), a_part(ADA, since=ago(29))), CLOSES.format(ADA)),
]
KEEPS = f"""
    INSERT INTO communication_thread (record_id, child_id, subject, heading, began_at, state, closed_at, closed_by_id,
                                      closed_because, filed_from)
    VALUES ('{FILED}', '{A_CHILD}', 'practical', 'h', '{ago(30)}', 'filed', '{NOW}', {CIA}, '', '{THREAD}')
"""
BEAS = a_record(FILED, "communication", owner_id=CLINIC, author_id=BEA, author_assignment_id=BEA)
FILED_BY: list[Case] = [
    ("who takes part", True, CIA, (a_thread(), a_part(CIA)), KEEPS),
    ("who does not", False, CIA, (a_thread(), a_part(ADA)), KEEPS),
    ("who came later", False, CIA, (a_thread(), a_part(CIA, since=ago(29))), KEEPS),
    ("when it is closed", False, CIA, (a_thread(**ENDED), a_part(CIA)), KEEPS),
    ("another service, as its own", False, BEA, (BEAS, a_thread(), a_part(BEA)), KEEPS),
]


def may(admin: psycopg.Connection[Any], who: int, there: tuple[Row, ...], statement: str, at: int | None) -> bool:
    written = {row["id"] for table, row in there if table == "circles_record"}
    records = [row for row in RECORDS if row[1]["id"] not in written]
    with there_are(admin, *records, *PEOPLE, *there):
        return lets(admin, who, statement, at=at)


@pytest.mark.parametrize(
    "cases", [TAKEN_IN, LEFT, WRITTEN, STRUCK, CLOSED, FILED_BY], ids=["in", "out", "said", "struck", "closed", "filed"]
)
def test_who_changes_what_in_a_thread(admin: psycopg.Connection[Any], cases: list[Case]) -> None:
    found = {what: may(admin, who, there, statement, hat(who)) for what, _may, who, there, statement in cases}
    assert found == {what: whether for what, whether, *_rest in cases}


IN_BOTH = (
    an_assignment(CIA, id=AT_WORK_TOO, profession="nurse"),
    a_seat(CIA, "participant", assignment_id=AT_WORK_TOO),
)


def test_whoever_began_or_filed_it_in_another_hat_is_another(admin: psycopg.Connection[Any]) -> None:
    """Cia has two assignments in the school."""
    begins = (BY_CIA, a_thread(), *IN_BOTH)
    files = (*KEPT, a_part(CIA, assignment_id=AT_WORK_TOO), *IN_BOTH)
    for there, statement in ((begins, takes_in(EVA, CIA)), (files, A_COPY), (files, takes_in(EVA, CIA, FILED))):
        assert may(admin, CIA, there, statement, CIA)
        assert not may(admin, CIA, there, statement, AT_WORK_TOO)
