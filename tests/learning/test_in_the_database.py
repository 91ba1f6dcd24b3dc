"""Who reads who has registered for an event, asked of the database alone. Ada leads the process; Bea does not."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.rows import ADA, BEA, NOW, TODAY, Row, an_assignment, asked, there_are

pytestmark = pytest.mark.database

COMES: Row = (
    "learning_registration",
    {
        "id": uuid4(), "event_id": uuid4(), "email": "kim@exempel.se", "name": "Kim", "workplace": "", "wheelchair": False,
        "interpreter": "", "diet": "", "language": "sv", "standing": "cancelled", "asked_at": NOW,
    },
)  # fmt: skip
A_DAY = timedelta(days=1)
SEES: list[tuple[str, bool, int | None, int | None, dict[str, Any]]] = [
    ("who leads the process", True, ADA, ADA, {}),
    ("from today", True, ADA, ADA, {"since": TODAY}),
    ("not before", False, ADA, ADA, {"since": TODAY + A_DAY}),
    ("to the end of the day", True, ADA, ADA, {"until": TODAY}),
    ("not after", False, ADA, ADA, {"until": TODAY - A_DAY}),
    ("who does something else", False, ADA, ADA, {"profession": "teacher"}),
    ("who has no such assignment", False, BEA, BEA, {}),
    ("nobody in another's", False, BEA, ADA, {}),
    ("nobody without it", False, ADA, None, {}),
    ("the machine, and a page without account", True, None, None, {}),
]


def test_who_has_registered_is_for_those_who_lead_the_process(admin: psycopg.Connection[Any]) -> None:
    found = {}
    for what, _sees, who, at, said in SEES:
        with there_are(admin, COMES, an_assignment(ADA, **{"profession": "process_leader"} | said), an_assignment(BEA)):
            question = "SELECT 1 FROM learning_registration WHERE id = %s"
            found[what] = bool(asked(admin, who, question, COMES[1]["id"], at=at))
    assert found == {what: sees for what, sees, *_rest in SEES}
