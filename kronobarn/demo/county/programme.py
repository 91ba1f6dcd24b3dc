"""The county's process so far: the seventeen bodies that carry it, what they were asked and what they decided.

Written anew by us. The years and the number of bodies are those that the process has published about itself; which
bodies they are, the papers and the days are invented, and those who act are named by what they do.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from kronobarn.authorities.models import Organisation
from kronobarn.demo.county.action_plans import action_plans
from kronobarn.demo.county.annual_reports import annual_reports
from kronobarn.demo.county.calendar import working_day
from kronobarn.demo.county.consultations import consultations
from kronobarn.demo.county.financing import financing
from kronobarn.demo.county.group_meetings import group_meetings
from kronobarn.demo.county.groups import groups
from kronobarn.demo.county.implementation import implementation
from kronobarn.demo.county.material import material
from kronobarn.demo.county.surveys import surveys
from kronobarn.demo.county.town import Town
from kronobarn.programme import actions
from kronobarn.programme.models import Awaited, Body, BodyDecision, Question
from kronobarn.programme.past import AskedThen
from kronobarn.programme.rules import AppliesTo, Outcome

BEGAN: Final = date(2016, 9, 1)
SCHOOL_AND_SOCIAL: Final = {
    "uppvidinge": ("Barn- och utbildningsnämnden", "Socialnämnden"),
    "lessebo": ("Barn- och utbildningsnämnden", "Socialnämnden"),
    "tingsryd": ("Barn- och utbildningsnämnden", "Socialnämnden"),
    "alvesta": ("Nämnden för utbildning", "Nämnden för individ- och familjeomsorg"),
    "almhult": ("Utbildningsnämnden", "Socialnämnden"),
    "markaryd": ("Utbildnings- och kulturnämnden", "Socialnämnden"),
    "vaxjo": ("Utbildningsnämnden", "Nämnden för arbete och välfärd"),
    "ljungby": ("Barn- och utbildningsnämnden", "Socialnämnden"),
}
REGION: Final = ("region-kronoberg", "Regionstyrelsen")


def programme(town: Town) -> None:
    """Pär brings in what has been, up to what is awaited now."""
    bodies = list(_bodies())
    questions = [_organisation(bodies), _plan(bodies, town.now), _model(bodies), _next_plan(bodies, town.today)]
    actions.bring_in(bodies=bodies, questions=questions, by=town.actor("Pär Lövgren"))
    groups(town)
    group_meetings(town)
    action_plans(town)
    consultations(town)
    implementation(town)
    financing(town)
    surveys(town)
    material(town)
    annual_reports(town)


def _bodies() -> Iterator[Body]:
    principals = {one.key: one for one in Organisation.objects.all()}
    yield Body(organisation=principals[REGION[0]], name=REGION[1], since=BEGAN)
    for key, names in SCHOOL_AND_SOCIAL.items():
        for name in names:
            yield Body(organisation=principals[key], name=name, since=BEGAN)


def _organisation(bodies: list[Body]) -> AskedThen:
    """The first decision, in all of them: the first in late 2016, the last in the following year."""
    then = AskedThen(
        Question(
            title="Länsgemensam organisering för barnens bästa och tidiga insatser",
            text="Nämnden föreslås besluta att delta i ett länsgemensamt arbete för tidiga och samordnade insatser, med"
            " utgångspunkt i barnets behov och inte i hur myndigheterna är organiserade.",
            applies_to=AppliesTo.ORGANISATION,
            document="Tjänsteskrivelse från den gemensamma ledningsgruppen",
            asked_on=date(2016, 10, 3),
            wanted_by=date(2017, 3, 31),
        )
    )
    for number, body in enumerate(bodies):
        _decided(then, body, working_day(date(2016, 11, 16) + timedelta(days=7 * number)), 90 + number)
    return then


def _plan(bodies: list[Body], now: datetime) -> AskedThen:
    """The joint plan of 2018, which one body first put off; and one decision that was written down wrongly."""
    then = AskedThen(
        Question(
            title="Gemensam handlingsplan och tidplan",
            text="Nämnden föreslås besluta att anta den gemensamma handlingsplanen med tidplan, och att bidra till en"
            " gemensam processledning.",
            applies_to=AppliesTo.ACTION_PLAN,
            document="Handlingsplan 2018, ledningsgruppens förslag",
            asked_on=date(2018, 2, 12),
            wanted_by=date(2018, 6, 29),
        )
    )
    for number, body in enumerate(bodies):
        made_on = working_day(date(2018, 3, 14) + timedelta(days=5 * number))
        if number == 4:
            _decided(then, body, made_on, 31, Outcome.POSTPONED, "Nämnden vill först se vad processledningen kostar.")
            made_on += timedelta(days=56)
        if number == 9:
            _corrected(then, body, made_on, now)
        else:
            _decided(then, body, made_on, 40 + number)
    return then


def _model(bodies: list[Body]) -> AskedThen:
    """The practice model after the consultation of 2020; one body had something to add."""
    then = AskedThen(
        Question(
            title="Praxismodellen efter remissen",
            text="Nämnden föreslås besluta att införa praxismodellen i de verksamheter som möter barn.",
            applies_to=AppliesTo.PRACTICE_MODEL,
            document="Praxismodellen, version efter remiss",
            asked_on=date(2020, 10, 5),
            wanted_by=date(2021, 2, 26),
        )
    )
    for number, body in enumerate(bodies):
        changed = number == 6
        _decided(
            then,
            body,
            working_day(date(2020, 11, 11) + timedelta(days=6 * number)),
            100 + number,
            Outcome.CHANGED if changed else Outcome.ADOPTED,
            "Införandet börjar i förskolan och följs upp efter ett år." if changed else "",
        )
    return then


def _next_plan(bodies: list[Body], today: date) -> AskedThen:
    """What is under way now: most have decided, one of them no; one has put it off, and some have let the day pass."""
    asked_on = working_day(today - timedelta(days=75))
    then = AskedThen(
        Question(
            title="Handlingsplan för de kommande tre åren",
            text="Nämnden föreslås besluta att anta länets handlingsplan och att ta fram en egen, knuten till den.",
            applies_to=AppliesTo.ACTION_PLAN,
            document="Länets handlingsplan, styrgruppens förslag",
            asked_on=asked_on,
            wanted_by=working_day(today - timedelta(days=4)),
        )
    )
    for number, body in enumerate(bodies):
        made_on = working_day(asked_on + timedelta(days=21 + 3 * number))
        if number < 10:
            _decided(then, body, made_on, 60 + number)
        elif number == 10:
            _decided(then, body, made_on, 71, Outcome.POSTPONED, "Nämnden tar upp ärendet igen vid nästa sammanträde.")
        elif number == 11:
            _decided(then, body, made_on, 72, Outcome.DECLINED, "Nämnden saknar medel för en egen plan i år.")
        else:
            then.asked.append(Awaited(question=then.question, body=body))
    return then


def _decided(
    then: AskedThen, body: Body, on: date, paragraph: int, outcome: Outcome = Outcome.ADOPTED, text: str = ""
) -> None:
    awaited = next((one for one in then.asked if one.body == body), None)
    if awaited is None:
        awaited = Awaited(question=then.question, body=body)
        then.asked.append(awaited)
    document = f"Protokoll {on}, § {paragraph}"
    made = BodyDecision(awaited=awaited, decided_on=on, outcome=outcome, text=text, document=document)
    then.decisions.append(made)


def _corrected(then: AskedThen, body: Body, on: date, now: datetime) -> None:
    """Two decisions of the same day were mixed up, and then put right."""
    _decided(then, body, on, 48, Outcome.POSTPONED)
    wrong = then.decisions[-1]
    wrong.corrected_at, wrong.corrected_because = now, "Fel paragraf: den gällde ett annat ärende."
    _decided(then, body, on, 49)
    then.decisions[-1].corrects = wrong
