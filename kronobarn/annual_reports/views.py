"""Annual reports: the list, a report, its chapters, and what is written by hand in them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kronobarn.annual_reports import actions, frozen, policy, reads
from kronobarn.annual_reports.forms import PartForm, YearForm
from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, posted, seen
from kronobarn.programme.chapters import Chapter, chapters
from kronobarn.programme.form_page import NAV, Words, form_page
from kronobarn.ui.pages import page

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def overview(request: ActorRequest) -> HttpResponse:
    """The years, the latest first."""
    policy.may_read(request.actor).enforce()
    context = {"found": reads.reports(request.actor), "may": bool(policy.may_lead(request.actor))}
    return page(request, "annual_reports/overview.html", context | NAV)


@get_or_post
def begin(request: ActorRequest) -> HttpResponse:
    """One more year to tell of."""
    policy.may_lead(request.actor).enforce()
    known = {one.report.year for one in reads.reports(request.actor)}
    latest = clock.today().year - 1
    form = YearForm(posted(request), initial={} if latest in known else {"year": latest})
    words = Words(_("Börja på en årsberättelse"), _("Börja"), _("Årsberättelsen är påbörjad."))

    def call() -> object:
        return actions.begin(**form.cleaned_data, by=request.actor)

    def onward(made: Any) -> str:
        return reverse("annual_reports:report", args=[made.pk])

    return form_page(request, form, words, call, crumbs=crumbs(), onward=onward)


@require_GET
def report(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """What is settled, whole; or the chapters of a draft, with what has been written in each."""
    found = report_or_404(request, report_id)
    actor, settled = request.actor, found.settled
    context = {
        "found": found,
        "chapters": settled.content["chapters"] if settled else chapters(),
        "written": {} if settled else reads.written(actor, found.report),
        "corrections": reads.corrections(actor, settled) if settled else {},
        "may": bool(policy.may_lead(actor)),
        "may_settle": policy.may_settle(actor, found.report, settled),
        "may_publish": policy.may_publish(actor, settled),
        "may_unpublish": policy.may_unpublish(actor, settled),
    }
    return page(request, "annual_reports/report.html", context | NAV)


@require_GET
def chapter(request: ActorRequest, report_id: UUID, key: str) -> HttpResponse:
    """A chapter of a draft: its facts as they stand now, what is written, and what was written before."""
    found, one = _to_write(request, report_id, key)
    versions = reads.versions(request.actor, found.report, key)
    context = {
        "found": found,
        "one": frozen.chapter(request.actor, found.report.year, one, {key: versions[0]} if versions else {}),
        "versions": versions,
    }
    return page(request, "annual_reports/chapter.html", context | NAV)


@get_or_post
def write(request: ActorRequest, report_id: UUID, key: str) -> HttpResponse:
    """What is written by hand. Two who write never overwrite each other."""
    found, one = _to_write(request, report_id, key)
    latest = next(iter(reads.versions(request.actor, found.report, key)), None)
    before = None if latest else reads.year_before(request.actor, found.report, key)
    start = before if "borja" in request.GET and before else latest
    form = PartForm(posted(request), initial={"text": start.text, "points": start.points} if start else None)

    def call() -> object:
        said = form.cleaned_data
        actions.write(report=found.report, chapter=key, seen=seen(request), by=request.actor, **said)
        return True

    if request.method == "POST" and attempt(form, call) is not None:
        messages.success(request, _("Sparat. Det som stod förut finns kvar bland versionerna."))
        return redirect("annual_reports:chapter", found.report.pk, key)
    stale = bool(getattr(form, "stale", False))
    number = latest.number if latest else 0
    context = {
        "found": found,
        "one": one,
        "form": form,
        "latest": latest if stale else None,
        "before": before,
        "seen": number if stale or request.method == "GET" else seen(request),
        "to": request.path,
    }
    return page(request, "annual_reports/write.html", context | NAV, status=422 if form.errors else 200)


def crumbs(found: reads.Shown | None = None) -> list[tuple[str, str]]:
    """The way to a report from the process."""
    start = [(_("Årsberättelser"), reverse("annual_reports:overview"))]
    if found is None:
        return start
    return [*start, (str(found.report.year), reverse("annual_reports:report", args=[found.report.pk]))]


def report_or_404(request: ActorRequest, report_id: UUID) -> reads.Shown:
    policy.may_read(request.actor).enforce()
    found = reads.report(request.actor, report_id)
    if found is None:
        raise Http404
    return found


def _to_write(request: ActorRequest, report_id: UUID, key: str) -> tuple[reads.Shown, Chapter]:
    found = report_or_404(request, report_id)
    policy.may_write(request.actor, found.settled).enforce()
    one = reads.chapter(key)
    if one is None:
        raise Http404
    return found, one
