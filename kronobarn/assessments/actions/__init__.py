"""Everything that changes what is gathered and decided about a child's situation. Nothing else writes to it."""

from kronobarn.assessments.actions.answering import (
    decline_source,
    give_back_source,
    mark_source_done,
    mark_source_told,
    remind_source,
    take_source,
)
from kronobarn.assessments.actions.asking import ask_source
from kronobarn.assessments.actions.deciding import READ_WITHIN, WORDS, analyse, decide, need_more
from kronobarn.assessments.actions.handing_over import decline_handover, receive_handover, withdraw_handover
from kronobarn.assessments.actions.telling import observe

__all__ = [
    "READ_WITHIN",
    "WORDS",
    "analyse",
    "ask_source",
    "decide",
    "decline_handover",
    "decline_source",
    "give_back_source",
    "mark_source_done",
    "mark_source_told",
    "need_more",
    "observe",
    "receive_handover",
    "remind_source",
    "take_source",
    "withdraw_handover",
]
