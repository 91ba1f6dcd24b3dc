"""The pages about the child's plan."""

from kronobarn.plans.views.agreeing import activate, agree, agree_for, heard, revise, version
from kronobarn.plans.views.deciding import decisions, from_meeting, lay_aside, take, take_up
from kronobarn.plans.views.goals import (
    add_action,
    add_goal,
    change_action,
    change_goal,
    drop_goal,
    finish_action,
    reply,
)
from kronobarn.plans.views.leading import answer_lead, lead, take_back_lead
from kronobarn.plans.views.others import change_other, end_other, note_other
from kronobarn.plans.views.papers import childs, childs_paper, faces, paper
from kronobarn.plans.views.plan import close, plan, start, words
from kronobarn.plans.views.services import add_party, answer, change_contact, let_go, share
from kronobarn.plans.views.withholding import withhold

__all__ = [
    "activate",
    "add_action",
    "add_goal",
    "add_party",
    "agree",
    "agree_for",
    "answer",
    "answer_lead",
    "change_action",
    "change_contact",
    "change_goal",
    "change_other",
    "childs",
    "childs_paper",
    "close",
    "decisions",
    "drop_goal",
    "end_other",
    "faces",
    "finish_action",
    "from_meeting",
    "heard",
    "lay_aside",
    "lead",
    "let_go",
    "note_other",
    "paper",
    "plan",
    "reply",
    "revise",
    "share",
    "start",
    "take",
    "take_back_lead",
    "take_up",
    "version",
    "withhold",
    "words",
]
