"""Rut writes about Elsa with Eva, her mother, and Birgit at BVC, whom the family lets in; Kim works beside Rut."""

from typing import Any
from uuid import UUID

from kronobarn.circles import actions as circles
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Role, SeatGround
from kronobarn.communication import actions
from kronobarn.communication.models import Message, Thread
from kronobarn.communication.rules import Subject
from tests.consents.matters import agreed, cooperating
from tests.told import told_once
from tests.world import World

WORDS = "Kan vi ses på torsdag?"


@told_once
def around(world: World) -> UUID:
    """Birgit and Kim have their places with Elsa."""
    matter = cooperating(world)
    agreed(world, matter.pk)
    rut = world.actor("rut")
    circles.seat(child_id=world.elsa.pk, assignment=world.assignments["kim"], why="Stöd", by=rut)
    circles.grant_seat(
        child_id=world.elsa.pk,
        role=Role.PARTICIPANT,
        ground=SeatGround.CONSENT,
        assignment=world.assignments["birgit"],
        by=rut,
    )
    circles.seat(child_id=world.elsa.pk, assignment=world.assignments["sofia"], why="Känner familjen", by=rut)
    return UUID(str(matter.pk))


def seats(world: World, *names: str) -> list[UUID]:
    with world.as_("rut"):
        rows = Seat.objects.standing().working().filter(child=world.elsa)
        found = {seat.person.username: seat.pk for seat in rows.select_related("person").order_by("-since")}
    return [found[name] for name in names]


def write(world: World, by: str = "rut", to: tuple[str, ...] = ("eva", "birgit"), **changed: Any) -> Thread:
    """A thread of two or more."""
    said: dict[str, Any] = {"subject": Subject.PRACTICAL, "heading": "Tid på torsdag", "text": WORDS}
    return actions.start(child=world.elsa, readers=seats(world, *to), by=world.actor(by), **said | changed)


@told_once
def begun(world: World) -> Thread:
    """What Rut wrote to Eva and Birgit."""
    around(world)
    return write(world)


def texts(world: World, who: str) -> list[str]:
    """Everything that somebody reads."""
    with world.as_(who) as actor:
        return list(Message.objects.visible_to(actor).order_by("sent_at", "pk").values_list("text", flat=True))
