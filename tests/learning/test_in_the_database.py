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

BEAS = uuid4()
OF_BEA: list[tuple[str, bool, int | None, int | None, dict[str, Any]]] = [
    ("who organises it", True, BEA, BEA, {}),
    ("from today", True, BEA, BEA, {"since": TODAY}),
    ("not before", False, BEA, BEA, {"since": TODAY + A_DAY}),
    ("to the end of the day", True, BEA, BEA, {"until": TODAY}),
    ("not after", False, BEA, BEA, {"until": TODAY - A_DAY}),
    ("who organises something else", False, ADA, ADA, {}),
    ("nobody in another's", False, BEA, ADA, {}),
    ("the organiser when not at work", False, BEA, None, {}),
]


def test_who_has_registered_is_for_whoever_organises_it(admin: psycopg.Connection[Any]) -> None:
    """All that hangs on the event, in each of the tables."""
    comes = (COMES[0], COMES[1] | {"event_id": BEAS})
    point, hers = a_point(BEAS), comes[1]["id"]
    hanging: tuple[Row, ...] = (
        comes,
        point,
        ("learning_choice", {"id": uuid4(), "registration_id": hers, "session_id": point[1]["id"]}),
        ("learning_letter", {"id": uuid4(), "registration_id": hers, "kind": "place", "key": "k", "queued_at": NOW,
                             "next_try_at": NOW, "tries": 0, "problem": ""}),
        ("learning_ticket", {"digest": "d" * 64, "event_id": BEAS}),
        ("learning_evaluation", {"id": uuid4(), "event_id": BEAS, "learnt": "much", "usable": "much", "takes_along": "",
                                 "better": ""}),
    )  # fmt: skip
    found = {}
    for what, _sees, who, at, said in OF_BEA:
        event = an_event(BEAS, organiser_id=BEA)
        with there_are(admin, event, *hanging, an_assignment(ADA), an_assignment(BEA, **said)):
            found[what] = {
                bool(asked(admin, who, f"SELECT 1 FROM {table} WHERE {which} = %s", key, at=at))
                for table, which, key in (
                    ("learning_registration", "id", hers),
                    ("learning_choice", "registration_id", hers),
                    ("learning_letter", "registration_id", hers),
                    ("learning_ticket", "event_id", BEAS),
                    ("learning_evaluation", "event_id", BEAS),
                )
            }
    assert found == {what: {sees} for what, sees, *_rest in OF_BEA}


def test_who_has_registered_is_for_those_who_lead_the_process(admin: psycopg.Connection[Any]) -> None:
    found = {}
    for what, _sees, who, at, said in SEES:
        with there_are(admin, COMES, an_assignment(ADA, **{"profession": "process_leader"} | said), an_assignment(BEA)):
            question = "SELECT 1 FROM learning_registration WHERE id = %s"
            found[what] = bool(asked(admin, who, question, COMES[1]["id"], at=at))
    assert found == {what: sees for what, sees, *_rest in SEES}


def test_an_organiser_finds_her_own_event_and_who_comes(admin: psycopg.Connection[Any]) -> None:
    hers, other = uuid4(), uuid4()
    own, not_own = (
        COMES[1] | {"event_id": hers},
        COMES[1] | {"id": uuid4(), "event_id": other, "email": "li@exempel.se"},
    )
    at_home = Actor(BEA, "p")
    for actor, sees in ((AT_WORK, ["own"]), (at_home, [])):
        rows = (an_event(hers, organiser_id=BEA), an_event(other, organiser_id=ADA), a_point(hers), a_point(other))
        with there_are(admin, *rows, (COMES[0], own), (COMES[0], not_own)):
            names = {hers: "own", other: "other"}
            which = {"pk__in": [hers, other]}
            theirs = Registration.objects.visible_to(actor).filter(event__in=[hers, other])
            for found in (
                Event.objects.visible_to(actor).filter(**which).values_list("pk"),
                Event.objects.organised_by(actor).filter(**which).values_list("pk"),
                Session.objects.visible_to(actor).filter(event__in=[hers, other]).values_list("event"),
                theirs.values_list("event"),
            ):
                assert [names[row[0]] for row in shown(admin, found)] == sees


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
