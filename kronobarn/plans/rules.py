"""The child's plan as states, and what is asked before it holds. Pure."""

from datetime import timedelta
from enum import StrEnum

FEWEST_SERVICES = 2
"""One service alone needs no plan together: its own support is enough, and complete."""


ANSWER_LEAD_WITHIN = timedelta(days=5)
"""So long somebody who is asked to hold the plan together has, before the question comes up with the one who holds it."""
TALK_WITHIN = timedelta(days=7)
TAKE_IN_WITHIN = timedelta(days=7)
LATE_FOR_RESPONSIBLE = timedelta(days=7)
LATE_FOR_MANAGER = timedelta(days=21)
"""A review that has not been held waits for the lead from its day, then for the responsible, then for the unit's manager."""


class State(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    CLOSED = "closed"


NEXT: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.ACTIVE, State.CLOSED}),
    State.ACTIVE: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
}


class Answer(StrEnum):
    """Whether a service takes part."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LEFT = "left"


TAKING_PART: frozenset[Answer] = frozenset({Answer.ASKED, Answer.ACCEPTED})


class GoalState(StrEnum):
    ACTIVE = "active"
    REACHED = "reached"
    DROPPED = "dropped"


class ActionState(StrEnum):
    OPEN = "open"
    DONE = "done"
    STOPPED = "stopped"


class Reply(StrEnum):
    """What whoever is to do something says about it. A plan holds while somebody wants a change; it is seen by all."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    CHANGE = "change"
    DECLINED = "declined"


WITH_WORDS: frozenset[Reply] = frozenset({Reply.CHANGE, Reply.DECLINED})


def draft_key(form: str, about: object) -> str:
    """The name under which what is half-written in one of the plan's forms is kept."""
    return f"plan:{form}:{about}"


def is_taken_on(state: str, reply: str) -> bool:
    """Whether somebody does it or has done it: not what is stopped, nor what whoever was asked cannot do."""
    return state == ActionState.DONE or (state == ActionState.OPEN and reply != Reply.DECLINED)


class SaidBy(StrEnum):
    """Whose words a goal is in."""

    CHILD = "child"
    GUARDIAN = "guardian"
    PROFESSIONAL = "professional"


class AgreementAnswer(StrEnum):
    AGREES = "agrees"
    PARTLY = "partly"
    DISAGREES = "disagrees"


class AgreementForm(StrEnum):
    SIGNED_IN = "signed_in"
    ORAL = "oral"
    WRITTEN = "written"


class Heard(StrEnum):
    """How the family has been heard before the plan holds, or why it has not."""

    MEETING = "meeting"
    TALK = "talk"
    ABSENT = "absent"
    DECLINED = "declined"


NOT_HEARD: frozenset[Heard] = frozenset({Heard.ABSENT, Heard.DECLINED})
"""They were called. The responsible says why going on without them is best for the child."""


class OtherKind(StrEnum):
    """Plans that exist beside this one."""

    SIP = "sip"
    SCHOOL = "school"
    CARE = "care"
    SOCIAL = "social"
    HABILITATION = "habilitation"
    LSS = "lss"
    SELF_CARE = "self_care"


class Condition(StrEnum):
    """What must hold before a plan can be active. The demands are ours, the words the practice pack's."""

    CHILD_VIEW = "child_view"
    HEARD = "heard"
    SERVICES = "services"
    CONTACTS = "contacts"
    CONSENT = "consent"
    LEAD = "lead"
    NEXT_REVIEW = "next_review"
