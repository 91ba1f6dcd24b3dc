"""The pages about papers: put one in, look at it, take it along, take it away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kronobarn.circles.doors import find_or_404, log_taken, open_or_404
from kronobarn.circles.models import Record
from kronobarn.circles.reads import guardians, header
from kronobarn.circles.withholding import marks_of_parts
from kronobarn.core import scanner
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt
from kronobarn.documents import actions, policy, reads, rules
from kronobarn.documents.forms import PaperForm, RemoveForm, WhoForm
from kronobarn.documents.models import Document
from kronobarn.documents.rules import Form
from kronobarn.ui.language import spoken
from kronobarn.ui.pages import page

get_or_post = require_http_methods(["GET", "POST"])
SHUT = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""What a file may do in a browser that opens it after all: nothing."""


@get_or_post
def add(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """The papers of a record, and one more."""
    posted = request.method == "POST"
    through = find_or_404 if posted else open_or_404
    record = through(Record.objects, record_id, by=request.actor)
    allowed = policy.may_add(request.actor, record)
    allowed.enforce(child_id=record.child_id)
    known = guardians(record.child_id, request.actor)
    form = PaperForm(*((request.POST, request.FILES) if posted else ()), by=request.actor, guardians=known)
    if posted:
        done = attempt(
            form,
            lambda: actions.add(
                record=record,
                sent=form.cleaned_data["picture"].read(),
                handed_in=form.handed_in(),
                by=request.actor,
            ),
        )
        if done is not None:
            messages.success(request, _said(done))
            return redirect("documents:add", record.pk)
    return page(
        request,
        "documents/add.html",
        {
            "nav": "children",
            "header": header(record.child, request.actor),
            "record": record,
            "papers": reads.papers_of(record.child_id, [record.pk], request.actor).get(record.pk, []),
            "form": form,
            "has_kept_parts": bool(marks_of_parts(record, request.actor)),
            "back": rules.PAGES.get(record.kind, ""),
            "scanned": scanner.is_configured(),
        },
        status=422 if form.errors else 200,
    )


def _said(done: Document) -> str:
    if done.is_pdf:
        return _("PDF-filen är inlagd. Vem som gjorde den, länkar och anteckningar har tagits bort ur den.")
    return _("Bilden är inlagd. Var och när den togs har tagits bort ur den.")


@require_GET
def see(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """The paper on a page: the picture, or the first pages of a PDF as pictures."""
    document = open_or_404(reads.Present(), document_id, by=request.actor)
    context = {
        "nav": "children",
        "header": header(document.child, request.actor),
        "document": document,
        "pictures": reads.shown(document),
        "back": rules.PAGES.get(document.record.kind, ""),
        "handed_in": reads.handed_in_to(document, request.actor),
        "may_correct": policy.may_correct(request.actor, document),
        "may_remove": policy.may_remove(request.actor, document),
    }
    return page(request, "documents/see.html", context)


@require_GET
def file(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """The file itself, to take along."""
    document = open_or_404(reads.Present(), document_id, by=request.actor)
    log_taken(document, spoken(), by=request.actor)
    form = Form(document.form)
    answer = HttpResponse(bytes(document.content), content_type=rules.MEDIA_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{rules.FILE_NAMES[form]}"'
    answer["Content-Security-Policy"] = SHUT
    return answer


@get_or_post
def who(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Put right who handed a paper in."""
    posted = request.method == "POST"
    through = find_or_404 if posted else open_or_404
    document = through(reads.Papers(), document_id, by=request.actor)
    policy.may_correct(request.actor, document).enforce(child_id=document.child_id)
    form = WhoForm(
        request.POST if posted else None, guardians=reads.could_hand_in(document, request.actor), document=document
    )
    if posted:
        done = attempt(form, lambda: actions.say_who(document=document, handed_in=form.handed_in(), by=request.actor))
        if done is not None:
            messages.success(request, _("Nu står det vem som lämnade papperet."))
            return redirect("documents:see", document.pk)
    return page(
        request,
        "documents/who.html",
        {"nav": "children", "header": header(document.child, request.actor), "document": document, "form": form},
        status=422 if form.errors else 200,
    )


@get_or_post
def remove(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Take a paper away, and say why."""
    posted = request.method == "POST"
    through = find_or_404 if posted else open_or_404
    document = through(reads.Papers(), document_id, by=request.actor)
    policy.may_remove(request.actor, document).enforce(child_id=document.child_id)
    form = RemoveForm(request.POST if posted else None)
    if posted:
        done = attempt(form, lambda: actions.remove(document=document, by=request.actor, **form.cleaned_data))
        if done is not None:
            messages.success(request, _("Papperet är borttaget."))
            return redirect("documents:add", document.record_id)
    return page(
        request,
        "documents/remove.html",
        {"nav": "children", "header": header(document.child, request.actor), "document": document, "form": form},
        status=422 if form.errors else 200,
    )
