"""What the two modules are, *Min värld* and *motståndskraft*. Pure.

Both come from GIRFEC (My World Triangle, Resilience Matrix; domain.md 1.4, 1.5) and are what a county may switch on in
its practice pack. A note is put in a place by choosing it from a list. Nothing is counted, weighed or added up.
"""

from enum import StrEnum


class Module(StrEnum):
    MY_WORLD = "my_world"
    RESILIENCE = "resilience"


GOOD_FIELDS: frozenset[str] = frozenset({"resilience", "protection"})
"""Fields for what helps. The other two are for what is hard."""
FIELDS: tuple[str, ...] = ("resilience", "vulnerability", "protection", "adversity")
"""In the order in which they are read: what is in the child, then what is around it; what helps first."""


def draft_key(matter: object, module: Module) -> str:
    """The name a half-written note is kept under."""
    return f"note:{matter}:{module}"
