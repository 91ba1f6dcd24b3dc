"""What querysets say beside `visible_to`: what stands, and who is answered without asking the database."""

from typing import Any
from uuid import UUID, uuid4

import psycopg
from django.db.models import QuerySet

from kronobarn.circles.models import Block, Record, Seat, Withheld
from kronobarn.core.actor import SYSTEM
from tests.rows import A_CHILD, ADA, EVA, NOW, SCHOOL, TODAY, Row, a_seat, ago, ahead, there_are
from tests.world import World


def test_whoever_can_find_nothing_is_answered_without_asking(world: World, django_assert_num_queries: Any) -> None:
    eva = world.actor("eva")
    with django_assert_num_queries(0):
        assert not Seat.objects.held_by(SYSTEM).exists()
        assert not Record.objects.visible_to(SYSTEM).exists()
        assert not Withheld.objects.visible_to(eva).exists()


def _ended(said: dict[str, Any], ended: bool) -> dict[str, Any]:
    over = {"ended_at": NOW, "ended_by_id": ADA, "ended_because": "b"}
    return {"id": uuid4(), "child_id": A_CHILD, "since": ago(), "ended_at": None, "ended_because": "", **said} | (
        over if ended else {}
    )


def withheld(*, ended: bool) -> Row:
    said = {"record_id": uuid4(), "from_person_id": EVA, "reason": "r", "review_on": TODAY}
    return "circles_withheld", _ended({**said, "decided_by_id": ADA, "decided_for_id": ADA}, ended)


def block(*, ended: bool) -> Row:
    said = {"area_id": SCHOOL, "unit_id": SCHOOL, "wish": "w", "maturity": "m"}
    return "circles_block", _ended({**said, "recorded_by_id": ADA, "recorded_for_id": ADA}, ended)


def test_what_has_ended_and_what_has_not_begun_does_not_stand(admin: psycopg.Connection[Any]) -> None:
    def standing(rows: QuerySet[Any]) -> set[UUID]:
        sql, params = rows.filter(child=A_CHILD).values_list("pk").query.sql_with_params()
        return {key for (key,) in admin.execute(sql, params)}

    seats = [a_seat(), a_seat(role="lead", until=ago()), a_seat(role="contact", since=ahead(1))]
    withhelds, blocks = [[one(ended=False), one(ended=True)] for one in (withheld, block)]
    with there_are(admin, *seats, *withhelds, *blocks):
        for rows, written in ((Seat, seats), (Withheld, withhelds), (Block, blocks)):
            assert standing(rows.objects.standing()) == {written[0][1]["id"]}
