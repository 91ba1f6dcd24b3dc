"""Elsa's matter, carried to where the family is asked."""

from datetime import date, timedelta
from uuid import UUID

from kronobarn.concerns import actions as concerns
from kronobarn.concerns.models import Matter
from kronobarn.concerns.rules import State
from kronobarn.consents import actions
from kronobarn.consents.models import Consent
from kronobarn.core import clock
from tests.told import told_once
from tests.world import World

KINDS = ["school", "health", "support"]


@told_once
def cooperating(world: World) -> Matter:
    """Rut has received a signal about Elsa and decided that more services are needed."""
    rut = world.actor("rut")
    signal = concerns.notice(child=world.elsa, what_was_seen="Trött på morgonen.", seen_on=clock.today(), by=rut)
    matter = concerns.receive(signal=signal, by=rut)
    concerns.move(matter=matter, state=State.GATHERING, by=rut)
    return concerns.move(matter=matter, state=State.COOPERATING, by=rut)


def in_days(days: int) -> date:
    return clock.today() + timedelta(days=days)


def areas(world: World, *keys: str) -> list[int]:
    return [world.areas[key].pk for key in keys]


@told_once
def asked(world: World, matter_id: UUID, *keys: str, days: int = 180) -> dict[str, Consent]:
    """Rut has asked everyone who decides; by the first name of the giver."""
    consents = actions.ask(
        matter_id=matter_id,
        services=areas(world, *(keys or ("bhv", "bup"))),
        kinds=KINDS,
        why="För att hjälpa Elsa att komma till skolan.",
        until=in_days(days),
        by=world.actor("rut"),
    )
    return {consent.giver.username: consent for consent in consents if consent.giver is not None}


@told_once
def yes(world: World, consent: Consent, *keys: str, days: int | None = None) -> Consent:
    """The giver says yes, signed in: to everything, or to these services."""
    assert consent.giver is not None
    return actions.answer(
        consent=consent,
        services=areas(world, *keys) if keys else consent.asked_services,
        kinds=consent.asked_kinds,
        until=in_days(days) if days is not None else None,
        by=world.actor(consent.giver.username),
    )


@told_once
def agreed(world: World, matter_id: UUID, *keys: str) -> dict[str, Consent]:
    """Eva and Emil have both said yes."""
    consents = asked(world, matter_id, *keys)
    return {name: yes(world, consent) for name, consent in consents.items()}
