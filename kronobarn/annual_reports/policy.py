"""Who reads the annual reports, who writes them, and when they stand fast."""

from django.utils.translation import gettext as _

from kronobarn.annual_reports import rules
from kronobarn.annual_reports.models import AnnualReport, Settlement
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.programme.policy import may_lead, may_read

__all__ = ["may_lead", "may_read"]


def may_write(actor: Actor, settled: Settlement | None) -> Decision:
    """Until it is settled; after that it is corrected."""
    if not (decision := may_lead(actor)):
        return decision
    if settled is not None:
        return Decision(_("Årsberättelsen är fastställd. Rätta ett kapitel, med skäl, om något har blivit fel."))
    return ALLOWED


def may_settle(actor: Actor, report: AnnualReport, settled: Settlement | None) -> Decision:
    """A year that is over, and not settled already."""
    if not (decision := may_lead(actor)):
        return decision
    if settled is not None:
        return Decision(_("Årsberättelsen är redan fastställd."))
    if not rules.is_over(report.year, clock.today()):
        return Decision(_("Året är inte slut. Årsberättelsen kan fastställas efter årsskiftet."))
    return ALLOWED


def may_correct(actor: Actor, settled: Settlement | None) -> Decision:
    """What is settled; a draft is written instead."""
    if not (decision := may_lead(actor)):
        return decision
    if settled is None:
        return Decision(_("Årsberättelsen är ett utkast. Skriv om kapitlet i stället."))
    return ALLOWED


def may_take_back(actor: Actor, settled: Settlement | None) -> Decision:
    """What is settled."""
    if not (decision := may_lead(actor)):
        return decision
    return ALLOWED if settled else Decision(_("Årsberättelsen är inte fastställd, så det finns inget att ta tillbaka."))


def may_publish(actor: Actor, settled: Settlement | None) -> Decision:
    """What is settled and not public."""
    if not (decision := may_lead(actor)):
        return decision
    if settled is None:
        return Decision(_("Årsberättelsen kan öppnas för alla när styrgruppen har fastställt den."))
    if settled.published_at is not None:
        return Decision(_("Årsberättelsen är redan öppen för alla."))
    return ALLOWED


def may_unpublish(actor: Actor, settled: Settlement | None) -> Decision:
    """What is public."""
    if not (decision := may_lead(actor)):
        return decision
    if settled is None or settled.published_at is None:
        return Decision(_("Årsberättelsen är inte öppen för alla."))
    return ALLOWED
