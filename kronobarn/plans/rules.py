"""The child's plan as states, and what is asked before it holds. Pure."""

from enum import StrEnum

FEWEST_SERVICES = 2
"""One service alone needs no plan together: its own support is enough, and complete."""


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


class Condition(StrEnum):
    """What must hold before a plan can be active. The demands are ours, the words the practice pack's."""

    CHILD_VIEW = "child_view"
    SERVICES = "services"
    CONTACTS = "contacts"
    CONSENT = "consent"
    LEAD = "lead"
    NEXT_REVIEW = "next_review"
