"""Everything that changes surveys, and the one thing that somebody who answers does."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.ahead import within_reach
from kronobarn.core.decisions import Denied
from kronobarn.programme.kept_actions import written_now
from kronobarn.surveys import events, policy, rules
from kronobarn.surveys.models import Question, Reply, Round, Survey
from kronobarn.surveys.rules import Answer, Asks, Audience


@dataclass(frozen=True)
class Said:
    """What somebody answers to one question."""

    question: Question
    choice: Answer
    text: str


@action
def write(*, title: str, about: str, audience: Audience, anonymous: bool, by: Actor) -> Survey:
    """A new survey."""
    policy.may_lead(by).enforce()
    survey = Survey(title=title, about=about, audience=audience, **written_now(by))
    _set_anonymous(survey, anonymous)
    survey.save(force_insert=True)
    _written(survey, by)
    return survey


@action
def change(*, survey: Survey, title: str, about: str, audience: Audience, anonymous: bool, by: Actor) -> Survey:
    """Other words, before anybody has been asked."""
    survey = _locked(survey, by)
    survey.title, survey.about, survey.audience = title, about, audience
    _set_anonymous(survey, anonymous)
    survey.save(update_fields=["title", "about", "audience", "anonymous"])
    _written(survey, by)
    return survey


@action
def add_question(*, survey: Survey, text: str, asks: Asks, by: Actor) -> Question:
    """One more thing to ask."""
    survey = _locked(survey, by)
    last = survey.questions.order_by("-number").first()
    question = Question(survey=survey, number=last.number + 1 if last else 1, text=text, asks=asks)
    question.save(force_insert=True)
    _written(survey, by)
    return question


@action
def remove_question(*, question: Question, by: Actor) -> None:
    """Not to be asked."""
    survey = _locked(question.survey, by)
    question.delete()
    _written(survey, by)


@action
def translate(*, survey: Survey, language: str, words: Mapping[str, str], by: Actor) -> Survey:
    """The same in another language."""
    survey = _locked(survey, by)
    survey.words = {**survey.words, language: dict(words)}
    survey.save(update_fields=["words"])
    _written(survey, by)
    return survey


@action
def open_round(*, survey: Survey, title: str, opens_on: date, closes_on: date, by: Actor) -> Round:
    """Ask it: what is asked stands from now on."""
    survey = Survey.objects.visible_to(by).locked().get(pk=survey.pk)
    questions = list(survey.questions.all())
    policy.may_open(by, survey, questions=len(questions), lacking=lacking(survey, questions)).enforce()
    within_reach(opens_on=opens_on, closes_on=closes_on)
    if closes_on < max(opens_on, clock.today()):
        raise ValidationError({"closes_on": _("Sista dagen är före den första, eller har varit. Välj en senare dag.")})
    key = secrets.token_urlsafe(rules.KEY)
    one = Round(survey=survey, title=title, opens_on=opens_on, closes_on=closes_on, key=key, **written_now(by))
    one.save(force_insert=True)
    record(events.RoundOpened(), by=by, subject=f"survey-round:{one.pk}")
    return one


@action
def move(*, one: Round, closes_on: date, by: Actor) -> Round:
    """Another last day: from today on."""
    one = Round.objects.visible_to(by).locked().get(pk=one.pk)
    policy.may_move(by, one).enforce()
    if closes_on < max(one.opens_on, clock.today()):
        raise ValidationError({"closes_on": _("Sista dagen är före den första, eller har varit. Välj en senare dag.")})
    within_reach(closes_on=closes_on)
    one.closes_on = closes_on
    one.save(update_fields=["closes_on"])
    record(events.RoundMoved(), by=by, subject=f"survey-round:{one.pk}")
    return one


@action
def publish(*, one: Round, by: Actor) -> Round:
    """Let all who work in the county read what came of it."""
    one = Round.objects.visible_to(by).locked().get(pk=one.pk)
    policy.may_publish(by, one).enforce()
    one.published_at = clock.now()
    one.save(update_fields=["published_at"])
    record(events.ResultPublished(), by=by, subject=f"survey-round:{one.pk}")
    return one


@action
def answer(*, one: Round, said: Iterable[Said], who: str, by: Actor) -> bool:
    """Somebody answers. Not in the log; each question's answer by itself, in no order, with the day and nothing finer."""
    policy.may_answer(one).enforce()
    today, answers = clock.today(), list(said)
    if not any(each.choice is not Answer.NONE or each.text.strip() for each in answers):
        raise ValidationError(_("Svara på minst en fråga innan du skickar."))
    begun = Reply.objects.visible_to(by).filter(round=one, answered_on=today, question=answers[0].question)
    if begun.count() >= rules.MOST_A_DAY:
        raise Denied(_("Så många har svarat i dag att vi undrar om det är en maskin. Försök igen i morgon."))
    replies = [
        Reply(
            round=one,
            question=each.question,
            choice=each.choice,
            text=each.text,
            who="" if one.survey.anonymous else who,
            answered_on=today,
        )
        for each in answers
    ]
    secrets.SystemRandom().shuffle(replies)
    Reply.objects.bulk_create(replies)
    return True


def lacking(survey: Survey, questions: Iterable[Question]) -> list[str]:
    """The languages in which something of the survey is not said."""
    return rules.lacking(survey.words, ["title", "about", *(str(one.pk) for one in questions)])


def _set_anonymous(survey: Survey, anonymous: bool) -> None:
    survey.anonymous = anonymous or survey.for_families


def _locked(survey: Survey, by: Actor) -> Survey:
    found: Survey = Survey.objects.visible_to(by).locked().get(pk=survey.pk)
    policy.may_change(by, found, asked=found.rounds.exists()).enforce()
    return found


def _written(survey: Survey, by: Actor) -> None:
    record(events.SurveyWritten(), by=by, subject=f"survey:{survey.pk}")


@action
def take(*, survey: Survey, by: Actor) -> None:
    """Somebody takes along what was answered, as far as it is shown."""
    policy.may_read(by).enforce()
    record(events.ResultTaken(), by=by, subject=f"survey:{survey.pk}")
