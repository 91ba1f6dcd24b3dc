"""The places where a note can be put: the headings of *Min värld*, and the four fields of *motståndskraft*. Pure.

Both come from GIRFEC (My World Triangle, Resilience Matrix; domain.md 1.4, 1.5) and are what a county may switch on in
its practice pack. A note is put in a place by choosing it from a list. Nothing is counted, weighed or added up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kronobarn.practice.schema import Pack


class Module(StrEnum):
    MY_WORLD = "my_world"
    RESILIENCE = "resilience"


GOOD_FIELDS: frozenset[str] = frozenset({"resilience", "protection"})
"""Fields for what helps. The other two are for what is hard."""
FIELDS: tuple[str, ...] = ("resilience", "vulnerability", "protection", "adversity")
"""In the order in which they are read: what is in the child, then what is around it; what helps first."""


@dataclass(frozen=True)
class Place:
    """Where a note can be put."""

    key: str
    label: str
    meaning: str
    examples: Sequence[str] = ()


@dataclass(frozen=True)
class Side:
    """A group of places: a side of the triangle, or the whole matrix."""

    key: str
    label: str
    places: Sequence[Place]


@dataclass(frozen=True)
class Map:
    """One module as a county's pack has it."""

    module: Module
    label: str
    meaning: str
    confirmed: bool
    sides: Sequence[Side]

    def place(self, key: str) -> Place:
        """Raises KeyError for a place that is not in this version."""
        for side in self.sides:
            for place in side.places:
                if place.key == key:
                    return place
        raise KeyError(key)


def switched_on(pack: Pack, module: Module) -> Map | None:
    """The module in this version of the practice model; None when the county does not use it."""
    if module == Module.MY_WORLD:
        world = pack.modules.my_world
        if world is None or not world.on:
            return None
        sides = [
            Side(side.key, side.label, [Place(one.key, one.label, one.meaning) for one in side.headings])
            for side in world.sides
        ]
        return Map(module, world.label, world.meaning, world.confirmed, sides)
    matrix = pack.modules.resilience
    if matrix is None or not matrix.on:
        return None
    fields = [(key, getattr(matrix, key)) for key in FIELDS]
    places = [Place(key, field.label, field.meaning, field.examples) for key, field in fields]
    return Map(module, matrix.label, matrix.meaning, matrix.confirmed, [Side("matrix", matrix.label, places)])


def all_on(pack: Pack) -> list[Map]:
    """The modules that are switched on."""
    return [found for module in Module if (found := switched_on(pack, module))]


def draft_key(matter: object, module: Module) -> str:
    """The name a half-written note is kept under."""
    return f"note:{matter}:{module}"
