"""What the pages about bodies and decisions show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.paging import page_of
from kronobarn.programme import rules
from kronobarn.programme.models import Awaited, Body, BodyDecision, Question
from kronobarn.programme.rules import Made, Outcome, State

AT_A_TIME: Final = 20
"""Questions on one page: each goes to all the bodies."""
STATES: Final[dict[State, tuple[Any, str]]] = {
    State.SETTLED: (_("Beslutat"), "success"),
    State.AWAITED: (_("Väntar på beslut"), "info"),
    State.LATE: (_("Skulle ha svarat"), "warning"),
    State.WITHDRAWN: (_("Frågan är tillbakadragen"), "neutral"),
}


@dataclass(frozen=True)
class Answer:
    """What one body has said to one question, and what it has said before."""

    awaited: Awaited
    said: Outcome | None
    state: State
    made: Sequence[BodyDecision]
    """All that it has decided, also what has been corrected, the latest first."""

    @property
    def id(self) -> UUID:
        return self.awaited.pk

    @property
    def body(self) -> Body:
        return self.awaited.body

    @property
    def question(self) -> Question:
        return self.awaited.question

    @property
    def words(self) -> str:
        """Where it stands, with what was decided."""
        if self.said is not None and self.state is not State.WITHDRAWN:
            said = str(BodyDecision.OUTCOMES[self.said])
            return f"{said}. {STATES[self.state][0]}" if self.state is not State.SETTLED else said
        return str(STATES[self.state][0])

    @property
    def tone(self) -> str:
        return STATES[self.state][1] if self.said not in {Outcome.DECLINED} else "neutral"

    @property
    def latest(self) -> BodyDecision | None:
        return next((one for one in self.made if one.corrected_at is None and one.outcome != Outcome.MISTAKE), None)


@dataclass(frozen=True)
class Asked:
    """A question with the answers of all who got it."""

    question: Question
    answers: list[Answer]

    @property
    def settled(self) -> int:
        return sum(one.state is State.SETTLED for one in self.answers)

    @property
    def awaited(self) -> list[Answer]:
        """Those who are still to answer, by the name of their principal."""
        return [one for one in self.answers if one.state in {State.AWAITED, State.LATE}]

    @property
    def late(self) -> int:
        return sum(one.state is State.LATE for one in self.answers)

    @property
    def is_answered(self) -> bool:
        return any(one.made for one in self.answers)


def bodies(actor: Actor) -> list[Body]:
    """All that carry the process or have done so."""
    return list(Body.objects.visible_to(actor).select_related("organisation"))


def standing_bodies(actor: Actor) -> Any:
    """Those that carry it today."""
    still = Q(until=None) | Q(until__gte=clock.today())
    return Body.objects.visible_to(actor).filter(still).select_related("organisation")


def bodies_on(actor: Actor, day: date) -> Any:
    """Those that carried it on a day."""
    still = Q(until=None) | Q(until__gte=day)
    return Body.objects.visible_to(actor).filter(still, since__lte=day)


def decided_in(actor: Actor, year: int) -> list[BodyDecision]:
    """What bodies decided in a year and stands uncorrected: the latest question first, the bodies by name."""
    rows = BodyDecision.objects.visible_to(actor).filter(decided_on__year=year, corrected_at=None)
    found = rows.exclude(outcome=Outcome.MISTAKE).select_related("awaited__question", "awaited__body__organisation")
    by = ("-awaited__question__asked_on", "awaited__body__organisation__name", "awaited__body__name", "decided_on")
    return list(found.order_by(*by))


def questions(actor: Actor, *, number: int = 1) -> tuple[list[Asked], bool]:
    """A page of what has been asked, the latest first, and whether there is more."""
    shown, more = page_of(Question.objects.visible_to(actor), number, AT_A_TIME)
    answers = _answers(actor, question__in=shown)
    return [_asked(one, answers) for one in shown], more


def question(actor: Actor, question_id: UUID) -> Asked | None:
    """One question with its answers."""
    found = Question.objects.visible_to(actor).filter(pk=question_id).first()
    return None if found is None else _asked(found, _answers(actor, question=found))


def answer(actor: Actor, awaited_id: UUID) -> Answer | None:
    """What one body has answered to one question."""
    return next(iter(_answers(actor, pk=awaited_id)), None)


def of_body(actor: Actor, body: Body) -> list[Answer]:
    """What one body has been asked, the latest first."""
    answers = _answers(actor, body=body)
    return sorted(answers, key=lambda one: one.question.asked_on, reverse=True)


def not_asked(actor: Actor, asked: Asked) -> Any:
    """Bodies that carry the process and have not got the question."""
    return standing_bodies(actor).exclude(pk__in=[one.body.pk for one in asked.answers])


def _answers(actor: Actor, **which: object) -> list[Answer]:
    made = BodyDecision.objects.visible_to(actor)
    rows = (
        Awaited.objects.visible_to(actor)
        .filter(**which)
        .select_related("body__organisation", "question")
        .prefetch_related(Prefetch("decisions", made))
        .order_by("body__organisation__name", "body__name")
    )
    return [_answer(one, clock.today()) for one in rows]


def _answer(awaited: Awaited, today: date) -> Answer:
    made = list(awaited.decisions.all())
    said = rules.standing(_made(made))
    question = awaited.question
    withdrawn = question.withdrawn_at is not None
    state = rules.state(said, wanted_by=question.wanted_by, withdrawn=withdrawn, today=today)
    return Answer(awaited, said, state, made)


def _made(decisions: Iterable[BodyDecision]) -> list[Made]:
    """What stands uncorrected, as the rules know it."""
    stand = [one for one in decisions if one.corrected_at is None]
    return [Made(one.decided_on, one.written_at, Outcome(one.outcome)) for one in stand]


def _asked(question: Question, answers: Iterable[Answer]) -> Asked:
    return Asked(question, [one for one in answers if one.awaited.question_id == question.pk])
