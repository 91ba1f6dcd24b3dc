from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.http import Http404

from kronobarn.audit.models import LogEntry
from kronobarn.circles import actions
from kronobarn.circles.doors import open_child_or_404
from kronobarn.circles.models import Disclosure, Record, Seat
from kronobarn.circles.rules import Ground, Kind, Role, SeatGround
from kronobarn.core import clock
from kronobarn.people.models import Child
from tests.world import World, born


def write(world: World, name: str, owner_id: int | None = None) -> Record:
    return actions.write_record(
        child_id=world.elsa.pk,
        kind=Kind.OBSERVATION,
        headline="Sover dåligt",
        happened_on=born(0),
        practice_version="test",
        owner_id=owner_id,
        by=world.actor(name),
    )


def test_a_seat_opens_the_child_and_logs_the_look(world: World) -> None:
    with world.as_("rut") as rut:
        assert open_child_or_404(world.elsa.pk, by=rut).full_name == "Elsa Ek"
        entry = LogEntry.objects.visible_to(rut).get(kind="child.opened")
    assert (entry.person_id, entry.why) == (rut.person_id, "responsible")


@pytest.mark.parametrize("name", ["tage", "sanna", "gunnar", "cecilia", "nora"])
def test_without_a_seat_the_child_is_not_there(world: World, name: str) -> None:
    with world.as_(name) as actor:
        with pytest.raises(Http404):
            open_child_or_404(world.elsa.pk, by=actor)
        assert not Child.objects.filter(pk=world.elsa.pk).exists()  # the database says no as well


def test_what_one_area_wrote_another_sees_only_when_it_is_passed_on(world: World) -> None:
    rut = world.actor("rut")
    actions.seat(child_id=world.elsa.pk, assignment=world.assignments["sanna"], why="Hälsosamtal", by=rut)
    record = write(world, "sanna")
    with world.as_("rut"):
        assert not Record.objects.visible_to(rut).exists()
        assert not Record.objects.exists()
    actions.disclose(
        record=record,
        ground=Ground.HARM_TEST,
        to_area=world.areas["skolan"],
        necessity="De ska veta.",
        by=world.actor("sanna"),
    )
    with world.as_("rut"):
        assert list(Record.objects.visible_to(rut)) == [record]
        assert list(Record.objects.all()) == [record]


def test_a_guardian_sees_their_own_words(world: World) -> None:
    record = write(world, "eva", owner_id=world.areas["skolan"].pk)
    with world.as_("eva") as eva:
        assert list(Record.objects.visible_to(eva)) == [record]
    with world.as_("emil") as emil:
        assert not Record.objects.visible_to(emil).exists()


def test_an_ended_seat_closes_the_door_at_once(world: World) -> None:
    rut = world.actor("rut")
    seat = actions.seat(child_id=world.elsa.pk, assignment=world.assignments["kim"], why="Stöd", by=rut)
    with world.as_("kim") as kim:
        assert Child.objects.visible_to(kim).exists()
    actions.end_seat(seat=seat, by=rut)
    with world.as_("kim") as kim:
        assert not Child.objects.visible_to(kim).exists()
        assert not Child.objects.exists()
        assert not Seat.objects.visible_to(kim).exists()


@pytest.mark.database
def test_without_an_actor_the_database_shows_nothing(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kronobarn.person', '', true)")
        cursor.execute("SELECT count(*) FROM people_child")
        assert cursor.fetchone() == (0,)


def test_whoever_noticed_something_does_not_learn_who_else_is_involved(world: World) -> None:
    rut = world.actor("rut")
    actions.seat(child_id=world.elsa.pk, assignment=world.assignments["sofia"], why="Stöd", by=rut)
    actions.grant_seat(
        child_id=world.elsa.pk,
        role=Role.NOTIFIER,
        ground=SeatGround.NOTICED,
        assignment=world.assignments["tage"],
        by=rut,
    )

    with world.as_("tage") as tage:
        roles = {seat.role for seat in Seat.objects.visible_to(tage)}
        assert roles == {"notifier", "responsible", "guardian", "child"}
        assert {seat.role for seat in Seat.objects.all()} == roles
        assert not LogEntry.objects.visible_to(tage).exclude(person_id=tage.person_id).exists()
        assert not LogEntry.objects.exclude(person_id=tage.person_id).exists()


@pytest.mark.database
@pytest.mark.parametrize(
    ("role", "until", "let_in"),
    [
        (Role.NOTIFIER, timedelta(days=1), True),
        (Role.NOTIFIER, None, False),
        (Role.PARTICIPANT, timedelta(days=1), False),
    ],
)
def test_nobody_lets_themselves_in_to_a_known_child(
    world: World, role: Role, until: timedelta | None, let_in: bool
) -> None:
    gunnar = world.actor("gunnar")
    ends = clock.now() + until if until else None
    expected = nullcontext() if let_in else pytest.raises(ProgrammingError, match="row-level security")
    with expected:
        actions.grant_seat(
            child_id=world.elsa.pk,
            role=role,
            ground=SeatGround.NOTICED,
            assignment=world.assignments["gunnar"],
            until=ends,
            by=gunnar,
        )


@pytest.mark.database
@pytest.mark.parametrize("name", ["eva", "tage"])
def test_the_database_lets_nobody_hand_themselves_what_others_wrote(world: World, name: str) -> None:
    record = write(world, "rut")
    actions.come_forward(child_id=world.elsa.pk, by=world.actor("tage"))

    person_id = world.people[name].pk
    with world.as_(name), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Disclosure(
            child_id=world.elsa.pk,
            record_id=record.pk,
            owner_id=record.owner_id,
            to_person_id=person_id,
            granted=True,
            ground=Ground.CHILD_OR_GUARDIAN,
            since=clock.now(),
            decided_by_id=person_id,
        ).save(force_insert=True)


def test_family_hand_over_their_own_words(world: World) -> None:
    record = write(world, "eva", owner_id=world.areas["skolan"].pk)

    actions.disclose(
        record=record, ground=Ground.CHILD_OR_GUARDIAN, to_person=world.people["emil"], by=world.actor("eva")
    )

    with world.as_("emil") as emil:
        assert list(Record.objects.visible_to(emil)) == [record]


def test_the_family_does_not_learn_who_noticed_something_from_the_log_or_the_table(world: World) -> None:
    rut = world.actor("rut")
    actions.grant_seat(
        child_id=world.elsa.pk,
        role=Role.NOTIFIER,
        ground=SeatGround.NOTICED,
        assignment=world.assignments["aino"],
        by=rut,
    )
    with world.as_("aino") as aino:
        open_child_or_404(world.elsa.pk, by=aino)

    with world.as_("eva") as eva:
        for seats in (Seat.objects.visible_to(eva), Seat.objects.all()):
            assert "notifier" not in set(seats.values_list("role", flat=True))
        for entries in (LogEntry.objects.visible_to(eva), LogEntry.objects.all()):
            assert aino.person_id not in set(entries.values_list("person_id", flat=True))
            assert not entries.filter(why__in=["notifier", "noticed"]).exists()
    with world.as_("rut"):
        assert LogEntry.objects.visible_to(rut).filter(person_id=aino.person_id).exists()
