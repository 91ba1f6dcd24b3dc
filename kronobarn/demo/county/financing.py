"""What the invented process costs, and who pays. Every krona is ours."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from kronobarn.authorities.models import Organisation
from kronobarn.core.actor import Actor
from kronobarn.demo.county.town import Town
from kronobarn.financing import actions
from kronobarn.financing.models import FinancialYear, Line
from kronobarn.financing.rules import Side

LEADER: Final = "Pär Lövgren"
BASIS: Final = "Regionen betalar hälften. Kommunerna delar på resten efter antalet invånare året innan."
SHARES: Final[Mapping[str, int]] = {
    "region-kronoberg": 900_000,
    "alvesta": 90_000,
    "lessebo": 37_000,
    "ljungby": 124_000,
    "markaryd": 45_000,
    "tingsryd": 54_000,
    "uppvidinge": 41_000,
    "vaxjo": 424_000,
    "almhult": 85_000,
}
COSTS: Final[Mapping[str, int]] = {
    "Processledning": 1_250_000,
    "Seminarier och konferenser": 260_000,
    "Webbplats, nyhetsbrev och tryck": 140_000,
    "Uppföljning och forskning": 150_000,
}
CAME_TO: Final[Mapping[str, int]] = {"Seminarier och konferenser": -38_400, "Webbplats, nyhetsbrev och tryck": 12_150}
"""How much more or less than planned, when the year was over."""


def financing(town: Town) -> None:
    """Two years that are over, this one, and the next that does not add up yet."""
    by, now = town.actor(LEADER), town.today.year
    for number in (now - 2, now - 1):
        year = _year(number, by, share=1 - (now - number) / 50)
        _adopted(year, number, by)
        for line in Line.objects.filter(year=year):
            actions.close(line=line, outcome=max(0, line.budget + CAME_TO.get(line.heading, 0)), by=by)
    wrong = Line.objects.get(year=year, heading="Seminarier och konferenser")
    because = "En faktura från december bokfördes på nästa år."
    assert wrong.outcome is not None
    actions.correct(line=wrong, because=because, budget=wrong.budget, outcome=wrong.outcome + 9_600, by=by)
    _adopted(_year(now, by), now, by)
    coming = _year(now + 1, by)
    actions.add(year=coming, side=Side.COST, organisation=None, heading="Språkstöd", budget=60_000, by=by)


def _year(number: int, by: Actor, *, share: float = 1.0) -> FinancialYear:
    year = actions.begin(number=number, basis=BASIS, by=by)
    principals = {one.key: one for one in Organisation.objects.all()}
    for key, kronor in SHARES.items():
        amount = round(kronor * share)
        actions.add(year=year, side=Side.SHARE, organisation=principals[key], heading="", budget=amount, by=by)
    for heading, kronor in COSTS.items():
        amount = round(kronor * share)
        actions.add(year=year, side=Side.COST, organisation=None, heading=heading, budget=amount, by=by)
    return year


def _adopted(year: FinancialYear, number: int, by: Actor) -> None:
    document = "Styrgruppens minnesanteckning, punkt 6"
    actions.adopt(year=year, adopted_on=date(number - 1, 10, 14), document=document, by=by)
