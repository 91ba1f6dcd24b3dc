"""What is typed while gathering, analysing and deciding. Shape only: the actions know the rules."""

from kronobarn.assessments.forms.analysing import AnalysisForm, DecideForm, HandoverForm
from kronobarn.assessments.forms.common import as_ground
from kronobarn.assessments.forms.gathering import AskForm, FinishForm, MoreForm, ToldForm
from kronobarn.assessments.forms.telling import KEEP, SOMEBODY_ELSE, TellForm

__all__ = [
    "KEEP",
    "SOMEBODY_ELSE",
    "AnalysisForm",
    "AskForm",
    "DecideForm",
    "FinishForm",
    "HandoverForm",
    "MoreForm",
    "TellForm",
    "ToldForm",
    "as_ground",
]
