"""What the database refuses, whoever asks."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F

from kronobarn.circles import actions as circles
from kronobarn.circles.rules import Kind
from kronobarn.core.decisions import Denied
from kronobarn.plans import actions
from kronobarn.plans.models import Party, Plan, PlanVersion
from tests import rows
from tests.plans import stage
from tests.rows import ADA, EMIL, EVA, NOW, TODAY, Row
from tests.world import World

pytestmark = pytest.mark.database


def spoil(world: World, change: Callable[[], object]) -> str:
    """The name of what stopped it."""
    with world.as_("rut"), pytest.raises(IntegrityError) as stopped, transaction.atomic():
        change()
    return str(stopped.value)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"lead": None}, "active_plan_has_a_lead"),
        ({"heard": "", "heard_on": None, "heard_by": None}, "active_plan_has_heard_the_family"),
        ({"heard": "absent"}, "going_on_without_the_family_says_why"),
        ({"heard_on": None}, "family_is_heard_on_a_day"),
        ({"lead_asked": F("lead"), "lead_asked_at": NOW}, "lead_is_not_asked_to_be_lead"),
        ({"lead_asked_at": NOW}, "plan_lead_asked_goes_with_lead_asked_at"),
        ({"next_review_on": None}, "active_plan_has_a_next_review"),
        ({"child_wants": "", "child_view_how": ""}, "active_plan_has_the_childs_view_or_the_attempt"),
        ({"closed_at": "2026-01-01T12:00Z", "closed_because": "Allt är klart."}, "plan_closed_at_goes_with_closed_by"),
        ({"state": "closed"}, "plan_is_closed_at_a_time"),
        ({"closed_at": "2026-01-01T12:00Z", "closed_because": "Behövs inte"}, "closed_plan_says_why"),
        ({"activated_by": None}, "plan_activated_at_goes_with_activated_by"),
    ],
)
def test_an_active_plan_keeps_its_conditions(world: World, fields: dict[str, object], name: str) -> None:
    plan = stage.active(world)
    with world.as_("rut") as rut:
        rows = Plan.objects.visible_to(rut).filter(pk=plan.pk)
    assert name in spoil(world, lambda: rows.update(**fields))


def test_nobody_makes_a_version_of_the_plan_of_a_child_whose_guardian_they_are(world: World) -> None:
    plan = stage.active(world)
    with world.as_("rut"):
        first = PlanVersion.objects.get(record=plan.pk)
    second = {"record_id": plan.pk, "child_id": plan.child_id, "number": 2, "content": first.content}
    second |= {"agreed_at": first.agreed_at, "agreed_by_id": first.agreed_by_id}
    stage.also_guardian(world, "rut")
    with world.as_("rut"), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        PlanVersion(**second).save(force_insert=True)


def test_an_active_plan_has_two_services(world: World) -> None:
    plan = stage.draft(world)
    stage.write_words(world, plan)
    stage.hear(world, plan)
    stage.lead(world, plan, "rut")
    fresh = stage.fresh(world, plan)

    def activate() -> None:
        fresh.state = "active"
        fresh.save(update_fields=["state"])

    assert "two services" in spoil(world, activate)


def test_an_active_plan_keeps_two_services(world: World) -> None:
    stage.active(world)
    with world.as_("rut") as rut:
        party = Party.objects.visible_to(rut).get(area=world.areas["social"])
    party.answer, party.why = "left", ""
    assert "two services" in spoil(world, party.save)


def test_one_living_plan_per_child(world: World) -> None:
    plan = stage.draft(world)
    with world.as_("rut"):
        record = circles.write_record(
            child_id=world.elsa.pk,
            kind=Kind.PLAN,
            headline="En till",
            happened_on=plan.record.happened_on,
            practice_version="test",
            by=world.actor("rut"),
        )
    second = Plan(record=record, child_id=world.elsa.pk, matter_id=plan.matter_id)
    assert "one_living_plan_per_child" in spoil(world, lambda: second.save(force_insert=True))


def test_one_contact_per_service(world: World) -> None:
    plan = stage.draft(world)
    second = Party(
        record_id=plan.pk, child_id=plan.child_id, area=world.areas["skolan"], contact=world.assignments["kim"]
    )
    assert "one_contact_per_service" in spoil(world, lambda: second.save(force_insert=True))


def test_a_service_without_a_contact_is_not_in_the_plan(world: World) -> None:
    plan = stage.draft(world)
    party = Party(record_id=plan.pk, child_id=plan.child_id, area=world.areas["bup"])
    assert "contact_id" in spoil(world, lambda: party.save(force_insert=True))


def test_a_no_says_why(world: World) -> None:
    plan = stage.draft(world)
    party = stage.ask(world, plan, "sofia")
    party.answer = "declined"
    assert "party_says_why_not" in spoil(world, party.save)


def test_a_version_is_never_rewritten(world: World) -> None:
    stage.active(world)
    with world.as_("rut") as rut:
        version = PlanVersion.objects.visible_to(rut).get()
    version.content = {}
    assert "never rewritten" in spoil(world, version.save)


def test_whoever_does_not_see_the_record_sees_no_part_of_it(world: World) -> None:
    stage.active(world)
    for name in ("sanna", "gunnar", "bo", "nora"):
        with world.as_(name):
            for model in (Plan, Party, PlanVersion):
                assert not model._default_manager.all().exists()


def test_put_aside_is_not_for_an_active_plan(world: World) -> None:
    plan = stage.active(world)
    with pytest.raises(Denied):
        actions.put_aside(plan=plan, because="Nej, inte nu.", by=world.actor("rut"))


PLAN = UUID(int=961)
OF_IT = {"child_id": rows.A_CHILD, "record_id": PLAN}


def a_part(whose: int) -> Row:
    return "plans_planaction", {
        **OF_IT, "id": uuid4(), "goal_id": uuid4(), "what": "w", "person_id": whose, "since": TODAY, "until": TODAY, "state": "open",
        "first_step": "", "helper": "", "reply": "asked", "reply_words": "",
    }  # fmt: skip


def an_answer(whose: int, said_by: int, version: int = 1) -> Row:
    return "plans_agreement", {
        **OF_IT, "id": uuid4(), "version": version, "person_id": whose, "answer": "agrees", "form": "oral", "words": "",
        "said_at": NOW, "said_by_id": said_by,
    }  # fmt: skip


def test_the_family_changes_what_is_theirs(admin: psycopg.Connection[Any]) -> None:
    """Eva and Emil read the plan, and have a part in it each. What Eva thinks of another version Ada has written down."""
    for_both: dict[str, Any] = {"record_id": PLAN, "to_area_id": None, "ground": "harm_test", "consent": None}
    seen = [rows.a_disclosure(**for_both, to_person_id=who) for who in (EVA, EMIL)]
    seats = [rows.a_seat(who, "guardian") for who in (EVA, EMIL)]
    parts = {"what = 'x'": (a_part(EVA), a_part(EMIL))}
    answers = {
        "words = 'x'": (an_answer(EVA, EVA), an_answer(EVA, ADA, 2), an_answer(EMIL, EMIL), an_answer(EMIL, EVA, 2))
    }
    with rows.there_are(
        admin, rows.a_record(PLAN, "plan"), *seen, *seats, *parts["what = 'x'"], *answers["words = 'x'"]
    ):
        for change, some in (parts | answers).items():
            changed = [
                row["id"]
                for table, row in some
                if rows.lets(admin, EVA, f"UPDATE {table} SET {change} WHERE id = '{row['id']}'")
            ]
            assert changed == [some[0][1]["id"]]
