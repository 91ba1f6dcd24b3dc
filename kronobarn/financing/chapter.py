"""What the annual report says of the money."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.core.actor import Actor
from kronobarn.financing import reads
from kronobarn.financing.models import Line
from kronobarn.financing.rules import Sum, kronor
from kronobarn.programme.chapters import Chapter, Facts, Table


def year(actor: Actor, number: int) -> Facts:
    """Shares and costs, budget beside outcome, in whole kronor."""
    found = reads.numbered(actor, number)
    if found is None:
        return Facts((_("Årets budget är inte inskriven."),))
    sums = found.balance
    sentences = [found.year.basis, _("Kostnaderna är budgeterade till %s kronor.") % kronor(sums.costs.budget)]
    if sums.costs.lacks_outcome:
        sentences.append(_("Utfallet är inte klart."))
    else:
        sentences.append(_("Kostnadernas utfall är %s kronor.") % kronor(sums.costs.outcome))
    shares = _table(_("Andelar"), _("Part"), found.shares, sums.shares)
    return Facts(tuple(sentences), (shares, _table(_("Kostnader"), _("Kostnad"), found.costs, sums.costs)))


def _table(caption: str, first: str, lines: list[Line], total: Sum) -> Table:
    rows = [(one.name, kronor(one.budget), _known(one.outcome)) for one in lines]
    rows.append((_("Summa"), kronor(total.budget), _("inte klart") if total.lacks_outcome else kronor(total.outcome)))
    return Table(caption, (first, _("Budget, kronor"), _("Utfall, kronor")), tuple(rows))


def _known(outcome: int | None) -> str:
    return _("inte känt") if outcome is None else kronor(outcome)


CHAPTER = Chapter("financing", 80, gettext_lazy("Ekonomi"), year)
