"""The pages about who sits with a child, and who can see what."""

from kronobarn.circles.views.blocking import block, lift
from kronobarn.circles.views.children import (
    ask,
    children,
    choose_unit,
    come_forward,
    end,
    end_disclosure,
    find,
    people,
    sharing,
)
from kronobarn.circles.views.withholding import withheld, withhold

__all__ = [
    "ask",
    "block",
    "children",
    "choose_unit",
    "come_forward",
    "end",
    "end_disclosure",
    "find",
    "lift",
    "people",
    "sharing",
    "withheld",
    "withhold",
]
