"""The pages of step two. Each translates HTTP to one read or one call."""

from kronobarn.assessments.views.analysing import analysis, decide
from kronobarn.assessments.views.gathering import ask, box, done, gathering, give_back, more, remind, source, take, told
from kronobarn.assessments.views.handing_over import handover, withdraw_handover
from kronobarn.assessments.views.telling import over_time, tell, wheel, wheel_paper

__all__ = [
    "analysis",
    "ask",
    "box",
    "decide",
    "done",
    "gathering",
    "give_back",
    "handover",
    "more",
    "over_time",
    "remind",
    "source",
    "take",
    "tell",
    "told",
    "wheel",
    "wheel_paper",
    "withdraw_handover",
]
