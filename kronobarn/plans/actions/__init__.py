"""Everything that changes a child's plan. Nothing else writes to it.

Whoever changes the plan says which `revision` they saw. If somebody else has saved in between,
nothing is written and `Stale` is raised.
"""

from kronobarn.plans.actions.chasing import chase_lead, chase_review
from kronobarn.plans.actions.decisions import ALREADY_THERE, lay_decision_aside, take_decision
from kronobarn.plans.actions.goals import (
    LAID_ASIDE,
    add_action,
    add_goal,
    change_action,
    change_goal,
    conclude_goal,
    finish_action,
    reply,
)
from kronobarn.plans.actions.hearing import hear
from kronobarn.plans.actions.leading import answer_lead, name_lead, take_back_lead
from kronobarn.plans.actions.others import change_other, end_other, note_other
from kronobarn.plans.actions.plan import choose_faces, close, put_aside, set_words, start
from kronobarn.plans.actions.services import add_party, answer_as_party, change_contact, let_go, share
from kronobarn.plans.actions.versions import activate, agree, follow_up, revise
from kronobarn.plans.actions.withholding import withhold

__all__ = [
    "ALREADY_THERE",
    "LAID_ASIDE",
    "activate",
    "add_action",
    "add_goal",
    "add_party",
    "agree",
    "answer_as_party",
    "answer_lead",
    "change_action",
    "change_contact",
    "change_goal",
    "change_other",
    "chase_lead",
    "chase_review",
    "choose_faces",
    "close",
    "conclude_goal",
    "end_other",
    "finish_action",
    "follow_up",
    "hear",
    "lay_decision_aside",
    "let_go",
    "name_lead",
    "note_other",
    "put_aside",
    "reply",
    "revise",
    "set_words",
    "share",
    "start",
    "take_back_lead",
    "take_decision",
    "withhold",
]
