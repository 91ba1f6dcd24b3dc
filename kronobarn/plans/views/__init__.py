"""The pages about the child's plan."""

from kronobarn.plans.views.agreeing import activate, agree, agree_for, revise, version
from kronobarn.plans.views.deciding import decisions, from_meeting, take
from kronobarn.plans.views.goals import (
    add_action,
    add_goal,
    change_action,
    change_goal,
    drop_goal,
    finish_action,
    reply,
)
from kronobarn.plans.views.papers import childs, childs_paper, paper
from kronobarn.plans.views.plan import close, lead, plan, start, words
from kronobarn.plans.views.services import add_party, answer, change_contact, let_go, share

__all__ = [
    "activate",
    "add_action",
    "add_goal",
    "add_party",
    "agree",
    "agree_for",
    "answer",
    "change_action",
    "change_contact",
    "change_goal",
    "childs",
    "childs_paper",
    "close",
    "decisions",
    "drop_goal",
    "finish_action",
    "from_meeting",
    "lead",
    "let_go",
    "paper",
    "plan",
    "reply",
    "revise",
    "share",
    "start",
    "take",
    "version",
    "words",
]
