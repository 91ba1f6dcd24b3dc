"""How much waits in the actor's unit. The database counts, and lets only the unit's manager know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from kronobarn.authorities.models import Assignment
from kronobarn.concerns.models import Matter
from kronobarn.concerns.rules import Outcome, State
from kronobarn.core import clock
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from kronobarn.plans.chasing import late_reviews

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Waiting:
    """Things of one kind that wait for those who work in the unit."""

    what: str
    count: int
    late: int
    first_due: date


@dataclass(frozen=True)
class Standing:
    """Open matters in one state, and the day of the oldest."""

    state: str
    count: int
    oldest: date


@dataclass(frozen=True)
class Workload:
    """One unit, in numbers and days."""

    tasks: list[Waiting]
    matters: list[Standing]
    ended: list[tuple[str, int]]
    plans: int
    late_plans: int
    next_review_on: date | None
    late_reviews: list[date]

    @property
    def is_empty(self) -> bool:
        return not (self.tasks or self.matters or self.ended or self.plans)

    @property
    def late(self) -> int:
        """How many things have passed their day."""
        return sum(task.late for task in self.tasks)


def workload() -> Workload:
    """The numbers of the unit that the actor leads; none for anybody else."""
    today = clock.today()
    ((plans, late_plans, next_review_on),) = _ask("SELECT * FROM workload_plans(%s)", today)
    rows = list(_ask("SELECT * FROM workload_matters(%s)", clock.now() - A_YEAR))
    states = {state: (count, oldest) for state, _outcome, count, oldest in rows if state != State.CLOSED}
    outcomes = {outcome: count for state, outcome, count, _oldest in rows if state == State.CLOSED}
    return Workload(
        tasks=[
            Waiting(str(Task.KINDS[TaskKind(kind)]), count, late, first_due)
            for kind, count, late, first_due in _ask("SELECT * FROM workload_tasks(%s)", today)
        ],
        matters=[Standing(str(Matter.STATES[state]), *states[state]) for state in State if state in states],
        ended=[(str(Matter.OUTCOMES[outcome]), outcomes[outcome]) for outcome in Outcome if outcome in outcomes],
        plans=plans,
        late_plans=late_plans,
        next_review_on=next_review_on,
        late_reviews=late_reviews(),
    )


def assignment(assignment_id: int) -> Assignment:
    """One that is known to be there, with who has it."""
    return Assignment.objects.select_related("person", "unit").get(pk=assignment_id)


def _ask(statement: str, *given: Any) -> Iterable[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
