import pytest
from django.core.exceptions import ValidationError

from kronobarn.circles import actions as circles
from kronobarn.circles.models import Disclosure, Seat
from kronobarn.circles.rules import Ground, Role
from kronobarn.concerns import actions
from kronobarn.concerns.models import Closing, Matter, Signal
from kronobarn.concerns.rules import Outcome, State
from kronobarn.core import clock
from kronobarn.core.decisions import Denied
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from tests.world import World


def signal(world: World, name: str = "rut", **rest: object) -> Signal:
    why = "Rektor behöver veta det."
    words = {"what_was_seen": "Somnar på lektionerna.", "seen_on": clock.today(), "necessity": why, **rest}
    return actions.notice(child=world.elsa, by=world.actor(name), **words)  # type: ignore[arg-type]


def seated(world: World, name: str) -> None:
    circles.seat(child_id=world.elsa.pk, assignment=world.assignments[name], why="Möter Elsa", by=world.actor("rut"))


def test_a_signal_waits_for_the_responsible(world: World) -> None:
    seated(world, "tage")
    sent = signal(world, "tage")
    with world.as_("rut") as rut:
        task = Task.objects.visible_to(rut).get(subject=sent.pk)
        assert (task.kind, task.done_at) == (TaskKind.RECEIVE_SIGNAL, None)
        assert Signal.objects.for_responsible(rut).waiting().get() == sent


def test_a_signal_from_another_area_needs_a_ground(world: World) -> None:
    seated(world, "sanna")
    with pytest.raises(ValidationError) as problem:
        signal(world, "sanna")
    assert "ground" in problem.value.message_dict
    with pytest.raises(ValidationError) as problem:
        signal(world, "sanna", ground=Ground.CONSENT)  # a yes that nobody could take back
    assert "ground" in problem.value.message_dict

    sent = signal(world, "sanna", ground=Ground.HARM_TEST)
    with world.as_("rut") as rut:
        assert Signal.objects.visible_to(rut).get() == sent
        assert Disclosure.objects.visible_to(rut).get().ground == Ground.HARM_TEST
    with world.as_("eva") as eva:
        assert not Signal.objects.visible_to(eva).exists()
        assert not Signal.objects.exists()


def test_what_a_guardian_sends_belongs_to_the_responsibles_area(world: World) -> None:
    sent = signal(world, "eva")
    assert sent.record.owner_id == world.areas["skolan"].pk
    matter = actions.receive(signal=sent, by=world.actor("rut"))
    assert matter.state == State.RECEIVED
    with world.as_("eva") as eva:
        assert Signal.objects.visible_to(eva).get().received_at is not None


def test_a_second_signal_joins_the_open_matter(world: World) -> None:
    rut = world.actor("rut")
    first = actions.receive(signal=signal(world), by=rut)
    second = actions.receive(signal=signal(world, "eva"), by=rut)
    assert first == second
    with world.as_("rut"):
        assert Task.objects.visible_to(rut).filter(kind=TaskKind.GATHER, done_at=None).count() == 1
        assert not Task.objects.visible_to(rut).filter(kind=TaskKind.RECEIVE_SIGNAL, done_at=None).exists()


def test_a_closed_matter_is_followed_by_a_new_one(world: World) -> None:
    rut = world.actor("rut")
    old = actions.receive(signal=signal(world), by=rut)
    actions.close(matter=old, outcome=Outcome.UNFOUNDED, because="Det var en feltolkning.", by=rut)
    with world.as_("rut"):
        old.refresh_from_db()
        assert (old.state, old.outcome) == (State.CLOSED, Outcome.UNFOUNDED)
        assert Closing.objects.visible_to(rut).get(matter=old).because == "Det var en feltolkning."
        assert not Task.objects.visible_to(rut).filter(done_at=None).exists()
    assert actions.receive(signal=signal(world), by=rut) != old


def test_only_the_responsible_receives(world: World) -> None:
    seated(world, "tage")
    sent = signal(world, "tage")
    with pytest.raises(Denied) as no:
        actions.receive(signal=sent, by=world.actor("tage"))
    assert "barnensbästa-ansvarig" in str(no.value)


def test_a_matter_moves_along_its_table(world: World) -> None:
    rut = world.actor("rut")
    matter = actions.receive(signal=signal(world), by=rut)
    with pytest.raises(Denied):
        actions.move(matter=matter, state=State.COOPERATING, by=rut)
    matter = actions.move(matter=matter, state=State.GATHERING, by=rut)
    assert actions.move(matter=matter, state=State.GATHERING, by=rut).state == State.GATHERING
    with pytest.raises(Denied):
        actions.move(matter=matter, state=State.CLOSED, by=rut)
    for because in (" ", "Fel barn."):
        with pytest.raises(ValidationError, match="Skriv"):
            actions.close(matter=matter, outcome=Outcome.OWN_SERVICE, because=because, by=rut)


def test_a_notifier_stays_to_see_what_becomes_of_it(world: World) -> None:
    with world.as_("rut") as rut:
        circles.grant_seat(
            child_id=world.elsa.pk,
            role=Role.NOTIFIER,
            ground="noticed",  # type: ignore[arg-type]
            assignment=world.assignments["sanna"],
            until=clock.now().replace(year=clock.now().year + 1),
            by=rut,
        )
    signal(world, "sanna", ground=Ground.HARM_TEST)
    with world.as_("sanna") as sanna:
        assert Seat.objects.held_by(sanna).count() == 1
        assert not Matter.objects.visible_to(sanna).exists()
        assert Signal.objects.visible_to(sanna).exists()
