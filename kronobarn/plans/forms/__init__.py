"""Forms about the plan. They know fields, labels and shape; what is allowed is for the actions to say."""

from kronobarn.plans.forms.agreeing import AgreeForForm, AgreeForm, CloseForm, HeardForm, LayAsideForm
from kronobarn.plans.forms.base import SeenForm
from kronobarn.plans.forms.content import (
    SOMEBODY_ELSE,
    ActionForm,
    EndOtherForm,
    GoalForm,
    NewActionForm,
    OtherForm,
    ReplyForm,
    WordsForm,
)
from kronobarn.plans.forms.services import AnswerForm, AnswerLeadForm, ContactForm, LeadForm, LeaveForm

__all__ = [
    "SOMEBODY_ELSE",
    "ActionForm",
    "AgreeForForm",
    "AgreeForm",
    "AnswerForm",
    "AnswerLeadForm",
    "CloseForm",
    "ContactForm",
    "EndOtherForm",
    "GoalForm",
    "HeardForm",
    "LayAsideForm",
    "LeadForm",
    "LeaveForm",
    "NewActionForm",
    "OtherForm",
    "ReplyForm",
    "SeenForm",
    "WordsForm",
]
