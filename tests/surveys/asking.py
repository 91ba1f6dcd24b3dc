"""A survey that is asked, and people who answer it, for tests of this and of other things."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from kronobarn.core import clock
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.surveys import actions
from kronobarn.surveys.actions import Said
from kronobarn.surveys.models import Question, Round, Survey
from kronobarn.surveys.rules import LANGUAGES, Answer, Asks, Audience

A_DAY = timedelta(days=1)


def written(by: Actor, audience: Audience = Audience.STAFF, *, anonymous: bool = True) -> Survey:
    """A survey with a statement, a question and room for words."""
    survey = actions.write(
        title="Hur arbetar vi i dag?", about="Vi vill veta var vi är.", audience=audience, anonymous=anonymous, by=by
    )
    actions.add_question(survey=survey, text="Jag vet vem jag vänder mig till.", asks=Asks.AGREEMENT, by=by)
    actions.add_question(survey=survey, text="Har du deltagit i en utbildning?", asks=Asks.YES_NO, by=by)
    actions.add_question(survey=survey, text="Vad behövs?", asks=Asks.TEXT, by=by)
    return survey


def translated(survey: Survey, by: Actor) -> Survey:
    keys = ["title", "about", *(str(one.pk) for one in survey.questions.all())]
    for language in LANGUAGES:
        words = {key: f"{language} {nth}" for nth, key in enumerate(keys)}
        survey = actions.translate(survey=survey, language=language, words=words, by=by)
    return survey


def opened(survey: Survey, by: Actor, title: str = "Våren") -> Round:
    today = clock.today()
    return actions.open_round(survey=survey, title=title, opens_on=today, closes_on=today + 5 * A_DAY, by=by)


def questions(survey: Survey) -> dict[str, Question]:
    return {one.asks: one for one in survey.questions.all()}


def answer(one: Round, choice: Answer, text: str = "", *, who: str = "") -> None:
    """Somebody says one thing of the statement, and passes over the question."""
    asked = questions(one.survey)
    said = [
        Said(asked["agreement"], choice, ""),
        Said(asked["yes_no"], Answer.NONE, ""),
        Said(asked["text"], Answer.NONE, text),
    ]
    actions.answer(one=one, said=said, who=who, by=SYSTEM)


def answered(one: Round, counts: Sequence[tuple[Answer, int]]) -> None:
    for choice, number in counts:
        for nth in range(number):
            answer(one, choice, f"Ord {choice.value} {nth}.")


def over(one: Round) -> Round:
    """The same when its last day has been. The days move in the test only: no product code turns back a day."""
    yesterday = clock.today() - A_DAY
    Round.objects.filter(pk=one.pk).update(opens_on=yesterday - A_DAY, closes_on=yesterday)
    found: Round = Round.objects.select_related("survey").get(pk=one.pk)
    return found


def surveyed(by: Actor) -> dict[str, Any]:
    """What the addresses about it are made of."""
    one = opened(written(by), by)
    published = actions.publish(one=over(one), by=by)
    return {
        "survey": one.survey_id,
        "survey_round": published.pk,
        "survey_question": questions(one.survey)["text"].pk,
        "other_language": "ar",
    }
