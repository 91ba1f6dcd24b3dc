"""Everything that changes a consent, and what is shared because of one. Nothing else writes to them."""

from kronobarn.consents.actions.alternatives import record_alternative
from kronobarn.consents.actions.answers import answer, record_answer, withdraw
from kronobarn.consents.actions.ending import look_over
from kronobarn.consents.actions.maturity import assess_maturity
from kronobarn.consents.actions.questions import DRAFT, ask, sound_period
from kronobarn.consents.actions.sharing import carry, disclose, pass_on, record_oral

__all__ = [
    "DRAFT",
    "answer",
    "ask",
    "assess_maturity",
    "carry",
    "disclose",
    "look_over",
    "pass_on",
    "record_alternative",
    "record_answer",
    "record_oral",
    "sound_period",
    "withdraw",
]
