"""Who sees that somebody outside is asked, and who asked, said by pages and by the database, each alone.

Ada works with the child in the school, which asks. Bea in the clinic and Eva at home are given the matter's record.
"""

from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from kronobarn.core.actor import Actor
from kronobarn.guests.models import Guest
from tests.rows import (
    A_CHILD,
    ADA,
    BEA,
    CLINIC,
    EVA,
    NOW,
    SCHOOL,
    TODAY,
    Row,
    a_disclosure,
    a_record,
    a_seat,
    a_unit,
    an_assignment,
    asked,
    shown,
    there_are,
)

pytestmark = pytest.mark.database

MATTER, CLINICS_OWN, GUEST = (UUID(int=number) for number in (971, 972, 973))
GIVEN: dict[str, Any] = {"record_id": MATTER, "ground": "harm_test", "consent": None}
TABLES = (
    a_record(MATTER, "matter"),
    a_record(CLINICS_OWN, "matter", owner_id=CLINIC),
    a_disclosure(**GIVEN),
    a_disclosure(**GIVEN, to_area_id=None, to_person_id=EVA),
    *(a_unit(), a_unit(CLINIC)),
    *(an_assignment(), an_assignment(BEA, CLINIC)),
    *(a_seat(), a_seat(BEA, "participant", area_id=CLINIC), a_seat(EVA, "guardian")),
)


def a_guest(**said: Any) -> Row:
    return "guests_guest", {
        "id": GUEST, "child_id": A_CHILD, "record_id": MATTER, "label": "l", "area_key": "healthy", "question": "q",
        "purpose": "p", "agreed": "a", "until": TODAY, "asked_at": NOW, "asked_by_id": ADA, "asked_for_id": ADA, "tries": 0,
        **said,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("who", "where", "seen"), [(ADA, SCHOOL, [(GUEST,)]), (BEA, CLINIC, []), (EVA, None, [])], ids=str
)
def test_who_is_asked_is_for_the_service_that_asks(
    admin: psycopg.Connection[Any], who: int, where: int | None, seen: list[Any]
) -> None:
    at = who if where else None
    actor = Actor(who, "", assignment_id=at, unit_id=where, area_id=where)
    with there_are(admin, *TABLES, a_guest()):
        assert asked(admin, who, "SELECT id FROM circles_record WHERE id = %s", MATTER, at=at)
        assert asked(admin, who, "SELECT id FROM guests_guest", at=at) == seen
        assert shown(admin, Guest.objects.visible_to(actor).values_list("pk"), who, at=at) == seen


@pytest.mark.parametrize(
    ("guest", "told"),
    [
        (a_guest(), ADA),
        (a_guest(answered_at=NOW, answer_id=MATTER), None),
        (a_guest(withdrawn_at=NOW, withdrawn_by_id=ADA), None),
        (a_guest(id=uuid4()), None),
    ],
)
def test_who_asks_is_told_while_an_answer_is_of_use(
    admin: psycopg.Connection[Any], guest: Row, told: int | None
) -> None:
    """To whoever has the link, and has not signed in."""
    with there_are(admin, guest, a_guest(id=uuid4(), asked_for_id=BEA)):
        assert asked(admin, None, "SELECT guests_who_asks(%s)", GUEST) == [(told,)]
