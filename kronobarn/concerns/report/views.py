"""The form, and the document that it becomes. Both know of no child."""

from typing import Final

from django.http import HttpResponse
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from kronobarn.concerns import reads
from kronobarn.concerns.policy import may_report
from kronobarn.concerns.report import actions
from kronobarn.concerns.report.forms import ReportForm
from kronobarn.concerns.report.paper import parts
from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import posted
from kronobarn.core.language import county_language
from kronobarn.ui import documents
from kronobarn.ui.pages import page

TO_PRINT: Final = "page"


@require_http_methods(["GET", "POST"])
def report(request: ActorRequest) -> HttpResponse:
    """Write a report of concern, and take it along as PDF or on paper."""
    may_report(request.actor).enforce()
    typed = posted(request)
    form = ReportForm(typed, municipalities=reads.municipalities(), by=request.actor)
    if typed is None or not form.is_valid():
        context = {"form": form, "pdf": documents.available(), "nav": "guide"}
        return page(request, "concerns/report.html", context, status=422 if form.errors else 200)
    actions.note(by=request.actor)
    return _answer(request, form, to_print=request.POST.get("as_what") == TO_PRINT or not documents.available())


def _answer(request: ActorRequest, form: ReportForm, *, to_print: bool) -> HttpResponse:
    # Social services read it, so it is in the county's language whatever the page was in.
    with override(county_language()):
        context = {"parts": parts(form), "at": clock.now(), "to": form.cleaned_data["to"]}
        if to_print:
            return page(request, "concerns/report_page.html", {**context, "nav": "guide"})
        made = documents.pdf(documents.html("concerns/report_document.html", context))
    return documents.answer(made, "orosanmalan", download=True)
