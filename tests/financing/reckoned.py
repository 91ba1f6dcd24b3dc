"""A year with a share and a cost, for tests of other things."""

from typing import Any

from kronobarn.authorities.models import Organisation
from kronobarn.core.actor import Actor
from kronobarn.financing import actions
from kronobarn.financing.models import FinancialYear, Line
from kronobarn.financing.rules import Side


def reckoned(by: Actor, number: int = 2025, *, share: int = 400_000, cost: int = 400_000) -> dict[str, Any]:
    """What the addresses about it are made of."""
    year = actions.begin(number=number, basis="Efter antalet invånare.", by=by)
    town = Organisation.objects.get(key="town-angsby")
    line = actions.add(year=year, side=Side.SHARE, organisation=town, heading="", budget=share, by=by)
    actions.add(year=year, side=Side.COST, organisation=None, heading="Processledning", budget=cost, by=by)
    return {"financial_year": year.pk, "budget_line": line.pk, "table_form": "csv"}


def year_of(found: dict[str, Any]) -> FinancialYear:
    return FinancialYear.objects.get(pk=found["financial_year"])


def share_of(found: dict[str, Any]) -> Line:
    return Line.objects.get(pk=found["budget_line"])
