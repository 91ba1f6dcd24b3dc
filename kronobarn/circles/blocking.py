"""What a child has had closed to other units (PDL 4 kap. 4 §), as each reader may be told of it."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, Q, TextField

from kronobarn.authorities.models import Unit
from kronobarn.circles import places
from kronobarn.circles.models import Block, Record
from kronobarn.circles.rules import BLOCKABLE
from kronobarn.core.actor import Actor
from kronobarn.core.withheld import not_blocked
from kronobarn.people.models import Child

OWN: Final = "own"
CLOSED: Final = "closed"


def near(column: str) -> Func:
    """What the reader may be told of the child that the column names: that they may read a block, that there is one."""
    return Func(F(column), function="circles_blocks_near", output_field=ArrayField(TextField()))


@dataclass(frozen=True)
class Told:
    """What the pages about one child say of blocks."""

    blocks: list[tuple[Block, str, str]]
    """Those that the reader may read, with the unit and the service, as far as places are told."""
    closed: bool = False
    """There is one of which the reader may know no more."""


def told(child: Child, actor: Actor) -> Told:
    """For a child that came through the door, which has brought along whether there is anything to ask for."""
    brought: list[str] = getattr(child, "blocks", [])
    return Told(_own(child, actor) if OWN in brought else [], closed=CLOSED in brought)


def is_closed(child_id: UUID, actor: Actor) -> bool:
    """Whether there is something that is blocked for the actor's unit."""
    found = Child.objects.visible_to(actor).filter(pk=child_id).annotate(told=near("pk")).values_list("told", flat=True)
    return any(CLOSED in told for told in found)


def _own(child: Child, actor: Actor) -> list[tuple[Block, str, str]]:
    rows = Block.objects.visible_to(actor).standing().filter(child=child).select_related("unit", "area")
    return [
        (row, places.unit(child, actor, row.unit), places.area(child, actor, row.area))
        for row in rows.order_by("since", "pk")
    ]


def unit_of(actor: Actor) -> Unit | None:
    """Where the actor works, with the area that the regime is of."""
    return Unit.objects.select_related("area").filter(pk=actor.unit_id).first() if actor.unit_id else None


def has_the_right(unit: Unit | None) -> bool:
    """Whether the law lets a child have closed what is documented there."""
    return unit is not None and unit.area.regime in BLOCKABLE


def passes(row: Any, actor: Actor) -> bool:
    """Whether somebody sees a row, of what a record says, although it is blocked for their unit."""
    record_id: UUID = getattr(row, "record_id", row.pk)
    return Record.objects.filter(~Q(not_blocked("pk")), pk=record_id).exists()
