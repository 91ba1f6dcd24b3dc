"""Who may send, receive, move and close: each refusal with its sentence, beside the same thing allowed."""

import pytest
from django.core.exceptions import ValidationError

from kronobarn.circles import actions as circles
from kronobarn.concerns import actions, policy
from kronobarn.concerns.models import Matter, Signal
from kronobarn.concerns.rules import Outcome, State
from kronobarn.core import clock
from kronobarn.core.decisions import Denied
from kronobarn.notices import actions as notices
from kronobarn.responsibility import actions as responsibility
from kronobarn.responsibility.models import Responsibility
from tests.world import World


@pytest.fixture
def sent(world: World) -> Signal:
    for name in ("tage", "kim"):
        circles.seat(child_id=world.elsa.pk, assignment=world.assignments[name], why="Stöd", by=world.actor("rut"))
    return actions.notice(
        child=world.elsa, what_was_seen="Är ensam på rasten.", seen_on=clock.today(), by=world.actor("tage")
    )


@pytest.fixture
def matter(world: World, sent: Signal) -> Matter:
    return actions.receive(signal=sent, by=world.actor("rut"))


@pytest.mark.parametrize(
    ("name", "says"),
    [("rut", ""), ("eva", ""), ("elsa", ""), ("sanna", "Hitta barn"), ("nora", "Hitta barn"), ("gunnar", "Hitta barn")],
)
def test_whoever_sits_with_the_child_may_notice(world: World, name: str, says: str) -> None:
    with world.as_(name) as actor:
        decision = policy.may_notice(actor, world.elsa.pk)
    assert (bool(decision), says in str(decision.reason)) == (not says, True)


def test_the_responsible_receives_once(world: World, sent: Signal) -> None:
    with world.as_("rut") as rut:
        assert policy.may_receive(rut, sent)
    with world.as_("tage") as tage:
        assert "Bara den som är barnensbästa-ansvarig" in str(policy.may_receive(tage, sent).reason)
    actions.receive(signal=sent, by=world.actor("rut"))
    with world.as_("rut") as rut:
        assert "redan mottagen" in str(policy.may_receive(rut, Signal.objects.visible_to(rut).get()).reason)


def test_the_matter_is_carried_by_the_responsible_while_it_is_open(world: World, matter: Matter) -> None:
    with world.as_("rut") as rut:
        assert policy.may_work(rut, matter)
        assert policy.may_move(rut, matter, State.GATHERING)
        assert "kan inte gå dit" in str(policy.may_move(rut, matter, State.COOPERATING).reason)
        assert "kan inte gå dit" in str(policy.may_move(rut, matter, State.CLOSED).reason)
    with world.as_("kim") as kim:
        assert "för ärendet vidare" in str(policy.may_work(kim, matter).reason)
        assert "för ärendet vidare" in str(policy.may_move(kim, matter, State.GATHERING).reason)
        assert "för ärendet vidare" in str(policy.may_close(kim, matter, Outcome.UNFOUNDED).reason)
    closed = actions.close(matter=matter, outcome=Outcome.UNFOUNDED, because="Det är fel barn.", by=world.actor("rut"))
    with world.as_("rut") as rut:
        assert "är avslutat" in str(policy.may_work(rut, closed).reason)
        assert "är avslutat" in str(policy.may_close(rut, closed, Outcome.UNFOUNDED).reason)


def test_the_outcome_fits_where_the_matter_stands(world: World, matter: Matter) -> None:
    with world.as_("rut") as rut:
        assert policy.may_close(rut, matter, Outcome.UNFOUNDED)
        assert "Välj ett annat utfall" in str(policy.may_close(rut, matter, Outcome.PLAN_DONE).reason)


def test_a_hand_over_is_closed_by_somebody_who_works_with_the_child(world: World, matter: Matter) -> None:
    rut = world.actor("rut")
    actions.move(matter=matter, state=State.GATHERING, by=rut)
    matter = actions.move(matter=matter, state=State.HANDING_OVER, by=rut)
    with world.as_("kim") as kim:
        assert policy.may_close(kim, matter, Outcome.HANDED_OVER)
    with world.as_("gunnar") as gunnar:
        assert "kvitterar" in str(policy.may_close(gunnar, matter, Outcome.HANDED_OVER).reason)
    closed = actions.close(
        matter=matter, outcome=Outcome.HANDED_OVER, because="Kurator tar vid.", by=world.actor("kim")
    )
    assert closed.state == State.CLOSED


def test_a_signal_is_not_dated_in_the_future(world: World) -> None:
    tomorrow = clock.today().replace(year=clock.today().year + 1)
    with pytest.raises(ValidationError, match="inte varit än"):
        actions.notice(child=world.elsa, what_was_seen="x", seen_on=tomorrow, by=world.actor("rut"))


def test_an_unseen_open_matter_is_told_of_when_the_baton_has_crossed_an_area(world: World, matter: Matter) -> None:
    rut, gunnar = world.actor("rut"), world.actor("gunnar")
    notices.settle(child_id=world.elsa.pk, subject=matter.pk, by=rut)  # as when the work goes on in a plan
    responsibility.offer(child=world.elsa, to=world.assignments["gunnar"], because="Elsa flyttar snart.", by=rut)
    with world.as_("gunnar"):
        asked = Responsibility.objects.visible_to(gunnar).current().get()
    responsibility.accept(responsibility=asked, by=gunnar)
    new = actions.notice(child=world.elsa, what_was_seen="Nytt", seen_on=clock.today(), by=gunnar)
    with pytest.raises(Denied, match="öppet ärende hos den som var ansvarig förut"):
        actions.receive(signal=new, by=gunnar)
