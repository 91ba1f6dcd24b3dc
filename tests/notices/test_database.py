"""Who lets something wait for whom, and who settles it, asked of the database alone.

Ada works with the child, Bea has noticed something, Cia has opened in an emergency, Eva is a guardian. Dan and Emil have the
same places as Ada and Eva with another child.
"""

from typing import Any
from uuid import uuid4

import psycopg
import pytest

from kronobarn.core.actor import Actor
from kronobarn.notices.models import Task
from tests.rows import (
    ADA,
    ANOTHER,
    BEA,
    CIA,
    DAN,
    EMIL,
    EVA,
    NOW,
    SCHOOL,
    Row,
    a_block,
    a_child,
    a_record,
    a_seat,
    a_task,
    a_unit,
    ahead,
    an_assignment,
    insert,
    lets,
    shown,
    there_are,
)

pytestmark = pytest.mark.database

TABLES = (
    a_child(),
    a_child(ANOTHER),
    a_seat(ADA, "participant"),
    a_seat(BEA, "notifier"),
    a_seat(CIA, "emergency", since=NOW, until=ahead(0.1), told_from=NOW),
    a_seat(EVA, "guardian"),
    a_seat(DAN, "participant", ANOTHER),
    a_seat(EMIL, "guardian", ANOTHER),
)
FAMILYS = {"renew_consent", "review_sharing", "do_action", "review_plan", "talk_about_answer", "think_of_safety"}
KINDS = ("gather", "receive_signal", "read_emergency", *sorted(FAMILYS))
MAY_ASK = {
    ADA: set(KINDS),
    BEA: {"receive_signal"},
    CIA: {"receive_signal", "read_emergency"},
    EVA: {"receive_signal", *FAMILYS},
    DAN: set[str](),
    EMIL: set[str](),
}


def at(who: int) -> int | None:
    """The assignment that they act in; the guardians as family."""
    return who if who not in {EVA, EMIL} else None


def asks(kind: str, by: int) -> str:
    return insert(a_task(kind), asked_by_id=by)


def test_who_lets_what_wait(admin: psycopg.Connection[Any]) -> None:
    with there_are(admin, *TABLES):
        for who, kinds in MAY_ASK.items():
            assert {kind for kind in KINDS if lets(admin, who, asks(kind, who), at=at(who))} == kinds
        assert not lets(admin, ADA, asks("gather", BEA), at=ADA)  # in another's name
        assert lets(admin, EVA, asks("name_lead", EVA))
        assert not lets(admin, EVA, asks("name_lead", EMIL))


def of(who: int, kind: str = "gather", **said: Any) -> Row:
    return a_task(kind, **{"person_id": who, "assignment_id": at(who)} | said)


SETTLED: list[tuple[str, Row, set[int]]] = [
    ("somebody's in the work", of(DAN), {ADA}),
    ("one's own", of(BEA), {ADA, BEA}),
    ("one's own in another assignment", of(BEA, assignment_id=ADA), {ADA}),
    ("another's, as family", of(EMIL, "answer_consent"), {ADA}),
    ("one's own, as family", of(EVA, "answer_consent"), {ADA, EVA}),
    ("what an answer changes", of(DAN, "do_action"), {ADA, EVA}),
    ("a call that a withdrawal ends", of(DAN, "attend_meeting"), {ADA, EVA}),
]


def test_who_settles_what_waits(admin: psycopg.Connection[Any]) -> None:
    """A change that looks at no row: what is seen is another policy's."""
    settle = "UPDATE notices_task SET done_at = now(), done_by_id = 0"
    otherwise = []
    for what, task, may in SETTLED:
        with there_are(admin, *TABLES, task):
            found = {who for who in MAY_ASK if lets(admin, who, settle, at=at(who))}
        if found != may:
            otherwise.append((what, found))
    assert otherwise == []


@pytest.mark.parametrize("blocked", [True, False])
def test_what_waits_because_of_what_is_blocked_is_not_listed(admin: psycopg.Connection[Any], blocked: bool) -> None:
    """In Ada's unit, of what Dan has written in another of the same area. The query stands alone: no policy applies."""
    record, elsewhere = uuid4(), -210
    task = of(ADA, subject=record)
    units = (a_unit(), a_unit(elsewhere, area_id=SCHOOL), an_assignment(), an_assignment(DAN, elsewhere))
    written = a_record(record, "plan", author_id=DAN, author_assignment_id=DAN)
    ada = Actor(ADA, "Ada", assignment_id=ADA, unit_id=SCHOOL, area_id=SCHOOL)
    with there_are(admin, *TABLES, *units, written, task, *([a_block(elsewhere)] if blocked else [])):
        found = shown(admin, Task.objects.visible_to(ada).values_list("pk"), ADA, at=ADA)
    assert found == ([] if blocked else [(task[1]["id"],)])
