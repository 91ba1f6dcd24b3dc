"""The pages of step two. Each translates HTTP to one read or one call."""

from kronobarn.assessments.views.analysing import analysis, decide
from kronobarn.assessments.views.gathering import ask, done, gathering, source, told
from kronobarn.assessments.views.handing_over import handover, withdraw_handover
from kronobarn.assessments.views.telling import tell, wheel

__all__ = [
    "analysis",
    "ask",
    "decide",
    "done",
    "gathering",
    "handover",
    "source",
    "tell",
    "told",
    "wheel",
    "withdraw_handover",
]
