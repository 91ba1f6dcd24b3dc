"""What the database says of consents by itself: what stands, whose part a child has, and what the worker is to look at."""

from datetime import date, datetime, time, timedelta
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
    CLINIC,
    ELSA,
    EMIL,
    EVA,
    OFFICE,
    SCHOOL,
    Row,
    a_child,
    a_disclosure,
    a_guardianship,
    a_record,
    a_seat,
    a_task,
    a_unit,
    ago,
    an_assignment,
    asked,
    lets,
    there_are,
)

pytestmark = pytest.mark.database

QUESTION, LATER, THIRD = (UUID(int=number) for number in (911, 912, 913))
BOTH, KINDS = [CLINIC, OFFICE], ["home", "school"]


DAY = timezone.localdate()


def day(days: int) -> date:
    return DAY + timedelta(days=days)


def a_consent(request: UUID = QUESTION, giver: int | None = EVA, child: UUID = A_CHILD, **said: Any) -> Row:
    """Asked for by the school, ninety days from now; given to all of it, if nothing else is said."""
    services, kinds, until = said.pop("services", BOTH), said.pop("kinds", KINDS), said.pop("until", day(90))
    state = said.get("state", "given")
    words = {
        "record_id": uuid4(), "child_id": child, "request": request, "about": uuid4(), "owner_id": SCHOOL, "giver_id": giver,
        "as_role": "guardian", "why": "w", "text_version": "v", "services": services, "kinds": kinds, "since": day(-100),
        "until": until, "asked_services": services, "asked_kinds": kinds, "asked_until": until, "state": "given",
        "form": "oral" if state != "asked" else "", "answered_at": ago(9) if state != "asked" else None,
        "answered_by_id": EVA if state != "asked" else None,
        "withdrawn_at": ago(1) if state == "withdrawn" else None,
        "withdrawn_by_id": EVA if state == "withdrawn" else None,
    }  # fmt: skip
    return "consents_consent", words | said


def later(**said: Any) -> Row:
    return a_consent(said.pop("request", LATER), said.pop("giver", EVA), **({"answered_at": ago(1)} | said))


def emils(**said: Any) -> tuple[Row, Row]:
    """His yes to the same question, and what he has said since."""
    return a_consent(giver=EMIL), later(giver=EMIL, **said)


Left = tuple[list[int], list[str], date]
ALL: Left = (BOTH, KINDS, day(90))
EVAS, CHILDS = a_consent(), a_consent(giver=None, as_role="child")
HALF: dict[str, Any] = {"until": day(30), "asked_until": day(60)}
SAID_SINCE: list[tuple[str, Row, tuple[Row, ...], Left | None]] = [
    ("nothing", EVAS, (), ALL),
    ("nothing, and only asked", a_consent(state="asked"), (), None),
    ("nothing, and taken back", a_consent(state="withdrawn"), (), None),
    ("a question", EVAS, (later(state="asked", answered_at=None),), ALL),
    ("a no to all of it", EVAS, (later(state="refused"),), None),
    ("a no to one service", EVAS, (later(state="refused", services=[CLINIC]),), ([OFFICE], KINDS, day(90))),
    ("a no to the one who asked", EVAS, (later(state="refused", services=[SCHOOL]),), None),
    ("a no that came before", EVAS, (later(state="refused", answered_at=ago(20)),), ALL),
    ("a no about another child", EVAS, (later(state="refused", child=ANOTHER),), ALL),
    ("the other guardian's no", EVAS, (later(state="refused", giver=EMIL),), ALL),
    ("a guardian's no to the child's yes", CHILDS, (later(state="refused"),), ALL),
    ("the child's own no, signed in", CHILDS, (later(state="refused", giver=ELSA, as_role="child"),), None),
    ("a yes to fewer kinds", EVAS, (later(kinds=["home"], asked_kinds=KINDS),), (BOTH, ["home"], day(90))),
    ("a yes to other kinds", EVAS, (later(kinds=["health"], asked_kinds=["health", *KINDS]),), None),
    ("fewer kinds, to other services", EVAS, (later(services=[-299], kinds=["home"], asked_kinds=KINDS),), ALL),
    ("a yes for a shorter time", EVAS, (later(**HALF),), (BOTH, KINDS, day(30))),
    ("a yes to a shorter question", EVAS, (later(until=day(30)),), ALL),
    ("one taken back", EVAS, (later(state="withdrawn", services=[CLINIC], **HALF),), ([OFFICE], KINDS, day(90))),
    ("to the other, a no to the one who asked", EVAS, emils(state="refused", services=[SCHOOL]), ALL),
    ("to the other, a no to a service", EVAS, emils(state="refused", services=[CLINIC]), ALL),
    ("to the other, less for a shorter time", EVAS, emils(kinds=["home"], asked_kinds=KINDS, **HALF), ALL),
]
OTHERS = (
    a_child(),
    a_child(ANOTHER),
    a_seat(),
    a_seat(BEA, child=ANOTHER),
    a_seat(EVA, "guardian"),
    a_seat(EMIL, "notifier", assignment_id=EMIL),
    a_consent(child=ANOTHER),
    a_consent(giver=None, as_role="child", child=ANOTHER),
)
"""Who asks, what is about another child, and what is to make no difference."""


def what_stands(admin: psycopg.Connection[Any], who: int, *, giver: int | None, instead: bool = False) -> list[Left]:
    """To the first question, as a giver has answered it or a ground in law stands in."""
    sql = """
        SELECT services, kinds, until FROM consents_that_stand(%s)
        WHERE request = %s AND person_id IS NOT DISTINCT FROM %s AND is_alternative = %s
    """
    found = asked(admin, who, sql, A_CHILD, QUESTION, giver, instead, at=None if who == EVA else who)
    return [(sorted(services), sorted(kinds), until) for services, kinds, until in found]


def test_a_later_answer_takes_back_what_it_leaves_out(admin: psycopg.Connection[Any]) -> None:
    otherwise = []
    for what, first, since, left in SAID_SINCE:
        with there_are(admin, *OTHERS, first, *since):
            answers = [what_stands(admin, who, giver=first[1]["giver_id"]) for who in (ADA, EVA, BEA, EMIL)]
        if answers != [[left] if left else []] * 2 + [[], []]:
            otherwise.append((what, answers))
    assert otherwise == []


def instead(child: UUID = A_CHILD, **said: Any) -> Row:
    """What stands in for Emil's answer, since five days."""
    return "consents_lawfulalternative", {
        "record_id": uuid4(), "child_id": child, "request": QUESTION, "about": uuid4(), "owner_id": SCHOOL, "person_id": EMIL,
        "basis": "other", "reason": "Han är bortrest.", "services": [CLINIC], "kinds": ["school"], "since": day(-5), "until": day(90), **said,
    }  # fmt: skip


def no(**said: Any) -> Row:
    return later(**({"giver": EMIL, "state": "refused", "request": QUESTION, "services": [-299]} | said))


NIGHT = timezone.make_aware(datetime.combine(day(-5), time(0, 10)))
"""Another day still in UTC."""
OUT_OF_REACH: list[tuple[str, dict[str, Any], Row, bool]] = [
    ("and still is", {}, a_consent(THIRD), True),
    ("and says no", {}, no(), False),
    ("and a court has decided", {"basis": "sole_custody"}, no(), True),
    ("and another says no", {}, no(giver=EVA), True),
    ("and says no about another child", {}, no(child=ANOTHER), True),
    ("and says yes", {}, no(state="given"), True),
    ("and says no to a later question", {}, no(request=LATER, services=BOTH), False),
    ("and says no in the night, when it has begun", {}, no(request=LATER, services=BOTH, answered_at=NIGHT), False),
    ("and had said no to an earlier one", {}, no(request=LATER, services=BOTH, answered_at=ago(20)), True),
    ("and says no to other services", {}, no(request=LATER), True),
]


def test_whoever_is_no_longer_out_of_reach_is_heard(admin: psycopg.Connection[Any]) -> None:
    otherwise = []
    for what, said, answer, stands in OUT_OF_REACH:
        with there_are(admin, *OTHERS, instead(**said), instead(ANOTHER), answer):
            answers = [len(what_stands(admin, who, giver=EMIL, instead=True)) for who in (ADA, EVA, BEA, EMIL)]
        if answers != [stands, stands, 0, 0]:
            otherwise.append((what, answers))
    assert otherwise == []


CHANGE = "UPDATE consents_consent SET form = 'written'"
ANSWER = """
    INSERT INTO consents_answer (id, child_id, record_id, state, form, services, kinds, until, said_on, recorded_at,
        recorded_by_id, how, text_language, interpreter_language, interpreter, kept_at)
    SELECT gen_random_uuid(), child_id, record_id, 'given', 'oral', services, kinds, until, circles_today(), now(), {by},
        '', '', '', '', '' FROM consents_consent
"""


def test_one_answers_for_oneself_as_family(admin: psycopg.Connection[Any]) -> None:
    """Of a record that Eva wrote at work herself, and that is given to Emil as well, which is the most one can see."""
    record = uuid4()
    given: dict[str, Any] = {"record_id": record, "to_area_id": None, "ground": "harm_test", "consent": None}
    seen = [a_disclosure(**given, to_person_id=who) for who in (EVA, EMIL)]
    seats = [a_seat(), a_seat(EVA, "notifier"), a_seat(EVA, "guardian"), a_seat(EMIL, "guardian")]
    with there_are(
        admin, *seats, *seen, a_record(record, "consent", author_id=EVA), a_consent(record_id=record), a_child()
    ):
        may = [(who, at) for who in (ADA, EVA, EMIL) for at in (None, who) if lets(admin, who, CHANGE, at=at)]
        assert may == [(ADA, ADA), (EVA, None)]
        may = [(who, at) for who in (ADA, EVA) for at in (None, who) if lets(admin, who, ANSWER.format(by=who), at=at)]
        assert may == [(ADA, ADA), (EVA, None)]
        assert not lets(admin, EVA, ANSWER.format(by=EMIL))
        assert not lets(admin, EMIL, ANSWER.format(by=EVA))


# Whose part a child has ------------------------------------------------------------------------


def assessed(part: str, at: datetime, child: UUID = A_CHILD) -> Row:
    return "consents_maturity", {
        "record_id": uuid4(), "child_id": child, "part": part, "reason": "Hon förstår frågan.", "assessed_at": at,
    }  # fmt: skip


MATURITY: list[tuple[int, Row | None, str | None]] = [
    (9, None, None),
    (9, assessed("heard", ago(30)), "heard"),
    (16, assessed("heard", ago(years=3)), None),
    (16, assessed("heard", ago(30)), "heard"),
    (16, assessed("decides", ago(years=3)), "decides"),
]


def test_an_assessment_holds_for_the_age_it_was_made_at(admin: psycopg.Connection[Any]) -> None:
    about_another = (a_child(ANOTHER, born_on=ago(years=9).date()), assessed("decides", ago(20), ANOTHER))
    asking = (a_seat(), a_seat(EVA, "guardian"), a_seat(BEA, child=ANOTHER), a_seat(EMIL, "notifier"))
    otherwise = []
    for age, one, part in MATURITY:
        child = a_child(born_on=(ago(years=age) - timedelta(days=60)).date())
        with there_are(admin, child, *about_another, *asking, *([one] if one else [])):
            sql = "SELECT consents_maturity(%s)"
            answers = [asked(admin, who, sql, A_CHILD, at=None if who == EVA else who) for who in (ADA, EVA, BEA, EMIL)]
        if answers != [[(part,)]] * 2 + [[(None,)]] * 2:
            otherwise.append((age, part, answers))
    assert otherwise == []


# What the worker looks at ------------------------------------------------------------------------


def born(years: int, days: int) -> Row:
    """A child who came of that age so many days ago."""
    day_of = (ago(days)).date()
    return a_child(born_on=day_of.replace(year=day_of.year - years, day=min(day_of.day, 28)))


NINE = born(9, 100)
NEW = a_guardianship(since=day(-2))
"""Custody since a later day than the sharing."""
AT_THE_TABLE: dict[str, Any] = {"ground": "consent", "area_id": CLINIC}


def beside(**said: Any) -> Row:
    return a_seat(BEA, "contact", **(AT_THE_TABLE | said))


LOOK_OVER: list[tuple[str, tuple[Row, ...], bool]] = [
    ("all is as it was", (a_seat(), NINE, a_disclosure(), beside()), False),
    ("fifteen since", (a_seat(), born(15, 3), a_disclosure()), True),
    ("eighteen since", (a_seat(), born(18, 3), a_disclosure()), True),
    ("fifteen before", (a_seat(), born(15, 40), a_disclosure()), False),
    ("soon fifteen", (a_seat(), born(15, -40), a_disclosure()), False),
    ("a new guardian", (a_seat(), NINE, NEW, a_disclosure()), True),
    ("a guardian from a day to come", (a_seat(), NINE, a_guardianship(since=day(9)), a_disclosure()), False),
    ("and it rests on law", (a_seat(), NINE, NEW, a_disclosure(ground="harm_test")), False),
    ("and it was refused", (a_seat(), NINE, NEW, a_disclosure(granted=False)), False),
    ("and it has ended", (a_seat(), NINE, NEW, a_disclosure(until=ago(1))), False),
    ("and whoever carries it does so no more", (a_seat(until=ago(1)), NINE, NEW, a_disclosure()), False),
    ("nobody carries it", (a_seat(role="lead"), NINE, NEW, a_disclosure()), False),
    ("a place that rests on nothing", (a_seat(), NINE, beside()), True),
    ("for a task", (a_seat(), NINE, beside(ground="task")), False),
    ("in the area that carries it", (a_seat(), NINE, beside(area_id=SCHOOL)), False),
    ("that has ended", (a_seat(), NINE, beside(until=ago(1))), False),
    ("what it rests on came from there", (a_seat(), NINE, beside(), a_disclosure(owner_id=CLINIC, to_area_id=SCHOOL)), False),
    ("went elsewhere", (a_seat(), NINE, beside(), a_disclosure(to_area_id=OFFICE)), True),
    ("rests on law", (a_seat(), NINE, beside(), a_disclosure(ground="harm_test")), True),
    ("was refused", (a_seat(), NINE, beside(), a_disclosure(granted=False)), True),
    ("has ended", (a_seat(), NINE, beside(), a_disclosure(until=ago(1))), True),
]  # fmt: skip


def test_what_is_shared_is_looked_over_when_somebody_has_come_to_decide(admin: psycopg.Connection[Any]) -> None:
    other = (
        a_child(ANOTHER, born_on=born(15, 3)[1]["born_on"]),
        a_disclosure(ANOTHER),
        a_guardianship(ANOTHER, since=day(-2)),
        beside(child=ANOTHER, area_id=OFFICE),
    )
    otherwise = []
    for what, some, looks in LOOK_OVER:
        with there_are(admin, an_assignment(), an_assignment(BEA, CLINIC), *other, *some):
            sql = "SELECT * FROM consents_to_look_over() WHERE child_id = ANY (%s)"
            found = asked(admin, None, sql, [A_CHILD, ANOTHER])
        if found != ([(A_CHILD, ADA, ADA, SCHOOL, SCHOOL)] if looks else []):
            otherwise.append((what, found))
    assert otherwise == []


SOON: dict[str, Any] = {"until": day(20)}
BOX = a_unit(mailbox="box@example.se")
RENEW = a_task("renew_consent", subject=QUESTION)
CARRIES, IN_TIME = a_seat(), a_consent(**SOON)
TOLD: list[tuple[str, tuple[Row, ...], bool]] = [
    ("a yes soon ends", (CARRIES, BOX, IN_TIME, RENEW), True),
    ("not yet", (CARRIES, BOX, a_consent(until=day(40)), RENEW), False),
    ("it has ended", (CARRIES, BOX, a_consent(until=day(-1)), RENEW), False),
    ("it was taken back", (CARRIES, BOX, a_consent(state="withdrawn", **SOON), RENEW), False),
    ("it was for so short a time", (CARRIES, BOX, a_consent(since=day(-2), **SOON), RENEW), False),
    ("nobody carries it", (a_seat(role="lead"), BOX, IN_TIME, RENEW), False),
    ("or no longer", (a_seat(until=ago(1)), BOX, IN_TIME, RENEW), False),
    ("another area asked", (CARRIES, BOX, a_consent(owner_id=CLINIC, **SOON), RENEW), False),
    ("the unit is closed", (CARRIES, a_unit(mailbox="box@example.se", active=False), IN_TIME, RENEW), False),
    ("it has no box", (CARRIES, a_unit(), IN_TIME, RENEW), False),
    ("it is done", (CARRIES, BOX, IN_TIME, a_task("renew_consent", subject=QUESTION, done_at=ago(1), done_by_id=ADA)), False),
    ("it is another question", (CARRIES, BOX, IN_TIME, a_task("renew_consent")), False),
    ("it is another child", (CARRIES, BOX, IN_TIME, a_task("renew_consent", ANOTHER, subject=QUESTION)), False),
    ("something else waits", (CARRIES, BOX, IN_TIME, a_task("answer_consent", subject=QUESTION)), False),
]  # fmt: skip


def test_the_box_of_whoever_carries_it_is_told_that_a_yes_ends(admin: psycopg.Connection[Any]) -> None:
    elsewhere = (an_assignment(BEA, CLINIC), a_unit(CLINIC, mailbox="other@example.se"), a_seat(BEA, child=ANOTHER))
    otherwise = []
    for what, some, told in TOLD:
        with there_are(admin, an_assignment(), *elsewhere, *some):
            found = asked(admin, None, "SELECT unit_id FROM consents_boxes_to_tell(%s, '{30,7}')", DAY)
        if found != ([(SCHOOL,)] if told else []):
            otherwise.append((what, found))
    assert otherwise == []
