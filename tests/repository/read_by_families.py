"""Words that stand in tables, and that a family reads on the pages about its own child when the day comes."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils import translation

from kronobarn.circles import places
from kronobarn.circles.models import Record
from kronobarn.communication.models import Thread
from kronobarn.consents.models import Consent
from kronobarn.meetings.models import Invited, Meeting
from kronobarn.plans import sentences
from kronobarn.plans.models import Agreement, Goal, OtherPlan, Party, Plan, PlanAction
from kronobarn.reviews.models import GoalReview, Review

TABLES: Final[tuple[Mapping[Any, Any], ...]] = (
    places._OF_KIND,
    places._OF_REGIME,
    Record.KINDS,
    Thread.SUBJECTS,
    Thread.STATES,
    Consent.FORMS,
    Consent.STATES,
    Meeting.STATES,
    Invited.ANSWERS,
    Plan.STATES,
    Plan.HEARD,
    Party.ANSWERS,
    Goal.STATES,
    Goal.SAID_BY,
    PlanAction.STATES,
    PlanAction.REPLIES,
    OtherPlan.KINDS,
    Agreement.ANSWERS,
    Agreement.FORMS,
    Review.OUTCOMES,
    GoalReview.VERDICTS,
    sentences.CHANGES,
    sentences.SIP_ITEMS,
    sentences.SIP_GAPS,
)


def words() -> Iterator[str]:
    """Each as it stands in the code."""
    with translation.override("sv"):
        for table in TABLES:
            yield from map(str, table.values())
