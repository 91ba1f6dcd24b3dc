"""What the pages about surveys show: what is asked, and what was answered as far as it may be shown."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.core.actor import Actor
from kronobarn.core.small_numbers import FEWEST, shown
from kronobarn.surveys import policy
from kronobarn.surveys.models import Question, Reply, Round, Survey
from kronobarn.surveys.rules import OFFERED, Answer, Asks, State

STATES: Final[dict[State, tuple[Any, str]]] = {
    State.COMING: (gettext_lazy("Öppnar senare"), "neutral"),
    State.OPEN: (gettext_lazy("Öppen"), "info"),
    State.CLOSED: (gettext_lazy("Avslutad"), "neutral"),
    State.PUBLISHED: (gettext_lazy("Resultatet publicerat"), "success"),
}


@dataclass(frozen=True)
class Counted:
    """One question and how many gave each answer in each of some rounds; None where it is not shown."""

    question: Question
    rows: list[tuple[Answer, list[int | None]]]

    @property
    def cells(self) -> list[list[str]]:
        """As a table, with words where a figure is too small."""
        hidden = _("för få för att visas")
        return [
            [str(Reply.ANSWERS[answer]), *(hidden if one is None else str(one) for one in row)]
            for answer, row in self.rows
        ]


@dataclass(frozen=True)
class Result:
    """Some rounds side by side."""

    rounds: list[Round]
    answered: list[int | None]
    """How many answered each; None for too few."""
    counted: list[Counted]

    @property
    def how_many(self) -> list[str]:
        return [_("färre än %d") % FEWEST if one is None else str(one) for one in self.answered]


@dataclass(frozen=True)
class Words:
    """What was said in own words in one round, in no order of time, and beside no other answer."""

    question: Question
    said: list[tuple[str, str]]
    """The words, and who says them where the survey is not anonymous."""


def surveys(actor: Actor) -> list[Survey]:
    """All of them; what has not been asked only for those who write it."""
    rows = Survey.objects.visible_to(actor).prefetch_related("rounds")
    return [one for one in rows if one.rounds.all() or policy.may_lead(actor)]


def survey(actor: Actor, survey_id: UUID) -> Survey | None:
    found: Survey | None = (
        Survey.objects.visible_to(actor).prefetch_related("rounds", "questions").filter(pk=survey_id).first()
    )
    if found is None or not (found.rounds.all() or policy.may_lead(actor)):
        return None
    return found


def question(actor: Actor, question_id: UUID) -> Question | None:
    found: Question | None = Question.objects.visible_to(actor).select_related("survey").filter(pk=question_id).first()
    return found


def round_of(actor: Actor, round_id: UUID) -> Round | None:
    found: Round | None = Round.objects.visible_to(actor).select_related("survey").filter(pk=round_id).first()
    return found


def by_key(key: str) -> Round | None:
    """The round that a link leads to."""
    if not key.isascii() or not key.isprintable():  # the database takes no null byte
        return None
    found: Round | None = Round.objects.select_related("survey").filter(key=key[:40]).first()
    return found


def asked(one: Survey) -> list[Question]:
    """What it asks, in its order."""
    return sorted(one.questions.all(), key=lambda each: each.number)


def result(actor: Actor, one: Survey, rounds: Sequence[Round] | None = None) -> Result:
    """The rounds that the reader may read, the earliest first, side by side."""
    chosen = [each for each in (one.rounds.all() if rounds is None else rounds) if policy.may_read_result(actor, each)]
    questions = asked(one)
    counts = _counts(actor, chosen)
    answered = [sum(counts[each.pk, questions[0].pk].values()) if questions else 0 for each in chosen]
    enough = [one if one >= FEWEST else None for one in answered]
    tables = [_counted(each, chosen, counts) for each in questions if each.asks != Asks.TEXT]
    return Result(chosen, enough, tables)


def published_until(actor: Actor, day: date) -> list[tuple[Survey, list[Round]]]:
    """Every survey with its published rounds that had ended by a day, the earliest first."""
    done = Round.objects.visible_to(actor).filter(published_at__isnull=False, closes_on__lte=day)
    rows = Survey.objects.visible_to(actor).filter(rounds__in=done).distinct()
    found = rows.prefetch_related("questions", Prefetch("rounds", done, "published"))
    return [(one, one.published) for one in found]


def words(actor: Actor, one: Round) -> list[Words]:
    """What was said in own words, where enough have answered."""
    rows = Reply.objects.visible_to(actor).filter(round=one, question__asks=Asks.TEXT).select_related("question")
    by_question: dict[Question, list[Reply]] = {}
    for row in rows:
        by_question.setdefault(row.question, []).append(row)
    leads = bool(policy.may_lead(actor))
    found = []
    for each, replies in sorted(by_question.items(), key=lambda pair: pair[0].number):
        if len(replies) < FEWEST:
            continue
        said = [(row.text, row.who if leads else "") for row in replies if row.text.strip()]
        random.SystemRandom().shuffle(said)
        found.append(Words(each, said))
    return found


def _counts(actor: Actor, rounds: Sequence[Round]) -> dict[tuple[UUID, UUID], Counter[str]]:
    rows = Reply.objects.visible_to(actor).filter(round__in=rounds).values_list("round", "question", "choice")
    counts: dict[tuple[UUID, UUID], Counter[str]] = {}
    for of, about, choice, number in rows.annotate(number=Count("pk")).order_by():
        counts.setdefault((of, about), Counter())[choice] += number
    questions = Question.objects.visible_to(actor).filter(survey__rounds__in=rounds).values_list("pk", flat=True)
    return {(each.pk, about): counts.get((each.pk, about), Counter()) for each in rounds for about in set(questions)}


def _counted(one: Question, rounds: Sequence[Round], counts: dict[tuple[UUID, UUID], Counter[str]]) -> Counted:
    answers = [*OFFERED[Asks(one.asks)], Answer.NONE]
    columns = []
    for each in rounds:
        given = counts[each.pk, one.pk]
        columns.append(shown({answer.value: given[answer.value] for answer in answers}) or {})
    return Counted(one, [(answer, [column.get(answer.value) for column in columns]) for answer in answers])
