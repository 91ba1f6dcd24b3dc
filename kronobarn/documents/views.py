"""The pages about papers: put a picture in, look at it, take it away."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kronobarn.circles.doors import find_or_404, open_or_404
from kronobarn.circles.models import Record
from kronobarn.circles.reads import header
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt
from kronobarn.documents import actions, policy, reads
from kronobarn.documents.forms import PictureForm, RemoveForm
from kronobarn.ui.pages import page

get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
def add(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """The papers of a record, and one more."""
    posted = request.method == "POST"
    through = find_or_404 if posted else open_or_404
    record = through(Record.objects, record_id, by=request.actor)
    allowed = policy.may_add(request.actor, record)
    allowed.enforce(child_id=record.child_id)
    form = PictureForm(request.POST, request.FILES) if posted else PictureForm()
    if posted:
        done = attempt(
            form, lambda: actions.add(record=record, sent=form.cleaned_data["picture"].read(), by=request.actor)
        )
        if done is not None:
            messages.success(request, _("Bilden är inlagd. Var och när den togs har tagits bort ur den."))
            return redirect("documents:add", record.pk)
    return page(
        request,
        "documents/add.html",
        {
            "header": header(record.child, request.actor),
            "record": record,
            "papers": reads.papers_of(record.child_id, [record.pk], request.actor).get(record.pk, []),
            "form": form,
        },
        status=422 if form.errors else 200,
    )


@require_GET
def see(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """The picture itself, on a page of its own."""
    document = open_or_404(reads.Papers(), document_id, by=request.actor)
    if document.removed_at is not None:
        raise Http404
    answer = HttpResponse(bytes(document.picture), content_type="image/jpeg")
    answer["Content-Disposition"] = 'inline; filename="papper.jpg"'
    return answer


@get_or_post
def remove(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Take a picture away, and say why."""
    posted = request.method == "POST"
    through = find_or_404 if posted else open_or_404
    document = through(reads.Papers(), document_id, by=request.actor)
    policy.may_remove(request.actor, document).enforce(child_id=document.child_id)
    form = RemoveForm(request.POST if posted else None)
    if posted:
        done = attempt(form, lambda: actions.remove(document=document, by=request.actor, **form.cleaned_data))
        if done is not None:
            messages.success(request, _("Bilden är borttagen."))
            return redirect("documents:add", document.record_id)
    return page(
        request,
        "documents/remove.html",
        {"header": header(document.child, request.actor), "document": document, "form": form},
        status=422 if form.errors else 200,
    )
