"""What the pages about money show: a year, and years side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from kronobarn.core.actor import Actor
from kronobarn.financing import rules
from kronobarn.financing.models import FinancialYear, Line
from kronobarn.financing.rules import SIDE_BY_SIDE, Amount, Balance, Side


@dataclass(frozen=True)
class Year:
    """A year with its lines by name, those that stand and those that have been corrected."""

    year: FinancialYear
    lines: list[Line]

    def standing(self, side: Side) -> list[Line]:
        return [one for one in self.lines if one.side == side and one.corrected_at is None]

    @property
    def shares(self) -> list[Line]:
        return self.standing(Side.SHARE)

    @property
    def costs(self) -> list[Line]:
        return self.standing(Side.COST)

    @property
    def corrected(self) -> list[Line]:
        return [one for one in self.lines if one.corrected_at is not None]

    @property
    def balance(self) -> Balance:
        return rules.balance(_amounts(self.lines))


@dataclass(frozen=True)
class Row:
    """One party or one cost through the years; None where it has no line."""

    name: str
    lines: list[Line | None]


@dataclass(frozen=True)
class Beside:
    """Years beside each other, the earliest first."""

    years: list[Year]
    shares: list[Row]
    costs: list[Row]


def years(actor: Actor) -> list[FinancialYear]:
    """All of them, the latest first."""
    return list(FinancialYear.objects.visible_to(actor))


def year(actor: Actor, year_id: UUID) -> Year | None:
    """One with everything in it."""
    found = FinancialYear.objects.visible_to(actor).filter(pk=year_id).first()
    return None if found is None else _with_lines(actor, [found])[0]


def numbered(actor: Actor, number: int) -> Year | None:
    """The same, by its number."""
    found = FinancialYear.objects.visible_to(actor).filter(number=number).first()
    return None if found is None else _with_lines(actor, [found])[0]


def beside(actor: Actor) -> Beside:
    """The latest years."""
    latest = list(FinancialYear.objects.visible_to(actor)[:SIDE_BY_SIDE])
    found = _with_lines(actor, latest[::-1])
    return Beside(found, _rows(found, Side.SHARE), _rows(found, Side.COST))


def line(actor: Actor, line_id: UUID) -> Line | None:
    related = ("year", "organisation")
    found: Line | None = Line.objects.visible_to(actor).select_related(*related).filter(pk=line_id).first()
    return found


def balance(actor: Actor, year: FinancialYear) -> Balance:
    """What a year comes to."""
    return rules.balance(_amounts(Line.objects.visible_to(actor).filter(year=year)))


def _amounts(lines: Iterable[Line]) -> list[Amount]:
    return [Amount(Side(one.side), one.budget, one.outcome) for one in lines if one.corrected_at is None]


def _with_lines(actor: Actor, found: list[FinancialYear]) -> list[Year]:
    rows = list(Line.objects.visible_to(actor).filter(year__in=found).select_related("organisation"))
    rows.sort(key=lambda one: one.name)
    return [Year(each, [one for one in rows if one.year_id == each.pk]) for each in found]


def _rows(found: list[Year], side: Side) -> list[Row]:
    by_year = [{one.name: one for one in each.standing(side)} for each in found]
    names = sorted({name for each in by_year for name in each})
    return [Row(name, [each.get(name) for each in by_year]) for name in names]
