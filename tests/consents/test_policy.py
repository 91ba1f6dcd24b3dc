"""Who may ask, answer, write down and withdraw, and what whoever may not is told."""

from collections.abc import Callable

import pytest

from kronobarn.circles import actions as circles
from kronobarn.consents import actions, policy
from kronobarn.consents.models import Consent
from kronobarn.consents.rules import Basis
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Decision
from tests.consents.matters import asked, cooperating, yes
from tests.world import World

Prepare = Callable[[World, dict[str, Consent]], object]


def waiting(world: World, consents: dict[str, Consent]) -> None:
    """Nobody has answered."""


def given(world: World, consents: dict[str, Consent]) -> None:
    yes(world, consents["eva"])


def refused(world: World, consents: dict[str, Consent]) -> None:
    actions.answer(consent=consents["eva"], by=world.actor("eva"))


def withdrawn(world: World, consents: dict[str, Consent]) -> None:
    given(world, consents)
    actions.withdraw(consent=consents["eva"], by=world.actor("eva"))


def replaced(world: World, consents: dict[str, Consent]) -> None:
    actions.record_alternative(
        consent=consents["eva"], basis=Basis.OTHER, reason="Hon är på sjön.", by=world.actor("rut")
    )


CASES = [
    (policy.may_answer, "eva", waiting, ""),
    (policy.may_answer, "emil", waiting, "Bara den som har fått frågan"),
    (policy.may_answer, "rut", waiting, "Bara den som har fått frågan"),
    (policy.may_answer, "eva", given, "redan besvarad"),
    (policy.may_answer, "eva", refused, ""),
    (policy.may_answer, "eva", withdrawn, "tillbakadraget"),
    (policy.may_record, "rut", waiting, ""),
    (policy.may_record, "tage", waiting, "Berätta för hen"),
    (policy.may_record, "eva", waiting, "Berätta för hen"),
    (policy.may_record, "rut", given, "redan besvarad"),
    (policy.may_withdraw, "eva", waiting, "inget samtycke"),
    (policy.may_withdraw, "eva", given, ""),
    (policy.may_withdraw, "rut", given, ""),
    (policy.may_withdraw, "emil", given, "den som har sagt ja"),
    (policy.may_withdraw, "tage", given, "den som har sagt ja"),
    (policy.may_withdraw, "eva", withdrawn, "inget samtycke"),
    (policy.may_record_alternative, "rut", waiting, ""),
    (policy.may_record_alternative, "tage", waiting, "Bara barnensbästa-ansvarig"),
    (policy.may_record_alternative, "rut", given, "har sagt ja"),
    (policy.may_record_alternative, "rut", refused, ""),
    (policy.may_record_alternative, "rut", replaced, "redan inskriven"),
]


@pytest.mark.parametrize(("may", "who", "prepare", "reason"), CASES)
def test_reasons(
    world: World, may: Callable[[Actor, Consent], Decision], who: str, prepare: Prepare, reason: str
) -> None:
    consents = asked(world, cooperating(world).pk)
    circles.seat(child_id=world.elsa.pk, assignment=world.assignments["tage"], why="x", by=world.actor("rut"))
    prepare(world, consents)
    with world.as_("rut"):
        consent = Consent.objects.select_related("record").get(pk=consents["eva"].pk)

    with world.as_(who) as actor:
        decision = may(actor, consent)

    assert reason in str(decision.reason)
    assert bool(decision) == (not reason)


@pytest.mark.parametrize(
    ("basis", "allowed"),
    [(Basis.FB_6_13_2, False), (Basis.OTHER, False), (Basis.FB_6_13_A, True), (Basis.SOLE_CUSTODY, True)],
)
def test_some_grounds_do_not_stand_against_a_no(world: World, basis: Basis, allowed: bool) -> None:
    consents = asked(world, cooperating(world).pk)
    refused(world, consents)

    with world.as_("rut") as rut:
        consent = Consent.objects.get(pk=consents["eva"].pk)
        assert bool(policy.may_record_alternative(rut, consent, basis)) == allowed


@pytest.mark.parametrize(("who", "allowed"), [("rut", True), ("eva", False), ("birgit", False)])
def test_who_asks(world: World, who: str, allowed: bool) -> None:
    with world.as_(who) as actor:
        assert bool(policy.may_ask(actor, world.elsa.pk)) == allowed
