"""The pages of the modules that a county may switch on. For everyone else, and where they are off, they are not there."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kronobarn.assessments.reads import MATTERS
from kronobarn.assessments.rules import Perspective
from kronobarn.circles.doors import find_or_404, open_or_404
from kronobarn.circles.reads import header
from kronobarn.concerns.models import Matter
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, posted
from kronobarn.drafts.reads import HalfWritten
from kronobarn.my_world import actions, policy, reads, rules
from kronobarn.my_world.forms import NoteForm
from kronobarn.my_world.maps import Map, switched_on
from kronobarn.my_world.models import Note
from kronobarn.my_world.rules import Module
from kronobarn.practice import pack
from kronobarn.ui.pages import page

get_or_post = require_http_methods(["GET", "POST"])


def _here(matter: Matter, module: Module, request: ActorRequest) -> Map:
    """The module in the matter's own version of the practice model, for the service that carries the matter."""
    found = switched_on(pack.told(matter.record.practice_version), module)
    if found is None or matter.record.owner_id != request.actor.area_id:
        raise Http404
    return found


def _show(
    request: ActorRequest, template: str, matter: Matter, of: Map, status: int = 200, **more: Any
) -> HttpResponse:
    around = {"nav": "children", "matter": matter, "header": header(matter.child, request.actor), "of": of}
    return page(request, f"my_world/{template}.html", around | more, status=status)


@require_GET
def shown(request: ActorRequest, matter_id: UUID, module: Module) -> HttpResponse:
    """Everything that has been put in its place."""
    matter: Matter = open_or_404(MATTERS, matter_id, by=request.actor)
    of = _here(matter, module, request)
    may_add = policy.may_add(request.actor, matter)
    return _show(
        request,
        module.value,
        matter,
        of,
        sides=reads.placed(of, matter, request.actor, may_add),
        may_add=may_add,
    )


@get_or_post
def add(request: ActorRequest, matter_id: UUID, module: Module) -> HttpResponse:
    """Put something in its place."""
    matter: Matter = (open_or_404 if request.method == "GET" else find_or_404)(MATTERS, matter_id, by=request.actor)
    of = _here(matter, module, request)
    policy.may_add(request.actor, matter).enforce(child_id=matter.child_id)
    draft = HalfWritten(request, child_id=matter.child_id, form=rules.draft_key(matter.pk, module))
    return _form(request, matter, of, {"place": request.GET.get("plats", "")} | draft.words, draft=draft)


@get_or_post
def correct(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Put a note right, or in another place: a new one, with the old one kept."""
    note: Note = (open_or_404 if request.method == "GET" else find_or_404)(reads.NOTES, record_id, by=request.actor)
    of = _here(note.matter, Module(note.module), request)
    policy.may_correct(request.actor, note, note.matter).enforce(child_id=note.child_id)
    return _form(request, note.matter, of, NoteForm.words_of(note), before=note)


def _form(
    request: ActorRequest,
    matter: Matter,
    of: Map,
    initial: dict[str, Any],
    *,
    before: Note | None = None,
    draft: HalfWritten | None = None,
) -> HttpResponse:
    form = NoteForm(posted(request), of=of, initial=initial)
    if request.method == "POST" and attempt(form, lambda: _do(request, matter, of, form, before)) is not None:
        messages.success(request, _("Sparat."))
        return redirect(f"my_world:{of.module}", matter.pk)
    return _show(request, "write", matter, of, 422 if form.errors else 200, form=form, before=before, draft=draft)


def _do(request: ActorRequest, matter: Matter, of: Map, form: NoteForm, before: Note | None) -> Note:
    words = dict(form.cleaned_data)
    perspective = Perspective(words.pop("perspective"))
    return actions.add(
        matter=matter, module=of.module, perspective=perspective, amends=before, by=request.actor, **words
    )
