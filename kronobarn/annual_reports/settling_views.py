"""What becomes of a report: settled, put right beside, taken back, opened to all; on paper and as slides."""

from pathlib import Path
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kronobarn.annual_reports import actions, frozen, policy, reads, slides
from kronobarn.annual_reports.forms import BecauseForm, CorrectionForm, SettleForm
from kronobarn.annual_reports.views import crumbs, get_or_post, report_or_404
from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, posted
from kronobarn.programme.form_page import NAV, Words, form_page
from kronobarn.ui import documents
from kronobarn.ui.pages import page

STYLE: Final = Path(documents.__file__).parent / "static" / "ui" / "paper.css"


@get_or_post
def settle(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """The whole report as it would be settled, and by which decision."""
    found = report_or_404(request, report_id)
    policy.may_settle(request.actor, found.report, found.settled).enforce()
    decisions = reads.can_settle(request.actor, found.report)
    form = SettleForm(posted(request), decisions=decisions)
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        made = attempt(
            form, lambda: actions.settle(report=found.report, **form.cleaned_data, seen=seen, by=request.actor)
        )
        if made is not None:
            messages.success(request, _("Årsberättelsen är fastställd. Ord och siffror ändras inte mer."))
            return redirect("annual_reports:report", found.report.pk)
    said = _content(request, found)
    context = {"found": found, "form": form, "content": said, "seen": frozen.digest(said)}
    context |= {"can": decisions.exists()}
    return page(request, "annual_reports/settle.html", context | NAV, status=422 if form.errors else 200)


@get_or_post
def take_back(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """Settled by mistake."""
    found = report_or_404(request, report_id)
    policy.may_take_back(request.actor, found.settled).enforce()
    form = BecauseForm(posted(request))
    lead = _(
        "Årsberättelsen blir ett utkast igen och är inte längre öppen för alla. Det som var fastställt går att läsa."
    )
    done = _("Årsberättelsen är ett utkast igen.")
    words = Words(_("Ta tillbaka årsberättelsen"), _("Ta tillbaka"), done, lead, "danger")

    def call() -> object:
        actions.take_back(report=found.report, **form.cleaned_data, by=request.actor)
        return True

    return form_page(request, form, words, call, crumbs=crumbs(found))


@get_or_post
def correct(request: ActorRequest, report_id: UUID, key: str) -> HttpResponse:
    """What was wrong in a settled chapter, beside it."""
    found = report_or_404(request, report_id)
    policy.may_correct(request.actor, found.settled).enforce()
    assert found.settled is not None
    heading = next((one["heading"] for one in found.settled.content["chapters"] if one["key"] == key), None)
    if heading is None:
        raise Http404
    form = CorrectionForm(posted(request))
    lead = _("Kapitlet ”%(heading)s” ändras inte. Rättelsen står bredvid, med dag och skäl.") % {"heading": heading}
    words = Words(_("Rätta ett kapitel"), _("Rätta"), _("Rättelsen står bredvid kapitlet."), lead)

    def call() -> object:
        return actions.correct(report=found.report, chapter=key, **form.cleaned_data, by=request.actor)

    return form_page(request, form, words, call, crumbs=crumbs(found))


@get_or_post
def publish(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """Let everybody read it."""
    found = report_or_404(request, report_id)
    policy.may_publish(request.actor, found.settled).enforce()
    lead = _("Alla kan då läsa hela årsberättelsen på den öppna webbplatsen. Läs igenom den: inga namn ska stå i den.")
    words = Words(_("Öppna årsberättelsen för alla"), _("Öppna för alla"), _("Alla kan läsa årsberättelsen."), lead)

    def call() -> object:
        actions.publish(report=found.report, by=request.actor)
        return True

    return form_page(request, Form(posted(request)), words, call, crumbs=crumbs(found))


@require_POST
def unpublish(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """Let only staff read it."""
    found = report_or_404(request, report_id)
    actions.unpublish(report=found.report, by=request.actor)
    messages.success(request, _("Årsberättelsen är inte längre öppen för alla."))
    return redirect("annual_reports:report", found.report.pk)


@require_GET
def paper(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """The report as PDF."""
    found = report_or_404(request, report_id)
    if not documents.available():
        messages.warning(request, _("PDF kan inte göras här. Skriv ut sidan med webbläsaren i stället."))
        return redirect("annual_reports:report", found.report.pk)
    actions.take(report=found.report, form="pdf", by=request.actor)
    corrections = reads.corrections(request.actor, found.settled) if found.settled else {}
    said = {"found": found, "content": _content(request, found), "corrections": corrections}
    text = documents.html("annual_reports/paper.html", said | {"made_at": clock.now()})
    return documents.answer(documents.pdf(text, style=STYLE), f"arsberattelse-{found.report.year}")


@require_GET
def show(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """The chosen chapters as slides, one on each page: for the screen in the room, by keyboard, and to print."""
    found = report_or_404(request, report_id)
    chosen = slides.chosen(_content(request, found), request.GET.getlist("kapitel"))
    back = reverse("annual_reports:report", args=[found.report.pk])
    context = {"found": found, "slides": slides.slides(chosen), "back": back}
    return page(request, "annual_reports/slides.html", context)


def _content(request: ActorRequest, found: reads.Shown) -> frozen.Content:
    """What was settled; or what would be, as it stands now."""
    if found.settled:
        content: frozen.Content = found.settled.content
        return content
    return frozen.content(request.actor, found.report, reads.written(request.actor, found.report))
