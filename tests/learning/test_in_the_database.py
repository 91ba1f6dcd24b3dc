"""Who reads of events and of who has registered, asked of the database alone, and as pages ask it. Ada leads the process; Bea does not."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.learning.models import Event, Session
from kronobarn.learning.registration_models import Registration
from tests.rows import ADA, BEA, NOW, TODAY, Row, an_assignment, asked, shown, there_are

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


LEADS = Actor(ADA, "p", assignment_id=ADA, profession="process_leader")
AT_WORK, AT_HOME = (
    Actor(BEA, "p", assignment_id=BEA, profession="teacher"),
    Actor(ADA, "p", profession="process_leader"),
)
SHOWN: list[tuple[str, Actor | None, tuple[int, int, int]]] = [
    ("who leads the process", LEADS, (2, 2, 1)),
    ("who does something else", AT_WORK, (1, 1, 0)),
    ("as family", AT_HOME, (1, 1, 0)),
    ("the machine", SYSTEM, (2, 2, 1)),
    ("the public", None, (1, 1, 0)),
]


def an_event(event: UUID, **said: Any) -> Row:
    return "learning_event", {
        "id": event, "kind": "seminar", "series": "", "title": "t", "text": "t", "place": "p", "starts_at": NOW, "ends_at": NOW + A_DAY,
        "closes_at": NOW, "places": 1, "taken": 0, "sequence": 0, "written_at": NOW, "written_by_id": ADA, "cancelled_because": "",
        **said,
    }  # fmt: skip


def a_point(event: UUID) -> Row:
    return "learning_session", {
        "id": uuid4(), "event_id": event, "title": "t", "place": "", "starts_at": NOW, "ends_at": NOW + A_DAY, "places": 1, "taken": 0,
    }  # fmt: skip


def test_what_is_not_published_is_for_those_who_lead_the_process(admin: psycopg.Connection[Any]) -> None:
    """Events, their points and who comes, as pages ask for them."""
    public, not_yet = uuid4(), uuid4()
    events = (an_event(public, published_at=NOW), an_event(not_yet), a_point(public), a_point(not_yet))
    found = {}
    for what, actor, _counts in SHOWN:
        with there_are(admin, *events, COMES):
            found[what] = tuple(
                len(shown(admin, model.objects.visible_to(actor).filter(**which).values_list("pk")))
                for model, which in (
                    (Event, {"pk__in": [public, not_yet]}),
                    (Session, {"event__in": [public, not_yet]}),
                    (Registration, {"pk": COMES[1]["id"]}),
                )
            )
    assert found == {what: counts for what, _actor, counts in SHOWN}
