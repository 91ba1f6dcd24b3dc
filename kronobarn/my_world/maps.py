"""The places where a note can be put, as a version of the practice model has them: headings, and fields."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from kronobarn.my_world.rules import FIELDS, Module
from kronobarn.practice import pack as packs
from kronobarn.practice.schema import Pack


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

    def headline(self, place: Place) -> str:
        """What a note there is called."""
        return f"{self.label}: {place.label}"

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


def headlines(version: str, stored: bool) -> dict[Hashable, str]:
    """Every note's headline that there can be in a version of the practice model."""
    return {
        (here.module, side.key, place.key): here.headline(place)
        for here in all_on(packs.of(version) if stored else packs.told(version))
        for side in here.sides
        for place in side.places
    }
