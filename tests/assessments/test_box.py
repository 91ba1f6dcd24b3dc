"""What the database lets somebody do with a question that was put to their whole unit."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from kronobarn.assessments import actions
from kronobarn.assessments.models import Source
from kronobarn.assessments.rules import Perspective
from kronobarn.concerns.models import Matter
from kronobarn.core import clock
from tests.circles.test_writes import a_seat, write
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
    asked = actions.ask_source(
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
            Source.objects.filter(pk=asked.pk),
            {"state": "declined", "finished_at": clock.now(), "finished_by": world.people["rut"]},
        ),
    ):
        place = transaction.savepoint()
        with world.as_("rut"):
            assert row.update(**change)
        assert not may("kaj", TAKES)
        transaction.savepoint_rollback(place)
    actions.take_source(source=asked, by=world.actor("kaj"))
    assert not may("kaj", TAKES)
