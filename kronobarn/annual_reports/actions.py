"""Everything that changes an annual report."""

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from kronobarn.annual_reports import events, frozen, policy, reads
from kronobarn.annual_reports.models import AnnualReport, Correction, Part, Settlement
from kronobarn.annual_reports.rules import FIRST_YEAR
from kronobarn.audit.actions import record
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Stale
from kronobarn.core.reasons import demand
from kronobarn.group_meetings.models import Decision
from kronobarn.group_meetings.places import name
from kronobarn.group_meetings.rules import named
from kronobarn.programme.kept_actions import written_now
from kronobarn.programme.models import Member


@action
def begin(*, year: int, by: Actor) -> AnnualReport:
    """One more year to tell of."""
    policy.may_lead(by).enforce()
    if not FIRST_YEAR <= year <= clock.today().year:
        raise ValidationError({"year": _("Skriv ett år från %(first)d till i år.") % {"first": FIRST_YEAR}})
    if AnnualReport.objects.filter(year=year).exists():
        raise ValidationError({"year": _("Årsberättelsen finns redan. Öppna den i listan.")})
    report = AnnualReport(year=year, **written_now(by))
    report.save(force_insert=True)
    record(events.ReportBegun(year=year), by=by, subject=report.log_name)
    return report


@action
def write(*, report: AnnualReport, chapter: str, text: str, points: str, seen: int, by: Actor) -> Part | None:
    """One more version of what is written by hand in a chapter; None when nothing is new. What was there stays."""
    report = _locked(report, by)
    policy.may_write(by, _settled(report, by)).enforce()
    if reads.chapter(chapter) is None:
        raise ValidationError(_("Kapitlet finns inte längre. Gå tillbaka till årsberättelsen."))
    rows = Part.objects.visible_to(by).filter(report=report, chapter=chapter)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    if last != seen:
        raise Stale(_("Någon har skrivit i kapitlet medan du hade sidan öppen. Läs båda texterna innan du sparar."))
    before = rows.filter(number=last).first()
    if (text, points) == ((before.text, before.points) if before else ("", "")):
        return None
    said = {"chapter": chapter, "text": text, "points": points}
    part = Part(report=report, number=last + 1, **said, **written_now(by))
    part.save(force_insert=True)
    record(events.PartWritten(chapter=chapter, number=part.number), by=by, subject=report.log_name)
    return part


@action
def settle(*, report: AnnualReport, decision: Decision, seen: str, by: Actor) -> Settlement:
    """Write down that the steering group has settled it, in the words and figures that were seen. They are kept so."""
    report = _locked(report, by)
    policy.may_settle(by, report, _settled(report, by)).enforce()
    found = reads.can_settle(by, report).filter(pk=decision.pk).first()
    if found is None:
        raise ValidationError({"decision": _("Välj ett av styrgruppens beslut efter årets slut.")})
    said = frozen.content(by, report, reads.written(by, report))
    if frozen.digest(said) != seen:
        raise Stale(_("Något har ändrats medan du hade sidan öppen. Läs igenom årsberättelsen igen."))
    settled = Settlement(
        report=report,
        decision=found,
        settled_on=reads.decided_on(found),
        settled_by=name(by, found.meeting),
        content=said,
        **written_now(by),
    )
    settled.save(force_insert=True)
    record(events.ReportSettled(settled_on=settled.settled_on), by=by, subject=report.log_name)
    return settled


@action
def take_back(*, report: AnnualReport, because: str, by: Actor) -> None:
    """It was settled by mistake: it is a draft again, and public no longer. What was settled can still be read."""
    report = _locked(report, by)
    settled = _settled(report, by)
    policy.may_take_back(by, settled).enforce()
    assert settled is not None
    demand("because", because, _("Skriv varför."))
    settled.published_at = None
    settled.taken_back_at, settled.taken_back_because = clock.now(), because
    settled.save(update_fields=["published_at", "taken_back_at", "taken_back_because"])
    record(events.ReportTakenBack(), by=by, subject=report.log_name)


@action
def correct(*, report: AnnualReport, chapter: str, text: str, because: str, by: Actor) -> Correction:
    """Say beside a settled chapter what was wrong in it. The chapter keeps its words and figures."""
    report = _locked(report, by)
    settled = _settled(report, by)
    policy.may_correct(by, settled).enforce()
    assert settled is not None
    demand("because", because, _("Skriv varför det rättas."))
    if chapter not in {one["key"] for one in settled.content["chapters"]}:
        raise ValidationError(_("Kapitlet finns inte i årsberättelsen."))
    if settled.published_at is not None:
        _names_nobody({_("rättelsen"): text}, by)
    made = Correction(settlement=settled, chapter=chapter, text=text, because=because, **written_now(by))
    made.save(force_insert=True)
    record(events.ReportCorrected(chapter=chapter), by=by, subject=report.log_name)
    return made


@action
def publish(*, report: AnnualReport, by: Actor) -> None:
    """Let everybody read it on the public site. The names of all who have sat in the groups are looked for first."""
    report = _locked(report, by)
    settled = _settled(report, by)
    policy.may_publish(by, settled).enforce()
    assert settled is not None
    said = {one["heading"]: frozen.words(one) for one in settled.content["chapters"]}
    said[_("rättelserna")] = "\n".join(one.text for one in settled.corrections.all())
    _names_nobody(said, by)
    settled.published_at = clock.now()
    settled.save(update_fields=["published_at"])
    record(events.ReportPublished(), by=by, subject=report.log_name)


@action
def unpublish(*, report: AnnualReport, by: Actor) -> None:
    """Take it off the public site."""
    report = _locked(report, by)
    settled = _settled(report, by)
    policy.may_unpublish(by, settled).enforce()
    assert settled is not None
    settled.published_at = None
    settled.save(update_fields=["published_at"])
    record(events.ReportUnpublished(), by=by, subject=report.log_name)


@action
def take(*, report: AnnualReport, form: str, by: Actor) -> None:
    """Somebody takes it along."""
    policy.may_read(by).enforce()
    record(events.ReportTaken(form=form), by=by, subject=report.log_name)


def _locked(report: AnnualReport, by: Actor) -> AnnualReport:
    found: AnnualReport = AnnualReport.objects.visible_to(by).locked().get(pk=report.pk)
    return found


def _settled(report: AnnualReport, by: Actor) -> Settlement | None:
    found: Settlement | None = Settlement.objects.visible_to(by).standing().filter(report=report).first()
    return found


def _names_nobody(said: dict[str, str], by: Actor) -> None:
    known = list(Member.objects.visible_to(by).exclude(name="").values_list("name", flat=True).distinct())
    for where, text in said.items():
        if named(text, known):
            raise ValidationError(
                _("I ”%(where)s” står namnet på någon som sitter i en grupp. Skriv funktionen i stället.")
                % {"where": where}
            )
