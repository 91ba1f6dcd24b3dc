"""A prepared read answers as its queryset does, for everybody, and refuses what it cannot fill in."""

from uuid import UUID

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from kronobarn.circles.models import Record, Seat
from kronobarn.circles.rules import Role
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.core.prepared import prepared
from kronobarn.people.models import Child
from tests.world import World


def _seats(actor: Actor, child_id: UUID) -> QuerySet[Seat, tuple[str, int | None]]:
    seats = Seat.objects.visible_to(actor).standing().filter(child=child_id)
    return seats.order_by("pk").values_list("role", "assignment_id")


def _children(actor: Actor) -> QuerySet[Child]:
    return Child.objects.visible_to(actor).order_by("pk")


def _records(actor: Actor) -> QuerySet[Record, tuple[UUID]]:
    return Record.objects.visible_to(actor).order_by("pk").values_list("pk")


@pytest.mark.parametrize("first", ["rut", "eva"])
def test_it_answers_as_the_queryset_does(world: World, first: str) -> None:
    ask_seats, ask_children, ask_records = prepared(_seats), prepared(_children), prepared(_records)
    everyone = [first, *(name for name in world.people if name != first)]
    for name in everyone:
        with world.as_(name) as actor:
            for child in (world.elsa, world.noa):
                assert ask_seats(actor, child.pk) == list(_seats(actor, child.pk))
            assert ask_children(actor) == list(_children(actor))
            assert [child.full_name for child in ask_children(actor)] == [child.full_name for child in _children(actor)]
            assert ask_records(actor) == list(_records(actor))


def test_the_system_sees_nothing(world: World) -> None:
    assert prepared(_children)(SYSTEM) == []


def test_the_sql_is_built_once(world: World) -> None:
    built: list[Actor] = []

    @prepared
    def mine(actor: Actor) -> QuerySet[Child]:
        built.append(actor)
        return _children(actor)

    with (
        world.as_("rut") as rut,
        CaptureQueriesContext(
            connection,
        ) as sent,
    ):
        assert mine(rut) == mine(rut) == [world.elsa]
    assert len(built) == 1
    assert str(built[0].person_id) not in sent[0]["sql"]


def test_an_argument_that_is_changed_on_its_way_is_refused(world: World) -> None:
    @prepared
    def named(actor: Actor, part: str) -> QuerySet[Child]:
        return _children(actor).filter(given_name__contains=part)

    with world.as_("rut") as rut, pytest.raises(TypeError, match="not sent as it is"):
        named(rut, "Els")


def test_what_needs_a_second_query_is_refused(world: World) -> None:
    @prepared
    def seats(actor: Actor) -> QuerySet[Seat]:
        return Seat.objects.held_by(actor, Role.RESPONSIBLE).select_related("person")

    with world.as_("rut") as rut, pytest.raises(TypeError, match="plain objects"):
        seats(rut)
