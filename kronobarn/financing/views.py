"""What the process costs and who pays: years side by side, and each by itself."""

from typing import Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kronobarn.core import clock, tables
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import posted
from kronobarn.financing import actions, files, policy, reads
from kronobarn.financing.forms import AdoptForm, CorrectionForm, LineForm, OutcomeForm, YearForm
from kronobarn.financing.models import Line
from kronobarn.financing.rules import kronor
from kronobarn.programme.form_page import NAV, Words, form_page
from kronobarn.ui import documents
from kronobarn.ui.pages import page

FORMS: Final = frozenset({"csv", "pdf"})
WORDS: Final = {"kronor": kronor} | NAV
get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def overview(request: ActorRequest) -> HttpResponse:
    """The latest years beside each other."""
    policy.may_read(request.actor).enforce()
    context = {
        "found": reads.beside(request.actor),
        "years": reads.years(request.actor),
        "may": bool(policy.may_lead(request.actor)),
        "documents": documents.available(),
    }
    return page(request, "financing/overview.html", context | WORDS)


@require_GET
def file(request: ActorRequest, form: str) -> HttpResponse:
    """The same to take along."""
    policy.may_read(request.actor).enforce()
    if form not in FORMS or (form == "pdf" and not documents.available()):
        raise Http404
    actions.take(form=form, by=request.actor)
    found, name = reads.beside(request.actor), f"finansiering-{clock.today().isoformat()}"
    if form == "csv":
        return tables.file(files.rows(found), name)
    made = documents.pdf(documents.html("financing/paper.html", {"found": found, "made_at": clock.now()} | WORDS))
    return documents.answer(made, name, download=True)


@require_GET
def year(request: ActorRequest, year_id: UUID) -> HttpResponse:
    """One year: its shares, its costs, and whether they come to the same."""
    found = _year(request, year_id)
    context = {
        "found": found,
        "may": bool(policy.may_lead(request.actor)),
        "may_add": policy.may_add(request.actor, found.year),
        "may_adopt": policy.may_adopt(request.actor, found.year, found.balance),
    }
    return page(request, "financing/year.html", context | WORDS)


@get_or_post
def begin(request: ActorRequest) -> HttpResponse:
    """One more year."""
    policy.may_lead(request.actor).enforce()
    form = YearForm(posted(request))
    words = Words(_("Lägg till ett år"), _("Lägg till"), _("Året är tillagt."))

    def call() -> object:
        return actions.begin(**form.cleaned_data, by=request.actor)

    def onward(made: object) -> str:
        return reverse("financing:year", args=[getattr(made, "pk", None)])

    return form_page(request, form, words, call, crumbs=_crumbs(), onward=onward)


@get_or_post
def add(request: ActorRequest, year_id: UUID) -> HttpResponse:
    """A share or a cost."""
    found = _year(request, year_id)
    policy.may_add(request.actor, found.year).enforce()
    form = LineForm(posted(request))
    words = Words(_("Lägg till en andel eller kostnad"), _("Lägg till"), _("Det är tillagt."), str(found.year.number))

    def call() -> object:
        return actions.add(year=found.year, **form.cleaned_data, by=request.actor)

    return form_page(request, form, words, call, crumbs=_crumbs(found))


@get_or_post
def adopt(request: ActorRequest, year_id: UUID) -> HttpResponse:
    """The budget holds."""
    found = _year(request, year_id)
    policy.may_adopt(request.actor, found.year, found.balance).enforce()
    form = AdoptForm(posted(request))
    lead = _("Efter det läggs inga rader till. Det som är fel rättas, med en anteckning.")
    words = Words(_("Skriv in att budgeten är antagen"), _("Skriv in"), _("Det är inskrivet."), lead)

    def call() -> object:
        return actions.adopt(year=found.year, **form.cleaned_data, by=request.actor)

    return form_page(request, form, words, call, crumbs=_crumbs(found))


@get_or_post
def close(request: ActorRequest, line_id: UUID) -> HttpResponse:
    """What a line came to."""
    line = _line(request, line_id)
    policy.may_close(request.actor, line).enforce()
    form = OutcomeForm(posted(request))
    words = Words(_("Skriv in utfallet"), _("Skriv in"), _("Det är inskrivet."), line.name)

    def call() -> object:
        return actions.close(line=line, **form.cleaned_data, by=request.actor)

    return form_page(request, form, words, call, crumbs=_of(line))


@get_or_post
def correct(request: ActorRequest, line_id: UUID) -> HttpResponse:
    """Put right the kronor of a line."""
    line = _line(request, line_id)
    policy.may_correct(request.actor, line).enforce()
    form = CorrectionForm(posted(request), initial={"budget": line.budget, "outcome": line.outcome})
    done = _("Det är rättat. Det gamla står kvar, märkt som rättat.")
    words = Words(_("Rätta en rad"), _("Rätta"), done, line.name)

    def call() -> object:
        return actions.correct(line=line, **form.cleaned_data, by=request.actor)

    return form_page(request, form, words, call, crumbs=_of(line))


def _crumbs(found: reads.Year | None = None) -> list[tuple[str, str]]:
    start = [(_("Finansiering"), reverse("financing:overview"))]
    if found is None:
        return start
    return [*start, (str(found.year.number), reverse("financing:year", args=[found.year.pk]))]


def _of(line: Line) -> list[tuple[str, str]]:
    return _crumbs(reads.Year(line.year, []))


def _year(request: ActorRequest, year_id: UUID) -> reads.Year:
    policy.may_read(request.actor).enforce()
    found = reads.year(request.actor, year_id)
    if found is None:
        raise Http404
    return found


def _line(request: ActorRequest, line_id: UUID) -> Line:
    policy.may_read(request.actor).enforce()
    found = reads.line(request.actor, line_id)
    if found is None:
        raise Http404
    return found
