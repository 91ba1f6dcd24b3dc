"""Who reads what the process costs, and who writes it."""

from django.utils.translation import gettext as _

from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.financing.models import FinancialYear, Line
from kronobarn.financing.rules import Balance
from kronobarn.programme.policy import may_lead, may_read

__all__ = ["may_lead", "may_read"]


def may_add(actor: Actor, year: FinancialYear) -> Decision:
    """Until the budget is adopted; after that its lines are corrected."""
    if not (decision := may_lead(actor)):
        return decision
    if year.adopted_on is not None:
        return Decision(_("Budgeten är antagen. Rätta en rad, med en anteckning, om något har blivit fel."))
    return ALLOWED


def may_adopt(actor: Actor, year: FinancialYear, balance: Balance) -> Decision:
    """A budget with something in it, that comes to the same on both sides."""
    if not (decision := may_lead(actor)):
        return decision
    if year.adopted_on is not None:
        return Decision(_("Budgeten är redan antagen."))
    if not balance.shares.budget:
        return Decision(_("Skriv in andelarna och kostnaderna, så kan budgeten antas."))
    if not balance.agrees:
        return Decision(_("Andelarna och kostnaderna är inte lika stora. Rätta det, så kan budgeten antas."))
    return ALLOWED


def may_close(actor: Actor, line: Line) -> Decision:
    """The outcome of a line that has none, of a year whose budget is adopted."""
    if not (decision := may_correct(actor, line)):
        return decision
    if line.year.adopted_on is None:
        return Decision(_("Budgeten är inte antagen än. Utfallet skrivs in efter det."))
    if line.outcome is not None:
        return Decision(_("Utfallet är redan inskrivet. Rätta raden, om det är fel."))
    return ALLOWED


def may_correct(actor: Actor, line: Line) -> Decision:
    """What stands."""
    if not (decision := may_lead(actor)):
        return decision
    if line.corrected_at is not None:
        return Decision(_("Det här är redan rättat. Rätta det som gäller nu i stället."))
    return ALLOWED
