"""Everything that changes what is gathered and decided about a child's situation. Nothing else writes to it."""

from kronobarn.assessments.actions.asking import ask_source, decline_source, mark_source_done, mark_source_told
from kronobarn.assessments.actions.deciding import analyse, decide
from kronobarn.assessments.actions.handing_over import decline_handover, receive_handover, withdraw_handover
from kronobarn.assessments.actions.telling import observe

__all__ = [
    "analyse",
    "ask_source",
    "decide",
    "decline_handover",
    "decline_source",
    "mark_source_done",
    "mark_source_told",
    "observe",
    "receive_handover",
    "withdraw_handover",
]
