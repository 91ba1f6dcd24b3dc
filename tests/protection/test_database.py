"""How a mark spreads in a household, in the database: to whom, who is asked to look it over, and who may let it.

Eva is a guardian of the child and of a sibling, whom Bea answers for; Emil was one of the child's. Ada is responsible for
the child, whose baton Dan holds, and answers for the second sibling.
"""

from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.utils import timezone

from tests.rows import (
    A_CHILD,
    ADA,
    ANOTHER,
    BEA,
    CIA,
    DAN,
    EMIL,
    EVA,
    NOW,
    TODAY,
    Row,
    a_child,
    a_guardianship,
    a_seat,
    a_stretch,
    a_task,
    ago,
    an_assignment,
    asked,
    insert,
    there_are,
)

pytestmark = pytest.mark.database

SIBLING, SECOND, MARKED, HERS_BEFORE, HIS, STRANGER = ANOTHER, *(UUID(int=number) for number in range(951, 956))
HOLDERS = {A_CHILD: DAN, SIBLING: BEA, SECOND: ADA, MARKED: CIA, HERS_BEFORE: DAN, HIS: DAN, STRANGER: DAN}
HOUSEHOLD = (
    *(a_child(child, protection="fictitious" if child == MARKED else "none") for child in HOLDERS),
    *(a_stretch(child, holder_id=holder, since=ago(9)) for child, holder in HOLDERS.items()),
    a_stretch(SIBLING, holder_id=CIA, until=ago(9)),
    *(an_assignment(person) for person in (ADA, BEA, CIA, DAN)),
    *(a_guardianship(child) for child in (A_CHILD, SIBLING, SECOND, MARKED)),
    a_guardianship(HERS_BEFORE, until=TODAY),
    a_guardianship(A_CHILD, guardian_id=EMIL, until=TODAY),
    a_guardianship(HIS, guardian_id=EMIL),
    a_guardianship(STRANGER, guardian_id=DAN),
    a_seat(ADA),
    a_seat(CIA, "participant"),
    a_seat(DAN, child=SIBLING),
)
SPREAD = "SELECT protection_spread(%s, %s, %s, now())"
TELL = "SELECT protection_tell_of_guardian(%s, %s, %s, now())"
ASKED = (
    "SELECT child_id, person_id, assignment_id FROM notices_task WHERE kind = 'see_protection' AND child_id = ANY (%s)"
)
MARKS = "SELECT id FROM people_child WHERE protection = 'secrecy_mark' AND id = ANY (%s)"
LOG = "SELECT child_id FROM audit_logentry WHERE kind = 'protection.spread' AND child_id = ANY (%s)"


def found(admin: psycopg.Connection[Any], sql: str) -> list[tuple[Any, ...]]:
    return sorted(admin.execute(sql, [list(HOLDERS)]).fetchall())


def is_asked(*children: UUID) -> list[tuple[UUID, int, int]]:
    """Whoever answers for each of them."""
    return sorted((child, HOLDERS[child], HOLDERS[child]) for child in children)


def test_a_mark_spreads_to_the_household_and_to_nobody_else(admin: psycopg.Connection[Any]) -> None:
    marked = sorted([(SIBLING,), (SECOND,)])
    for who, told in ((ADA, is_asked(SIBLING)), (None, is_asked(SIBLING, SECOND))):
        with there_are(admin, *HOUSEHOLD):
            asked(admin, who, SPREAD, A_CHILD, "secrecy_mark", timezone.localdate(), at=who)
            assert (found(admin, MARKS), found(admin, LOG), found(admin, ASKED)) == (marked, marked, told)
    for who in (CIA, DAN):
        with there_are(admin, *HOUSEHOLD):
            asked(admin, who, SPREAD, A_CHILD, "secrecy_mark", timezone.localdate(), at=who)
            assert (found(admin, MARKS), found(admin, ASKED)) == ([], [])


def test_that_a_mark_is_taken_away_is_looked_over_where_there_is_one(admin: psycopg.Connection[Any]) -> None:
    with there_are(admin, *HOUSEHOLD):
        asked(admin, ADA, SPREAD, A_CHILD, "none", timezone.localdate(), at=ADA)
        assert (found(admin, MARKS), found(admin, LOG), found(admin, ASKED)) == ([], [], is_asked(MARKED))


@pytest.mark.parametrize(
    ("who", "guardian", "told"),
    [
        (ADA, EVA, (SIBLING, MARKED)),
        (CIA, EVA, ()),
        (DAN, EVA, ()),
        (ADA, EMIL, ()),  # no longer a guardian
        (ADA, DAN, ()),  # of another child
    ],
)
def test_of_a_guardian_those_are_told_who_answer_for_their_other_children(
    admin: psycopg.Connection[Any], who: int, guardian: int, told: tuple[UUID, ...]
) -> None:
    with there_are(admin, *HOUSEHOLD):
        asked(admin, who, TELL, A_CHILD, guardian, timezone.localdate(), at=who)
        assert found(admin, ASKED) == is_asked(*told)


def test_the_system_asks_whether_a_number_is_marked(admin: psycopg.Connection[Any]) -> None:
    numbers: list[Row] = [
        (
            "people_identity",
            {"id": uuid4(), "child_id": child, "kind": "reserve_number", "number": number, "since": NOW},
        )
        for child, number in ((MARKED, "rows-1"), (STRANGER, "rows-2"))
    ]
    with there_are(admin, *HOUSEHOLD, *numbers):
        for who, number, mark, is_marked in (
            (None, "rows-1", "fictitious", True),
            (None, "rows-1", "secrecy_mark", False),
            (None, "rows-2", "fictitious", False),
            (None, "rows-3", "fictitious", False),
            (ADA, "rows-1", "fictitious", False),
        ):
            assert asked(admin, who, "SELECT protection_is_marked(%s, %s)", number, mark, at=who) == [(is_marked,)]


def test_the_functions_ask_for_nothing_else(admin: psycopg.Connection[Any]) -> None:
    for kind, may in (("see_protection", True), ("gather", False)):
        with admin.transaction(force_rollback=True):
            admin.execute("SET CONSTRAINTS ALL DEFERRED")
            admin.execute("SET LOCAL ROLE kronobarn_owner")
            if may:
                admin.execute(insert(a_task(kind)))
            else:
                with pytest.raises(psycopg.errors.InsufficientPrivilege), admin.transaction():
                    admin.execute(insert(a_task(kind)))
