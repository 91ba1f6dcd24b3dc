"""The invented surveys: one to staff asked twice, one to managers that is open, and one to families. All answers are ours."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from kronobarn.core import clock
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.demo.county.family_survey import ABOUT, QUESTIONS, TITLE
from kronobarn.demo.county.town import Town
from kronobarn.surveys import actions
from kronobarn.surveys.actions import Said
from kronobarn.surveys.models import Question, Round, Survey
from kronobarn.surveys.rules import LANGUAGES, Answer, Asks, Audience

LEADER: Final = "Pär Lövgren"
A_DAY: Final = timedelta(days=1)
Counts = Mapping[Answer, int]
FIRST: Final[Counts] = {Answer.WHOLLY: 6, Answer.PARTLY: 9, Answer.NOT: 8, Answer.DO_NOT_KNOW: 2}
SECOND: Final[Counts] = {Answer.WHOLLY: 14, Answer.PARTLY: 10, Answer.NOT: 5, Answer.NONE: 1}
FAMILIES: Final[Counts] = {Answer.WHOLLY: 4, Answer.PARTLY: 5}
YES: Final = (Answer.YES, Answer.NO, Answer.DO_NOT_KNOW)
WORDS: Final = ("Mer tid att träffas.", "Att chefen är med.", "Ett namn att ringa hos varje verksamhet.")


def surveys(town: Town) -> None:
    """Pär asks."""
    by = town.actor(LEADER)
    with clock.shifted(-400 * A_DAY):
        staff = _staff(by)
    for days, title, counts in ((380, "Nulägesanalys, första gången", FIRST), (60, "Ett år senare", SECOND)):
        _asked(staff, title, days, counts, by)
    managers = actions.write(
        title="Chefernas syn på införandet",
        about="Vi vill veta vad ni behöver för att komma vidare. Svaren läses av processledaren.",
        audience=Audience.MANAGERS,
        anonymous=False,
        by=by,
    )
    actions.add_question(survey=managers, text="Finns tid avsatt för samverkan?", asks=Asks.YES_NO, by=by)
    actions.add_question(survey=managers, text="Vad behöver ni från länet?", asks=Asks.TEXT, by=by)
    _open(managers, -5, 20, by)
    with clock.shifted(-200 * A_DAY):
        families = _families(by)
    _asked(families, "Våren", 120, FAMILIES, by)
    _open(families, -3, 45, by)
    _open(staff, 15, 45, by)
    draft = "Till förskolans personal"
    actions.write(title=draft, about="Ett utkast.", audience=Audience.STAFF, anonymous=True, by=by)


def _staff(by: Actor) -> Survey:
    survey = actions.write(
        title="Hur arbetar vi i dag?",
        about="En nulägesanalys: hur vi samverkar, och vad som hindrar. Svaren används i handlingsplanen.",
        audience=Audience.STAFF,
        anonymous=True,
        by=by,
    )
    actions.add_question(
        survey=survey,
        text="Jag vet vem jag vänder mig till när jag är orolig för ett barn.",
        asks=Asks.AGREEMENT,
        by=by,
    )
    actions.add_question(survey=survey, text="Har du gått en utbildning i modellen?", asks=Asks.YES_NO, by=by)
    actions.add_question(survey=survey, text="Vad skulle underlätta mest?", asks=Asks.TEXT, by=by)
    return survey


def _families(by: Actor) -> Survey:
    survey = actions.write(title=TITLE["sv"], about=ABOUT["sv"], audience=Audience.FAMILIES, anonymous=True, by=by)
    made = [actions.add_question(survey=survey, text=each["sv"], asks=asks, by=by) for asks, each in QUESTIONS]
    for language in LANGUAGES:
        words = {"title": TITLE[language], "about": ABOUT[language]}
        words |= {str(one.pk): each[language] for one, (_asks, each) in zip(made, QUESTIONS, strict=True)}
        actions.translate(survey=survey, language=language, words=words, by=by)
    return survey


def _open(survey: Survey, opens: int, closes: int, by: Actor) -> Round:
    today = clock.today()
    title = "Vintern"
    return actions.open_round(
        survey=survey, title=title, opens_on=today + opens * A_DAY, closes_on=today + closes * A_DAY, by=by
    )


def _asked(survey: Survey, title: str, days: int, counts: Counts, by: Actor) -> None:
    """A round that is over, with its answers, and published."""
    with clock.shifted(-days * A_DAY):
        today = clock.today()
        one = actions.open_round(survey=survey, title=title, opens_on=today, closes_on=today + 20 * A_DAY, by=by)
        questions = list(survey.questions.all())
        given = [answer for answer, number in counts.items() for _nth in range(number)]
        for nth, choice in enumerate(given):
            actions.answer(one=one, said=_said(questions, choice, nth), who="", by=SYSTEM)
    with clock.shifted(-(days - 25) * A_DAY):
        actions.publish(one=one, by=by)


def _said(questions: Sequence[Question], choice: Answer, nth: int) -> list[Said]:
    found = []
    for one in questions:
        if one.asks == Asks.TEXT:
            found.append(Said(one, Answer.NONE, WORDS[nth] if nth < len(WORDS) else ""))
        else:
            found.append(Said(one, choice if one.asks == Asks.AGREEMENT else YES[nth % len(YES)], ""))
    return found
