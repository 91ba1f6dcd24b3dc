"""Which columns of each table are given to the person they are about, and which are examined first.

A table or a column that is not here is not given: `tests/rights` holds every table about a child to one of the lists.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from kronobarn.assessments.models import Analysis, Handover, Observation, Source
from kronobarn.chronology.models import LifeEvent
from kronobarn.circles.models import Withheld
from kronobarn.circles.rules import Kind
from kronobarn.communication.models import Message, Participant, Thread
from kronobarn.concerns.models import Closing, Matter, Signal
from kronobarn.consents.models import Answer, Consent, LawfulAlternative, Maturity
from kronobarn.documents.models import Document
from kronobarn.guests.models import Guest
from kronobarn.meetings.models import Invited, Meeting, MeetingDecision, ProposedTime, SharedNotes, TimeAnswer
from kronobarn.my_world.models import Note
from kronobarn.plans.models import Agreement, Goal, OtherPlan, Party, Plan, PlanAction, PlanVersion, VersionPart
from kronobarn.reviews.models import ActionReview, GoalReview, Review
from kronobarn.wheel.models import Answered, Sitting


@dataclass(frozen=True)
class Told:
    """What is given of one table's rows."""

    facts: tuple[str, ...]
    words: tuple[str, ...] = ()
    """Given unless another guardian said them."""
    speaker: str = ""
    """The column that says who did; without one, whoever wrote the record."""
    order: str = "pk"


TOLD: Final[Mapping[type[models.Model], Told]] = {
    Matter: Told(("state", "outcome", "closed_at")),
    Closing: Told(("because",)),
    Signal: Told(("what_was_seen", "seen_on", "child_knows", "guardians_know", "urgent", "sent_at", "received_at")),
    Source: Told(
        ("kind", "unit", "assignment", "state", "question", "purpose", "due_on", "earlier", "told_how", "finished_at"),
        order="asked_at",
    ),
    Observation: Told(
        ("area_key", "perspective", "known_how"),
        words=("answer", "feeling", "talk_more", "works", "hard", "exact_words"),
        speaker="told_by_id",
    ),
    Guest: Told(
        ("label", "area_key", "question", "purpose", "agreed", "until", "answered_at", "withdrawn_at"), order="asked_at"
    ),
    Sitting: Told(("present", "own_picture", "nickname", "state", "talk_again_on", "hears_on", "began_at", "ended_at")),
    Answered: Told(("area_key", "together", "show_professions", "chosen_at"), order="area_key"),
    Analysis: Told(
        (
            "works",
            "worries",
            "unknown",
            "answers",
            "child_view",
            "child_view_how",
            "guardians_view",
            "disagreement",
            "decision",
            "reason",
            "to_unit",
            "decided_at",
        )
    ),
    Handover: Told(("to_assignment", "asked_at", "received_at", "declined_at", "withdrawn_at", "answer")),
    Consent: Told(
        (
            "as_role",
            "services",
            "kinds",
            "why",
            "text_version",
            "since",
            "until",
            "state",
            "form",
            "answered_at",
            "withdrawn_at",
        ),
        speaker="giver_id",
    ),
    Answer: Told(
        ("state", "form", "services", "kinds", "until", "said_on", "interpreter_language", "interpreter", "kept_at"),
        words=("how",),
        order="recorded_at",
    ),
    # What is in it is the words of whoever handed it in, or signed it: the giver of the consent that it lies with.
    Document: Told(
        (
            "form",
            "pages",
            "added_at",
            "came_from",
            "handed_in_by",
            "handed_in_as",
            "handed_in_on",
            "removed_at",
            "removed_because",
        ),
        words=("content",),
        speaker="handed_in_by_id",
        order="added_at",
    ),
    Maturity: Told(("part", "reason", "assessed_at")),
    Meeting: Told(
        (
            "state",
            "starts_at",
            "minutes",
            "place",
            "child_wishes",
            "wish_who",
            "wish_where",
            "wish_avoid",
            "interpreter",
            "video_link",
            "said",
            "notes",
            "held_at",
            "cancelled_at",
            "cancelled_because",
        ),
        words=("disagreement",),
    ),
    Invited: Told(("person", "assignment", "label", "came")),
    ProposedTime: Told(("starts_at",), order="number"),
    TimeAnswer: Told(("number", "person", "fits"), order="number"),
    MeetingDecision: Told(
        ("number", "text", "person", "assignment", "due_on", "laid_aside_at", "laid_aside_because"),
        order="number",
    ),
    Plan: Told(
        (
            "state",
            "child_wants",
            "child_view_how",
            "heard",
            "heard_on",
            "heard_how",
            "heard_why",
            "lead",
            "lead_asked",
            "lead_asked_at",
            "lead_no",
            "next_review_on",
            "contingency",
            "disagreement",
            "activated_at",
            "closed_at",
            "closed_because",
            "evaluation_child",
            "evaluation_guardians",
        )
    ),
    Party: Told(("area", "contact", "answer", "why", "answered_at")),
    OtherPlan: Told(("kind", "area", "since", "where_kept", "ended_on"), order="since"),
    Goal: Told(("area_key", "need", "desired_outcome", "how_we_see_it", "said_by", "state"), order="number"),
    PlanAction: Told(
        (
            "what",
            "first_step",
            "area",
            "person",
            "assignment",
            "helper",
            "since",
            "until",
            "state",
            "done_at",
            "reply",
            "reply_words",
            "replied_at",
        ),
        order="since",
    ),
    PlanVersion: Told(("number", "content", "agreed_at"), order="number"),
    VersionPart: Told(("content",), order="place"),
    Agreement: Told(("version", "person", "form", "said_at"), words=("answer", "words"), speaker="person_id"),
    Review: Told(("held_on", "child_view", "next_on", "outcome", "done_at")),
    GoalReview: Told(("verdict", "now", "why")),
    ActionReview: Told(("before",), order="place"),
    Note: Told(("module", "place", "perspective"), words=("works", "hard", "said_by")),
    Thread: Told(("subject", "heading", "state", "began_at", "closed_at", "closed_because")),
    Participant: Told(("person", "assignment", "since", "until"), order="since"),
    Message: Told(
        ("person", "assignment", "sent_at", "struck_at", "struck_because"),
        words=("text",),
        speaker="person_id",
        order="sent_at",
    ),
    LifeEvent: Told(("what", "precision", "significance", "known", "action", "no_action_because"), words=("source",)),
}

NOT_GIVEN: Final[Mapping[type[models.Model], str]] = {
    Withheld: "what a guardian must not know of, and why, is not told to the family",
    SharedNotes: "what is shown while a meeting goes on is emptied when it is over, and then the meeting says it",
    LawfulAlternative: "why one guardian's yes is not needed is about that guardian",
}
"""What is examined before it is given, whoever asks."""

OWN_ONLY: Final = frozenset({Kind.SIGNAL})
"""Records that are given only to whoever wrote them: who noticed something is examined first."""

LABELS: Final[Mapping[str, Any]] = {
    "activated_at": _("Gäller från"),
    "answered_at": _("Svarade"),
    "area": _("Verksamhet"),
    "asked_at": _("Frågad"),
    "assessed_at": _("Bedömt"),
    "assignment": _("Vem på jobbet"),
    "cancelled_at": _("Inställt"),
    "closed_at": _("Avslutat"),
    "contact": _("Kontaktperson"),
    "decided_at": _("Beslutat"),
    "declined_at": _("Tackade nej"),
    "done_at": _("Klart"),
    "finished_at": _("Berättade klart"),
    "held_at": _("Hölls"),
    "lead": _("Samverkansansvarig"),
    "lead_asked": _("Tillfrågad om att hålla ihop planen"),
    "lead_asked_at": _("Tillfrågad"),
    "person": _("Vem"),
    "received_at": _("Mottaget"),
    "to_assignment": _("Till"),
    "to_unit": _("Till enhet"),
    "unit": _("Enhet"),
    "version": _("Version"),
    "withdrawn_at": _("Tillbakadraget"),
}
"""What a column is called to a reader, where the table does not say."""


def tables() -> list[type[Any]]:
    """The tables in the order in which a matter is read."""
    return list(TOLD)
