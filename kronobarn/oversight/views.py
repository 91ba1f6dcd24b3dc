"""Reviewing the log of one's area, and the family's extract of a child's."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kronobarn.circles.doors import find_child_or_404, find_or_404
from kronobarn.circles.reads import header
from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, posted
from kronobarn.oversight import actions, policy, reads, searching
from kronobarn.oversight import extract as extracts
from kronobarn.oversight.forms import JudgeForm, PeriodForm, SearchForm
from kronobarn.oversight.models import Drawn, Sample
from kronobarn.oversight.rules import Outcome
from kronobarn.ui.pages import page, page_number


@require_GET
def overview(request: ActorRequest) -> HttpResponse:
    """How the reviewing goes, month by month."""
    policy.may_see_counts(request.actor).enforce()
    context = {
        "months": reads.months(),
        "month_name": reads.month_name,
        "may_review": bool(policy.may_review(request.actor)),
        "nav": "oversight",
    }
    return page(request, "oversight/overview.html", context)


@require_http_methods(["GET", "POST"])
def search(request: ActorRequest) -> HttpResponse:
    """Look in the log. What is looked for is posted, so that it stands in no address."""
    policy.may_review(request.actor).enforce()
    posted = request.method == "POST"
    form = SearchForm(request.POST if posted else None, area_id=request.actor.area_id, initial=SearchForm.usual())
    answer = attempt(form, lambda: _search(form, request)) if posted else None
    return page(
        request,
        "oversight/search.html",
        {"form": form, "answer": answer, "nav": "oversight"},
        status=422 if form.errors else 200,
    )


def _search(form: SearchForm, request: ActorRequest) -> searching.Answer:
    asked = {name: form.cleaned_data[name] for name in ("child", "who", "unit", "since", "until")}
    return searching.search(**asked, before=form.before, by=request.actor)


@require_GET
def sample(request: ActorRequest, sample_id: UUID) -> HttpResponse:
    """What was drawn from one month."""
    found = find_or_404(Sample.objects, sample_id, by=request.actor)
    number_of = page_number(request)
    visits, more = reads.visits(found, request.actor, number=number_of)
    actions.note_sample(sample=found, by=request.actor)
    context = {
        "sample": found,
        "month": reads.month_name(found.month),
        "visits": visits,
        "found": reads.found(found),
        "number": number_of,
        "more": more,
        "nav": "oversight",
    }
    return page(request, "oversight/sample.html", context)


@require_http_methods(["GET", "POST"])
def visit(request: ActorRequest, drawn_id: UUID) -> HttpResponse:
    """One drawn visit: what it was, what has been said about it, and one's own judgement."""
    drawn = find_or_404(Drawn.objects, drawn_id, by=request.actor)
    form = JudgeForm(posted(request))
    if request.method == "POST" and _judge(drawn, form, request) is not None:
        messages.success(request, _("Bedömningen är sparad."))
        return redirect("oversight:sample", drawn.sample_id)
    actions.note_visit(drawn=drawn, by=request.actor)
    context = {
        "visit": reads.visit(drawn, request.actor),
        "sample_id": drawn.sample_id,
        "said": reads.said(drawn, request.actor),
        "may_judge": policy.may_judge(request.actor, drawn),
        "form": form,
        "nav": "oversight",
    }
    return page(request, "oversight/visit.html", context, status=422 if form.errors else 200)


def _judge(drawn: Drawn, form: JudgeForm, request: ActorRequest) -> object:
    policy.may_judge(request.actor, drawn).enforce()
    return attempt(
        form,
        lambda: actions.judge(
            drawn=drawn,
            outcome=Outcome(form.cleaned_data["outcome"]),
            note=form.cleaned_data["note"],
            by=request.actor,
        ),
    )


@require_GET
def extract(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """Who has read about the child, by day and workplace."""
    child = find_child_or_404(child_id, by=request.actor)
    form = _period(request)
    usual = form.usual()
    since, until = (
        (form.cleaned_data["since"], form.cleaned_data["until"])
        if form.is_valid()
        else (usual["since"], usual["until"])
    )
    sums, more = extracts.taken(child, since=since, until=until, actor=request.actor)
    extracts.note(child=child, form="page", by=request.actor)
    context = {
        "child": child,
        "header": header(child, request.actor),
        "form": form,
        "since": since,
        "until": until,
        "days": extracts.days(sums),
        "more": more,
        "nav": "children",
    }
    return page(request, "oversight/extract.html", context, status=422 if form.errors else 200)


FILES = {"tabell.csv": "text/csv; charset=utf-8", "text.txt": "text/plain; charset=utf-8"}


@require_GET
def extract_file(request: ActorRequest, child_id: UUID, form: str) -> HttpResponse:
    """The same, to take along."""
    child = find_child_or_404(child_id, by=request.actor)
    period = _period(request)
    if form not in FILES or not period.is_valid():
        raise Http404
    since, until = period.cleaned_data["since"], period.cleaned_data["until"]
    sums, _more = extracts.taken(child, since=since, until=until, actor=request.actor)
    extracts.note(child=child, form=form.partition(".")[2], by=request.actor)
    text = extracts.as_table(sums) if form == "tabell.csv" else extracts.as_text(sums, since=since, until=until)
    name = f"vem-har-last-{clock.today().isoformat()}.{form.partition('.')[2]}"
    answer = HttpResponse(text, content_type=FILES[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _period(request: ActorRequest) -> PeriodForm:
    """The time that the address says; without one, the usual."""
    said = {"since": request.GET.get("since", ""), "until": request.GET.get("until", "")}
    return PeriodForm(said if any(said.values()) else {**PeriodForm.usual()})
