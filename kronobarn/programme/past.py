"""What has been before the process came here, as it is brought in: rows that are not yet stored."""

from dataclasses import dataclass, field

from kronobarn.programme.models import Awaited, BodyDecision, Question


@dataclass
class AskedThen:
    """A question, the bodies that got it, and what they have decided so far."""

    question: Question
    asked: list[Awaited] = field(default_factory=list)
    decisions: list[BodyDecision] = field(default_factory=list)
