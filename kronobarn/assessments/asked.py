"""Who a question is put to."""

from dataclasses import dataclass

from kronobarn.assessments.rules import Perspective
from kronobarn.authorities.models import Assignment, Unit
from kronobarn.people.models import Person


@dataclass(frozen=True)
class Whom:
    """Someone chosen from a list: a person of the family, somebody at work, or a whole unit."""

    kind: Perspective
    person: Person | None = None
    assignment: Assignment | None = None
    unit: Unit | None = None
