"""The annual reports of the invented process: one that is settled and open to all, one that can be settled now, one of a year
that goes on and cannot, and perhaps one just begun.

Written anew by us. The year that is settled is the one before the steering group's meeting about it.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from kronobarn.annual_reports import actions, frozen, reads
from kronobarn.annual_reports.models import AnnualReport
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import Actor
from kronobarn.demo.county.calendar import morning
from kronobarn.demo.county.group_meetings import SETTLES
from kronobarn.demo.county.town import Town
from kronobarn.group_meetings.models import Decision

LEADER: Final = "Pär Lövgren"
Written = Mapping[str, tuple[str, str]]
SETTLED: Final[Written] = {
    "summary": (
        "Året handlade om att gå från gemensamma ord till gemensamt arbete. Fler enheter har prövat hjulet tillsammans med"
        " barn, och frågorna i det har blivit kortare efter skolans synpunkter.\n\n"
        "## Det vi är gladast över\n\n"
        "- Barn säger att de får samma frågor var de än är.\n"
        "- Chefer i skola, socialtjänst och hälso- och sjukvård träffas regelbundet.\n\n"
        "## Det som var svårt\n\n"
        "Tiden. Där chefen inte har avsatt tid har arbetet stannat av.",
        "Från gemensamma ord till gemensamt arbete\nFler barn har fått samma frågor var de än är\nTiden räcker inte överallt",
    ),
    "financing": (
        "Kostnaderna följde budgeten. Seminarierna blev billigare än väntat, eftersom lokalerna lånades.",
        "",
    ),
    "ahead": (
        "Nästa år följs handlingsplanen upp två gånger, och de enheter som ännu inte är informerade besöks.",
        "Två uppföljningar av handlingsplanen\nBesök hos de enheter som inte är informerade\nEn gemensam konferens",
    ),
}
LATE: Final[Written] = {
    "summary": (
        "Årsberättelsen blev liggande när året var slut, och är skriven i efterhand. Arbetsgrupperna kom i gång i"
        " kommunerna, och de första enheterna prövade hjulet.\n\n"
        "Siffrorna är de som är inskrivna här. Det mesta gjordes innan systemet fanns, så de säger inte allt.",
        "Arbetsgrupperna kom i gång\nDe första enheterna prövade hjulet",
    ),
    "ahead": ("Nästa år används hjulet i fler verksamheter.", "Hjulet används i fler verksamheter"),
}
DRAFT: Final[Written] = {
    "summary": ("Utkast: året då införandet tog fart.", ""),
    "implementation": (
        "Besöken har betytt mest där flera verksamheter har varit med samtidigt.",
        "Besök där flera verksamheter är med ger mest",
    ),
}


def annual_reports(town: Town) -> None:
    """Pär writes, the steering group decides."""
    by = town.actor(LEADER)
    decision = Decision.objects.select_related("meeting").get(text=SETTLES, group__kind="steering")
    decided = reads.decided_on(decision)
    _settled(town, decided, decision, by)
    _write(actions.begin(year=decided.year - 2, by=by), LATE, by)
    draft = actions.begin(year=decided.year, by=by)
    _write(draft, DRAFT, by)
    again = "Året då införandet tog fart. De första enheterna använder modellen."
    actions.write(report=draft, chapter="summary", text=again, points="Införandet tog fart", seen=1, by=by)
    if decided.year < town.today.year:
        actions.begin(year=town.today.year, by=by)


def _settled(town: Town, decided: date, decision: Decision, by: Actor) -> None:
    """Settled a week after the meeting, taken back for a word, settled again, put right beside, and opened to all."""
    with clock.shifted(morning(decided + timedelta(days=28), now=town.now) - clock.now()):
        report = actions.begin(year=decided.year - 1, by=by)
        _write(report, SETTLED, by)
        _settle(report, decision, by)
        actions.take_back(report=report, because="Fel version av texten om ekonomin.", by=by)
        text = f"{SETTLED['financing'][0]} Resten förs över till nästa år."
        actions.write(report=report, chapter="financing", text=text, points="", seen=1, by=by)
        _settle(report, decision, by)
        actions.publish(report=report, by=by)
    with clock.shifted(morning(decided + timedelta(days=35), now=town.now) - clock.now()):
        wrong = "Uppföljningarna är tre, inte två."
        actions.correct(report=report, chapter="ahead", text=wrong, because="Arbetsutskottet lade till en.", by=by)


def _settle(report: AnnualReport, decision: Decision, by: Actor) -> None:
    with acting(by):
        seen = frozen.digest(frozen.content(by, report, reads.written(by, report)))
    actions.settle(report=report, decision=decision, seen=seen, by=by)


def _write(report: AnnualReport, written: Written, by: Actor) -> None:
    for chapter, (text, points) in written.items():
        actions.write(report=report, chapter=chapter, text=text, points=points, seen=0, by=by)
