"""Who sits down as the next lead of a plan, and who is reminded that it waits, asked of the database alone.

Ada has been asked to hold the child's plan together; Dan does so far. Bea is responsible, in the clinic.
"""

from datetime import date, timedelta
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
    CLINIC,
    DAN,
    EVA,
    NOW,
    SCHOOL,
    Row,
    a_child,
    a_record,
    a_seat,
    a_unit,
    ago,
    an_assignment,
    asked,
    insert,
    lets,
    there_are,
)

pytestmark = pytest.mark.database

PLAN, ANOTHERS = (UUID(int=number) for number in (991, 992))
LATE = timezone.localdate() - timedelta(days=7)


def a_plan(record: UUID = PLAN, child: UUID = A_CHILD, **said: Any) -> Row:
    """Active, to be reviewed on the day when it is late. Ada has been asked to lead it."""
    return "plans_plan", {
        "record_id": record, "child_id": child, "matter_id": uuid4(), "state": "active", "child_wants": "w", "child_view_how": "",
        "heard": "meeting", "heard_on": timezone.localdate(), "heard_by_id": DAN, "heard_how": "", "heard_why": "", "lead_id": DAN,
        "lead_asked_id": ADA, "lead_asked_at": ago(9), "lead_no": "", "next_review_on": LATE, "revision": 0, "contingency": "",
        "disagreement": "", "activated_at": ago(99), "activated_by_id": DAN, "closed_because": "", "evaluation_child": "",
        "evaluation_guardians": "", **said,
    }  # fmt: skip


CLOSED: dict[str, Any] = {"state": "closed", "closed_at": NOW, "closed_by_id": DAN, "closed_because": "Allt är klart."}
NOBODY_ASKED: dict[str, Any] = {"lead_asked_id": None, "lead_asked_at": None}


def a_card(child: UUID = A_CHILD, *, undone: bool = False) -> Row:
    """The child has another card, which is kept."""
    over = {"undone_at": NOW, "undone_by_id": ADA, "undone_because": "De är två."} if undone else {"undone_because": ""}
    said = {"id": uuid4(), "child_id": child, "kept_id": uuid4(), "reason": "De är ett.", "numbers": ""}
    return "people_samechild", {**said, "decided_at": NOW, "decided_by_id": ADA, **over}


COLLEAGUES = (an_assignment(CIA), an_assignment(DAN), an_assignment(BEA, CLINIC))
PEOPLE = (*(a_child(), a_child(ANOTHER), a_unit(), a_unit(CLINIC)), an_assignment(), *COLLEAGUES)
SITS: list[tuple[str, bool, Row, dict[str, Any]]] = [
    ("who is asked", True, a_plan(), {}),
    ("as something else", False, a_plan(), {"role": "contact"}),
    ("in another's name", False, a_plan(), {"granted_by_id": DAN}),
    ("somebody else", False, a_plan(lead_asked_id=CIA), {"person_id": CIA, "assignment_id": CIA}),
    ("nobody is asked", False, a_plan(**NOBODY_ASKED), {}),
    ("another is asked", False, a_plan(lead_asked_id=CIA), {}),
    ("the plan is over", False, a_plan(**CLOSED), {}),
    ("another child's plan", False, a_plan(ANOTHERS, ANOTHER), {}),
]


def test_whoever_is_asked_to_lead_sits_down_and_nobody_else(admin: psycopg.Connection[Any]) -> None:
    records = (a_record(PLAN, "plan"), a_record(ANOTHERS, "plan", ANOTHER))
    seats = (a_seat(ADA, "participant"), a_seat(ADA, "participant", ANOTHER))
    found = {}
    for what, _may, plan, said in SITS:
        seat = insert(a_seat(ADA, "lead"), **{"granted_by_id": ADA, "since": NOW} | said)
        with there_are(admin, *PEOPLE, *records, *seats, plan):
            found[what] = lets(admin, ADA, seat, at=ADA)
    assert found == {what: may for what, may, *_rest in SITS}


ASKS: list[tuple[str, bool, dict[str, Any], dict[str, Any], int | None]] = [
    ("the responsible", True, {"role": "responsible"}, NOBODY_ASKED, ADA),
    ("the lead", True, {"role": "lead"}, NOBODY_ASKED, CIA),
    ("a contact, themself", False, {"role": "contact"}, NOBODY_ASKED, ADA),
    ("a contact, somebody else", False, {"role": "contact"}, NOBODY_ASKED, CIA),
    ("a participant, instead of another", False, {"role": "participant"}, {"lead_asked_id": CIA}, ADA),
    ("who led before", False, {"role": "lead", "until": ago()}, NOBODY_ASKED, ADA),
    ("who leads for another child", False, {"role": "lead", "child": ANOTHER}, NOBODY_ASKED, ADA),
    ("a contact, who answers", True, {"role": "contact"}, {}, None),
    ("a contact, while it stays as it is", True, {"role": "contact"}, {}, ADA),
]


def test_only_those_who_lead_ask_who_is_to_lead_next(admin: psycopg.Connection[Any]) -> None:
    ask = "UPDATE plans_plan SET lead_asked_id = %s, lead_asked_at = %s WHERE record_id = %s"
    found = {}
    for what, _may, seat, plan, whom in ASKS:
        sits = (a_seat(ADA, "participant"), a_seat(ADA, **seat))
        with there_are(admin, *PEOPLE, a_record(PLAN, "plan"), *sits, a_plan(**plan)):
            found[what] = lets(admin, ADA, ask, whom, whom and NOW, PLAN, at=ADA)
    assert found == {what: may for what, may, *_rest in ASKS}


def test_nor_is_it_asked_in_a_plan_that_somebody_else_adds(admin: psycopg.Connection[Any]) -> None:
    found = {}
    for role in ("responsible", "contact"):
        for asks in (True, False):
            plan = a_plan(state="draft", **({} if asks else NOBODY_ASKED))[1]
            add = f"INSERT INTO plans_plan ({', '.join(plan)}) VALUES ({', '.join(['%s'] * len(plan))})"
            with there_are(admin, *PEOPLE, a_record(PLAN, "plan"), a_seat(ADA, role)):
                found[role, asks] = lets(admin, ADA, add, *plan.values(), at=ADA)
    assert found == {
        ("responsible", True): True,
        ("responsible", False): True,
        ("contact", True): False,
        ("contact", False): True,
    }


LEADS, RESPONSIBLE = a_seat(DAN, "lead"), a_seat(BEA, area_id=CLINIC)
Chased = list[tuple[str, int]]
CHASED: list[tuple[str, tuple[Row, ...], Chased]] = [
    ("both", (a_plan(), LEADS, RESPONSIBLE), [("lead", DAN), ("review", BEA)]),
    ("nobody leads", (a_plan(), RESPONSIBLE), [("lead", BEA), ("review", BEA)]),
    ("nobody is responsible", (a_plan(), LEADS), [("lead", DAN)]),
    ("nobody is asked", (a_plan(**NOBODY_ASKED), LEADS, RESPONSIBLE), [("review", BEA)]),
    ("somebody has just been asked", (a_plan(lead_asked_at=ago()), RESPONSIBLE), [("review", BEA)]),
    ("not late yet", (a_plan(next_review_on=LATE + timedelta(1)), RESPONSIBLE), [("lead", BEA)]),
    ("over", (a_plan(**CLOSED), LEADS, RESPONSIBLE), []),
    ("those who only take part", (a_plan(), a_seat(CIA, "participant")), []),
    ("those who have left", (a_plan(), a_seat(DAN, "lead", until=ago()), a_seat(BEA, until=ago())), []),
    ("another child's", (a_plan(), a_seat(DAN, "lead", ANOTHER), a_seat(CIA, child=ANOTHER)), []),
    ("the card is closed", (a_plan(), RESPONSIBLE, a_card()), []),
    ("it was not the same child", (a_plan(), RESPONSIBLE, a_card(undone=True)), [("lead", BEA), ("review", BEA)]),
    ("another card is closed", (a_plan(), RESPONSIBLE, a_card(ANOTHER)), [("lead", BEA), ("review", BEA)]),
]


def test_what_waits_in_a_plan_comes_up_for_the_lead_or_the_responsible(admin: psycopg.Connection[Any]) -> None:
    """Asked by the machine; anybody else is told nothing."""
    units = {DAN: SCHOOL, BEA: CLINIC}
    question = """
        SELECT what, person_id, assignment_id, unit_id, area_id FROM plans_to_chase(%s, %s) WHERE plan_id = %s ORDER BY 1
    """
    found = {}
    for what, rows, _chased in CHASED:
        with there_are(admin, *PEOPLE, *rows):
            found[what] = asked(admin, None, question, LATE, ago(9), PLAN)
            assert asked(admin, DAN, question, LATE, ago(9), PLAN, at=DAN) == []
    assert found == {
        what: [(why, who, who, units[who], units[who]) for why, who in chased] for what, _rows, chased in CHASED
    }


REVIEWS: list[tuple[str, int, tuple[Row, ...], list[date]]] = [
    ("the lead's manager", ADA, (a_plan(),), [LATE]),
    ("another unit's", EVA, (a_plan(),), []),
    ("no manager", CIA, (a_plan(),), []),
    ("over", ADA, (a_plan(**CLOSED),), []),
    ("not late yet", ADA, (a_plan(next_review_on=LATE + timedelta(1)),), []),
    ("another unit leads", ADA, (a_plan(lead_id=BEA),), []),
    ("the card is closed", ADA, (a_plan(), a_card()), []),
    ("it was not the same child", ADA, (a_plan(), a_card(undone=True)), [LATE]),
    ("another card is closed", ADA, (a_plan(), a_card(ANOTHER)), [LATE]),
]


def test_the_manager_of_the_leads_unit_is_told_the_days(admin: psycopg.Connection[Any]) -> None:
    manages: dict[str, Any] = {"role": "manager", "profession": "unit_manager"}
    there = (an_assignment(**manages), an_assignment(EVA, CLINIC, **manages), *COLLEAGUES)
    found = {}
    for what, who, rows, _days in REVIEWS:
        with there_are(admin, *there, *rows):
            found[what] = [day for (day,) in asked(admin, who, "SELECT * FROM plans_late_reviews(%s)", LATE, at=who)]
    assert found == {what: days for what, _who, _rows, days in REVIEWS}
