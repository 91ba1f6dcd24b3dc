"""Who reads messages about a child, from when, and who is reminded to file them: said by pages and by the database."""

from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
import pytest

from kronobarn.communication.models import Message, Participant, Thread
from kronobarn.core.actor import Actor
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
    SCHOOL,
    Row,
    a_record,
    a_seat,
    a_task,
    ago,
    an_assignment,
    asked,
    shown,
    there_are,
)

pytestmark = pytest.mark.database

AT_WORK_TOO = -300
"""An assignment in the school, of a guardian or of somebody who has another."""
CAME_LATE = ago(10)
ALL = (a_thread(), a_thread(FILED), a_part(ADA), a_part(BEA, since=CAME_LATE), a_part(DAN, until=ago()), a_part(EVA), a_part(BEA, FILED), a_message(EVA), a_message(EVA, sent_at=ago(5)), a_message(EVA, FILED))  # fmt: skip
SEEN: dict[int, tuple[set[UUID], int]] = {
    ADA: ({THREAD, FILED}, 2),
    BEA: ({THREAD, FILED}, 1),
    CIA: ({FILED}, 0),
    DAN: ({FILED}, 0),
    EVA: ({THREAD, FILED}, 2),
    EMIL: ({FILED}, 0),
}
"""Whose messages each one reads, and how many of the two in the thread that is not filed."""


def actor(who: int, at: int | None) -> Actor:
    area = None if at is None else CLINIC if who == BEA else SCHOOL
    return Actor(who, "", assignment_id=at, unit_id=area, area_id=area)


@pytest.mark.parametrize("who", list(SEEN))
def test_a_thread_is_read_by_those_who_take_part_and_what_is_filed_like_any_record(
    admin: psycopg.Connection[Any], who: int
) -> None:
    records, messages = SEEN[who]
    mine: Any
    with there_are(admin, *RECORDS, *PEOPLE, *ALL):
        for model in (Thread, Participant, Message):
            mine = model.objects.visible_to(actor(who, hat(who))).values_list("record")
            by_database = asked(admin, who, f"SELECT record_id FROM {model._meta.db_table}", at=hat(who))
            assert set(shown(admin, mine, who, at=hat(who))) == set(by_database)
            assert {key for (key,) in by_database} == (records if model is not Message or messages else {FILED})
        mine = Message.objects.visible_to(actor(who, hat(who))).filter(record=THREAD)
        assert len(shown(admin, mine, who, at=hat(who))) == messages
        sql = "SELECT id FROM communication_message WHERE record_id = %s"
        assert len(asked(admin, who, sql, THREAD, at=hat(who))) == messages


TWICE = (an_assignment(EVA, id=AT_WORK_TOO), a_seat(EVA, "participant", assignment_id=AT_WORK_TOO, area_id=SCHOOL))
READS_FROM: list[tuple[str, int, int | None, tuple[Row, ...], datetime | None]] = [
    ("takes part", ADA, ADA, (a_part(ADA),), ago(30)),
    ("takes part, as family", EVA, None, (a_part(EVA),), ago(30)),
    ("came in again", BEA, BEA, (a_part(BEA, until=ago(20)), a_part(BEA, since=CAME_LATE)), CAME_LATE),
    ("has left", DAN, DAN, (a_part(DAN, until=ago()),), None),
    ("takes part in another", CIA, CIA, (a_part(CIA, OTHER),), None),
    ("the other guardian", EMIL, None, (a_part(EVA),), None),
    ("a colleague", CIA, CIA, (a_part(ADA),), None),
    ("as family, and is at work now", EVA, AT_WORK_TOO, (a_part(EVA), *TWICE), None),
]
NOTICED = a_seat(DAN, "notifier")
SEATS: list[tuple[str, tuple[Row, ...], bool]] = [
    ("works with the child", (a_seat(DAN, "participant"),), True),
    ("no more", (a_seat(DAN, "participant", until=ago()),), False),
    ("with another child", (a_seat(DAN, "participant", ANOTHER),), False),
    ("has only noticed something", (NOTICED,), False),
    ("has only noticed something, and works with another", (NOTICED, a_seat(DAN, "participant", ANOTHER)), False),
]


def read_from(admin: psycopg.Connection[Any], who: int, at: int | None) -> Any:
    """And the pages say the same."""
    ((since,),) = asked(admin, who, "SELECT communication_read_from(%s, %s)", A_CHILD, THREAD, at=at)
    mine: Any = Thread.objects.visible_to(actor(who, at)).filter(pk=THREAD)
    assert bool(shown(admin, mine, who, at=at)) is (since is not None)
    return since


def test_one_reads_from_when_one_came_in_until_one_leaves(admin: psycopg.Connection[Any]) -> None:
    found = {}
    for what, who, at, rows, _since in READS_FROM:
        with there_are(admin, *RECORDS, *PEOPLE, a_thread(), *rows):
            found[what] = read_from(admin, who, at)
    assert found == {what: since for what, _who, _at, _rows, since in READS_FROM}


def test_whoever_takes_part_reads_while_they_work_with_the_child(admin: psycopg.Connection[Any]) -> None:
    """Also who began it."""
    found = {}
    began = a_record(THREAD, "thread", author_id=DAN, author_assignment_id=DAN)
    for what, seats, _reads in SEATS:
        with there_are(admin, began, an_assignment(DAN), *seats, a_thread(), a_part(DAN)):
            found[what] = read_from(admin, DAN, DAN) is not None
    assert found == {what: reads for what, _seats, reads in SEATS}


def test_what_was_said_last_is_of_the_same_thread(admin: psycopg.Connection[Any]) -> None:
    with there_are(admin, a_message(EVA), a_message(EVA, OTHER, sent_at=ago(1))):
        last = asked(admin, None, "SELECT communication_last_said(%s, %s)", A_CHILD, THREAD)
    assert last == [(ago(20),)]


NOBODYS = (an_assignment(DAN), an_assignment(CIA), a_seat(CIA, "participant"), a_part(EVA))
CARRIED: list[tuple[str, tuple[Row, ...], bool]] = [
    ("somebody in the school", (a_seat(DAN, "participant"), a_part(DAN)), True),
    ("who came in later", (a_seat(DAN, "participant"), a_part(DAN, since=ago(29))), False),
    ("who has left", (a_seat(DAN, "participant"), a_part(DAN, until=ago())), False),
    ("who works with the child no more", (a_seat(DAN, "participant", until=ago()), a_part(DAN)), False),
    ("who works with another child", (a_seat(DAN, "participant", ANOTHER), a_part(DAN)), False),
    ("who has only noticed something", (a_seat(DAN, "notifier"), a_part(DAN)), False),
    ("who takes part in another", (a_seat(DAN, "participant"), a_part(DAN, OTHER)), False),
    ("somebody in the clinic", (a_seat(BEA, "participant", area_id=CLINIC), a_part(BEA)), False),
    ("nobody at work", (), False),
]


def test_a_thread_is_carried_by_somebody_at_work_in_the_service_that_it_belongs_to(
    admin: psycopg.Connection[Any],
) -> None:
    found = {}
    for what, rows, _carried in CARRIED:
        with there_are(admin, *RECORDS, *NOBODYS, a_thread(), a_thread(OTHER, began_at=ago(10)), *rows):
            ((found[what],),) = asked(admin, None, "SELECT communication_is_carried(%s, %s)", A_CHILD, THREAD)
    assert found == {what: carried for what, _rows, carried in CARRIED}


BEFORE = ago(15)
OPEN = (a_thread(), a_message(EVA))
FILE_IT: dict[str, Any] = {"kind": "file_thread", "subject": THREAD, "person_id": DAN, "assignment_id": DAN}
AS_BEA: dict[str, Any] = {"person_id": BEA, "assignment_id": BEA}
CARRIES = (a_seat(DAN, "participant"), a_part(DAN))
Asked = tuple[bool, int] | None
"""Whether they come in for it, and who."""
SILENT: list[tuple[str, tuple[Row, ...], Asked]] = [
    ("somebody who has read it all", (*OPEN, *CARRIES), (False, DAN)),
    ("not of another thread", (*OPEN, a_seat(DAN, "participant"), a_part(DAN, OTHER)), None),
    ("who came in later", (*OPEN, a_seat(DAN, "participant"), a_part(DAN, since=ago(29))), None),
    ("who has left", (*OPEN, a_seat(DAN, "participant"), a_part(DAN, until=ago())), None),
    ("who works with another child", (*OPEN, a_seat(DAN, "participant", ANOTHER), a_part(DAN)), None),
    ("who works with the child no more", (*OPEN, a_seat(DAN, "participant", until=ago()), a_part(DAN)), None),
    ("who has only noticed something", (*OPEN, a_seat(DAN, "notifier"), a_part(DAN)), None),
    ("who is there as family", (*OPEN, a_seat(DAN, "participant"), a_part(DAN, assignment_id=None)), None),
    ("who is in the clinic", (*OPEN, an_assignment(BEA, CLINIC), a_seat(BEA, "participant", area_id=CLINIC), a_part(BEA)), None),
    ("the responsible, where nobody is", (*OPEN, an_assignment(), a_seat()), (True, ADA)),
    ("where nobody has read it all", (*OPEN, an_assignment(), a_seat(), a_seat(DAN, "participant"), a_part(DAN, since=ago(29))), (True, ADA)),
    ("who came in later", (*OPEN, an_assignment(), a_seat(), a_part(ADA, since=ago(29))), (True, ADA)),
    ("not where somebody is", (*OPEN, an_assignment(), a_seat(), *CARRIES), (False, DAN)),
    ("nobody", OPEN, None),
    ("said lately", (*OPEN, *CARRIES, a_message(EVA, sent_at=ago(1))), None),
    ("closed", (a_thread(state="filed", closed_at=ago(), closed_by_id=ADA), a_message(EVA), *CARRIES), None),
    ("asked already", (*OPEN, *CARRIES, a_task(**FILE_IT)), None),
    ("asked of who has left", (*OPEN, *CARRIES, a_seat(BEA), a_part(BEA, until=ago()), a_task(**FILE_IT | AS_BEA)), (False, DAN)),
    ("asked of who works with the child no more", (*OPEN, *CARRIES, a_seat(BEA, until=ago()), a_part(BEA), a_task(**FILE_IT | AS_BEA)), (False, DAN)),
    ("asked of who has only noticed", (*OPEN, *CARRIES, a_seat(BEA, "notifier"), a_part(BEA), a_task(**FILE_IT | AS_BEA)), (False, DAN)),
    ("asked before", (*OPEN, *CARRIES, a_task(**FILE_IT, done_at=ago(), done_by_id=ADA)), (False, DAN)),
    ("asked of another", (*OPEN, *CARRIES, a_part(DAN, OTHER), a_task(**FILE_IT | {"subject": OTHER})), (False, DAN)),
    ("asked of who is in another only", (*OPEN, *CARRIES, a_seat(BEA), a_part(BEA, OTHER), a_task(**FILE_IT | AS_BEA)), (False, DAN)),
    ("asked of who is there in another hat", (*OPEN, *CARRIES, a_seat(BEA), a_part(BEA, assignment_id=CIA), a_task(**FILE_IT | AS_BEA)), (False, DAN)),
    ("asked of who works with another child", (*OPEN, *CARRIES, a_seat(BEA, child=ANOTHER), a_part(BEA), a_task(**FILE_IT | AS_BEA)), (False, DAN)),
    ("asked something else", (*OPEN, *CARRIES, a_task(**FILE_IT | {"kind": "read_message"})), (False, DAN)),
]  # fmt: skip


def silent(admin: psycopg.Connection[Any], *rows: Row) -> list[tuple[Any, ...]]:
    question = """
        SELECT thread_id, is_heir, person_id, assignment_id, unit_id, area_id FROM communication_silent(%s)
        WHERE of_child = %s ORDER BY thread_id
    """
    with there_are(admin, *RECORDS, *NOBODYS, *rows):
        return asked(admin, None, question, BEFORE, A_CHILD)


def test_somebody_is_asked_to_file_a_thread_that_is_silent(admin: psycopg.Connection[Any]) -> None:
    found = {what: silent(admin, *rows) for what, rows, _who in SILENT}
    assert found == {what: [(THREAD, *who, who[1], SCHOOL, SCHOOL)] if who else [] for what, _rows, who in SILENT}


def test_each_is_asked_from_their_own_unit(admin: psycopg.Connection[Any]) -> None:
    clinics = (an_assignment(BEA, CLINIC), a_seat(BEA, "participant", area_id=CLINIC), a_part(BEA, CLINICS_OWN))
    theirs = (a_thread(CLINICS_OWN), a_message(EVA, CLINICS_OWN))
    assert silent(admin, *OPEN, *CARRIES, *clinics, *theirs) == [
        (THREAD, False, DAN, DAN, SCHOOL, SCHOOL),
        (CLINICS_OWN, False, BEA, BEA, CLINIC, CLINIC),
    ]
