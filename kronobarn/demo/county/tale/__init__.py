"""The verbs that the county's stories are told with."""

from kronobarn.demo.county.tale.base import JOINT, SOLE, Born, Expected
from kronobarn.demo.county.tale.planning import Aim, Does
from kronobarn.demo.county.tale.together import ALL_KINDS, ToDo
from kronobarn.demo.county.tale.writing import Writing as Tale

__all__ = ["ALL_KINDS", "JOINT", "SOLE", "Aim", "Born", "Does", "Expected", "Tale", "ToDo"]
