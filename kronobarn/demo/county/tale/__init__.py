"""The verbs that the county's stories are told with."""

from kronobarn.demo.county.tale.base import JOINT, SOLE, Born, Expected
from kronobarn.demo.county.tale.planning import Aim, Does
from kronobarn.demo.county.tale.reviewing import Reviewing as Tale
from kronobarn.demo.county.tale.together import ALL_KINDS, ToDo

__all__ = ["ALL_KINDS", "JOINT", "SOLE", "Aim", "Born", "Does", "Expected", "Tale", "ToDo"]
