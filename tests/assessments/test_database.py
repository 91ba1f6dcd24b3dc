"""What the database lets somebody do with a question, to themselves or to their whole unit."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import transaction

from kronobarn.assessments import actions
from kronobarn.assessments.models import Source
from kronobarn.assessments.rules import Perspective
from kronobarn.concerns.models import Matter
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from tests import rows
from tests.circles.test_writes import a_seat, write
from tests.rows import (
    A_CHILD,
    ADA,
    BEA,
    CIA,
    CLINIC,
    EVA,
    NOW,
    OFFICE,
    SCHOOL,
    TODAY,
    Row,
    an_assignment,
    asked,
    lets,
    shown,
    there_are,
)
from tests.story import Stage, tell
from tests.world import World

pytestmark = pytest.mark.django_db

TAKES = a_seat("kaj", "participant", by="kaj")
MAY_NOT = {
    "carry the plan": ("kaj", a_seat("kaj", "contact", by="kaj")),
    "sit there on consent": ("kaj", a_seat("kaj", "participant", by="kaj", ground="consent")),
    "in another's name": ("kaj", a_seat("kaj", "participant", by="rut")),
    "let a colleague in": ("kaj", a_seat("tage", "participant", by="kaj")),
    "another child": ("kaj", a_seat("kaj", "participant", by="kaj", child="{noa}")),
    "a unit that is not asked": ("gunnar", a_seat("gunnar", "participant", by="gunnar", area="area_granskola")),
}


def test_who_works_in_the_unit_sits_down_to_answer_and_nobody_else(world: World) -> None:
    matter = tell(world, Stage.RECEIVED).matter
    question = actions.ask_source(
        matter=matter,
        kind=Perspective.PROFESSIONAL,
        due_on=clock.today() + timedelta(days=9),
        unit=world.units["kaa"],
        by=world.actor("rut"),
    )
    names: dict[str, Any] = {name: person.pk for name, person in world.people.items()}
    names |= {f"{name}_at": assignment.pk for name, assignment in world.assignments.items()}
    names |= {f"area_{name}": area.pk for name, area in world.areas.items()}
    names |= {"elsa": f"'{world.elsa.pk}'", "noa": f"'{world.noa.pk}'"}

    def may(who: str, statement: str) -> bool:
        place = transaction.savepoint()
        try:
            return bool(write(world, who, statement.format(**names)))
        finally:
            transaction.savepoint_rollback(place)

    assert may("kaj", TAKES)
    assert [what for what, (who, statement) in MAY_NOT.items() if may(who, statement)] == []
    for row, change in (
        (Matter.objects.filter(pk=matter.pk), {"state": "decided"}),
        (
            Source.objects.filter(pk=question.pk),
            {
                "state": "declined",
                "declined_because": "Hon hinner inte.",
                "finished_at": clock.now(),
                "finished_by": world.people["rut"],
            },
        ),
    ):
        place = transaction.savepoint()
        with world.as_("rut"):
            assert row.update(**change)
        assert not may("kaj", TAKES)
        transaction.savepoint_rollback(place)
    actions.take_source(source=question, by=world.actor("kaj"))
    assert not may("kaj", TAKES)


MATTER, OTHER = (UUID(int=number) for number in (931, 932))
AT_THE_CLINIC_TOO = -300
"""Another assignment of Ada's."""


def a_question(unit: int | None = None, person: int | None = None, at: int | None = None, **said: Any) -> Row:
    return "assessments_source", {
        "id": uuid4(), "child_id": A_CHILD, "record_id": MATTER, "kind": "professional" if unit or at else "guardian",
        "person_id": person, "assignment_id": at, "unit_id": unit, "state": "not_started", "question": "", "purpose": "",
        "due_on": TODAY, "earlier": "[]", "declined_because": "", "told_how": "", "asked_at": NOW, "asked_by_id": BEA,
        "taken_at": NOW if unit and person else None, "finished_at": None, "finished_by_id": None, **said,
    }  # fmt: skip


OVER: dict[str, Any] = {
    "state": "declined",
    "declined_because": "Hon hinner inte.",
    "finished_at": NOW,
    "finished_by_id": BEA,
}


def a_matter(key: UUID, child: UUID, state: str) -> Row:
    return "concerns_matter", {"record_id": key, "child_id": child, "state": state, "outcome": "", "closed_at": None}


def test_one_sees_ones_own_question_and_the_units_and_no_others(admin: psycopg.Connection[Any]) -> None:
    """Ada works with the child, and reads the matter; of nothing that is not given to the school does she know."""
    ada = Actor(ADA, "Ada", assignment_id=ADA, unit_id=SCHOOL, area_id=SCHOOL)
    seen = [a_question(SCHOOL), a_question(person=ADA, at=ADA)]
    hidden = [a_question(SCHOOL, CIA, CIA), a_question(person=ADA, at=AT_THE_CLINIC_TOO)]
    matter = rows.a_record(MATTER, "matter", author_id=BEA, owner_id=OFFICE)
    given = rows.a_disclosure(record_id=MATTER, owner_id=OFFICE, to_area_id=SCHOOL, ground="harm_test", consent=None)
    table = (matter, rows.a_seat(ADA, "participant"), an_assignment())
    with there_are(admin, *table, given, *seen, *hidden):
        ids = sorted(row["id"] for _table, row in seen)
        assert sorted(key for (key,) in asked(admin, ADA, "SELECT id FROM assessments_source", at=ADA)) == ids
        mine = Source.objects.visible_to(ada).values_list("pk")
        assert sorted(key for (key,) in shown(admin, mine, ADA, at=ADA)) == ids
    with there_are(admin, *table, given, a_question(SCHOOL, **OVER)):
        assert asked(admin, ADA, "SELECT id FROM assessments_source", at=ADA) == []
    with there_are(admin, *table, a_question(SCHOOL, ADA, ADA)):  # taken, and of a matter that she does not read
        assert asked(admin, ADA, "SELECT id FROM assessments_source", at=ADA) == []


def test_a_units_box_is_opened_in_an_assignment_of_ones_own_there(admin: psycopg.Connection[Any]) -> None:
    at_school, at_the_clinic = a_question(SCHOOL), a_question(CLINIC)
    second = an_assignment(ADA, CLINIC)
    with there_are(
        admin, at_school, at_the_clinic, an_assignment(), (second[0], second[1] | {"id": AT_THE_CLINIC_TOO})
    ):
        for who, at, seen in ((ADA, ADA, at_school), (ADA, AT_THE_CLINIC_TOO, at_the_clinic), (BEA, ADA, None)):
            found = asked(admin, who, "SELECT id FROM assessments_source", at=at)
            assert found == ([(seen[1]["id"],)] if seen else [])


def test_whoever_is_asked_says_when_it_is_told(admin: psycopg.Connection[Any]) -> None:
    told = "UPDATE assessments_source SET declined_because = 'x'"
    given = rows.a_disclosure(record_id=MATTER, to_area_id=None, to_person_id=EVA, ground="harm_test", consent=None)
    matter = rows.a_record(MATTER, "matter", author_id=BEA)
    with there_are(admin, matter, given, rows.a_seat(EVA, "guardian"), a_question(person=EVA)):
        assert lets(admin, EVA, told)
    with there_are(admin, matter, rows.a_seat(EVA, "notifier"), a_question(SCHOOL), an_assignment(EVA)):
        assert not lets(admin, EVA, told, at=EVA)  # in the unit, and it is not theirs yet


@pytest.mark.parametrize("state", ["received", "gathering", "decided"])
def test_a_matter_asks_until_it_is_decided(admin: psycopg.Connection[Any], state: str) -> None:
    other = "gathering" if state == "decided" else "decided"
    matters = (a_matter(MATTER, A_CHILD, state), a_matter(OTHER, rows.ANOTHER, other))
    with there_are(admin, *matters):
        found = asked(admin, ADA, "SELECT assessments_still_asks(%s)", MATTER, at=ADA)
    assert found == [(state != "decided",)]


@pytest.mark.parametrize(
    ("question", "may"), [(a_question(OFFICE), True), (a_question(OFFICE, **OVER), False), (a_question(SCHOOL), False)]
)
def test_whoever_reads_the_matter_takes_no_other_question_either(
    admin: psycopg.Connection[Any], question: Row, may: bool
) -> None:
    """Bea works in the office that asks, so she sees all that are asked."""
    there = (rows.a_record(MATTER, "matter", owner_id=OFFICE), a_matter(MATTER, A_CHILD, "gathering"), rows.a_child())
    bea = (rows.a_unit(OFFICE), an_assignment(BEA, OFFICE), rows.a_seat(BEA, "contact", area_id=OFFICE))
    seat = rows.insert(rows.a_seat(BEA, "participant", area_id=OFFICE), granted_by_id=BEA, since=NOW)
    with there_are(admin, *there, *bea, question):
        assert lets(admin, BEA, seat, at=BEA) is may
