"""Everything that changes what is known of the money of the process."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record
from kronobarn.authorities.models import Organisation
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.financing import events, policy, reads
from kronobarn.financing.models import FinancialYear, Line
from kronobarn.financing.rules import Side
from kronobarn.programme.kept_actions import put_right, written_now


@action
def begin(*, number: int, basis: str, by: Actor) -> FinancialYear:
    """One more year."""
    policy.may_lead(by).enforce()
    if FinancialYear.objects.filter(number=number).exists():
        raise ValidationError({"number": _("Året finns redan. Öppna det i listan.")})
    year = FinancialYear(number=number, basis=basis, **written_now(by))
    year.save(force_insert=True)
    record(events.YearBegun(number=number), by=by, subject=f"year:{year.pk}")
    return year


@action
def add(
    *, year: FinancialYear, side: Side, organisation: Organisation | None, heading: str, budget: int, by: Actor
) -> Line:
    """A share, or a cost."""
    year = FinancialYear.objects.visible_to(by).locked().get(pk=year.pk)
    policy.may_add(by, year).enforce()
    line = Line(year=year, side=side, organisation=organisation, heading=heading, budget=budget, **written_now(by))
    _is_whole(line)
    line.save(force_insert=True)
    record(events.LineAdded(side=side.value), by=by, subject=f"line:{line.pk}")
    return line


@action
def correct(*, line: Line, because: str, budget: int, outcome: int | None, by: Actor) -> Line:
    """Put right the kronor of a line, with a note. Both stay."""
    line = _locked(line, by)
    policy.may_correct(by, line).enforce()
    if outcome is not None and line.year.adopted_on is None:
        raise ValidationError({"outcome": _("Budgeten är inte antagen än. Utfallet skrivs in efter det.")})
    if outcome is None and line.outcome is not None:
        raise ValidationError({"outcome": _("Utfallet är inskrivet. Skriv 0, om det inte blev något.")})
    of = {"year": line.year, "side": line.side, "organisation": line.organisation, "heading": line.heading}
    right = Line(**of, budget=budget, outcome=outcome, corrects=line, **written_now(by))
    put_right(line, right, because)
    record(events.LineCorrected(), by=by, subject=f"line:{right.pk}")
    return right


@action
def close(*, line: Line, outcome: int, by: Actor) -> Line:
    """What a line came to."""
    line = _locked(line, by)
    policy.may_close(by, line).enforce()
    line.outcome = outcome
    line.save(update_fields=["outcome"])
    record(events.OutcomeWritten(), by=by, subject=f"line:{line.pk}")
    return line


@action
def adopt(*, year: FinancialYear, adopted_on: date, document: str, by: Actor) -> FinancialYear:
    """The budget holds: both sides come to the same."""
    year = FinancialYear.objects.visible_to(by).locked().get(pk=year.pk)
    policy.may_adopt(by, year, reads.balance(by, year)).enforce()
    if adopted_on > clock.today():
        raise ValidationError({"adopted_on": _("Dagen har inte varit än. Skriv in beslutet när det är fattat.")})
    year.adopted_on = adopted_on
    year.document = document
    year.save(update_fields=["adopted_on", "document"])
    record(events.BudgetAdopted(adopted_on=adopted_on), by=by, subject=f"year:{year.pk}")
    return year


@action
def take(*, form: str, by: Actor) -> None:
    """Somebody takes the tables along."""
    policy.may_read(by).enforce()
    record(events.TableTaken(form=form), by=by, subject="financing")


def _locked(line: Line, by: Actor) -> Line:
    related = ("year", "organisation")
    found: Line = Line.objects.visible_to(by).select_related(*related).locked().get(pk=line.pk)
    return found


def _is_whole(line: Line) -> None:
    standing = Line.objects.filter(year=line.year, side=line.side, corrected_at=None)
    if line.side is Side.SHARE and line.organisation is not None:
        if standing.filter(organisation=line.organisation).exists():
            raise ValidationError({"organisation": _("Parten har redan en andel i år. Rätta den i stället.")})
        line.heading = ""
    elif not line.heading:
        said = (
            _("Välj en part, eller skriv vem det är.") if line.side is Side.SHARE else _("Skriv vad kostnaden gäller.")
        )
        raise ValidationError({"heading": said})
