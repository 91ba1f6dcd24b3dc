"""Learning material for those who read it: the library, one's own page, a part at a time, and paper."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.learning.papers import STYLE
from kronobarn.learning_material import actions, files, policy, reads
from kronobarn.learning_material.models import Material, MaterialPart, MaterialVersion
from kronobarn.programme.form_page import NAV
from kronobarn.ui import documents
from kronobarn.ui.pages import page

SHUT = "default-src 'none'; sandbox"


@require_GET
def library(request: ActorRequest) -> HttpResponse:
    """Everything there is to read."""
    policy.may_read(request.actor).enforce()
    context = {"shelf": reads.shelf(request.actor), "may": bool(policy.may_lead(request.actor))}
    return page(request, "learning_material/library.html", context | NAV)


@require_GET
def mine(request: ActorRequest) -> HttpResponse:
    """How far one has come oneself. Nobody else sees it."""
    policy.may_read(request.actor).enforce()
    rows = reads.begun(request.actor)
    used = [one for one in rows if one.material.withdrawn_at is None]
    begun = {one.material.pk for one in rows}
    waiting = [one for one in reads.shelf(request.actor).for_me if one.material.pk not in begun]
    context = {
        "changed": [one for one in used if one.changed],
        "going_on": [one for one in used if not one.is_whole and not one.changed],
        "whole": [one for one in used if one.is_whole],
        "withdrawn": [one for one in rows if one.material.withdrawn_at is not None],
        "waiting": waiting,
    }
    return page(request, "learning_material/mine.html", context | NAV)


@require_GET
def material(request: ActorRequest, material_id: UUID) -> HttpResponse:
    """One material: its parts in the order that they are read, what is new, and its versions."""
    found = material_or_404(request, material_id)
    shown = reads.versions(request.actor, found)
    if not shown:
        raise Http404
    row, has_draft = reads.in_use(request.actor, material_id), shown[0].published_at is None
    context = {
        "material": found,
        "row": row,
        "versions": [(one, reads.STATES[one.state(reads.latest(shown))]) for one in shown],
        "draft": shown[0] if has_draft else None,
        "leads": bool(policy.may_lead(request.actor)),
        "may_certificate": policy.may_have_certificate(request.actor, whole=row is not None and row.is_whole),
        "may_begin": policy.may_begin(request.actor, found, has_draft=has_draft),
        "may_show": policy.may_show(request.actor, found, published=row is not None),
        "may_withdraw": policy.may_withdraw(request.actor, found, published=row is not None),
        "may_restore": policy.may_restore(request.actor, found),
    }
    return page(request, "learning_material/material.html", context | NAV)


@require_GET
def version(request: ActorRequest, version_id: UUID) -> HttpResponse:
    """A whole version on one page: a draft as it will be read, what is read now to print, or what was read before."""
    found = version_or_404(request, version_id)
    shown = reads.versions(request.actor, found.material)
    context = {
        "version": found,
        "state": reads.STATES[found.state(reads.latest(shown))],
        "is_latest": found.number == reads.latest(shown),
        "differences": reads.differences(found, reads.before(request.actor, found)),
        "states": reads.PART_STATES,
        "areas": reads.areas(),
        "may_change": policy.may_change(request.actor, found),
        "may_publish": policy.may_publish(request.actor, found, len(found.parts.all())),
        "may_add": policy.may_add(request.actor, found, len(found.parts.all())),
    }
    return page(request, "learning_material/version.html", context | NAV)


@require_GET
def paper(request: ActorRequest, version_id: UUID) -> HttpResponse:
    """The same as a document."""
    found = version_or_404(request, version_id)
    if not documents.available():
        raise Http404
    context = {"version": found, "areas": reads.areas(), "made_at": clock.now()}
    made = documents.pdf(documents.html("learning_material/paper.html", context))
    return documents.answer(made, "laromaterial", download=True)


@require_GET
def part(request: ActorRequest, part_id: UUID) -> HttpResponse:
    """One part, to read and to say that one has read it."""
    found = part_or_404(request, part_id)
    row = reads.in_use(request.actor, found.version.material_id)
    here = next((one for one in row.parts if one.part.pk == found.pk), None) if row else None
    if row is None or here is None or row.material.withdrawn_at is not None:
        return redirect("learning_material:version", found.version_id)
    earlier, later = reads.beside(row, found)
    context = {
        "part": found,
        "row": row,
        "state": here.state,
        "tag": here.tag,
        "area": reads.areas().get(found.area_key),
        "earlier": earlier,
        "later": later,
    }
    return page(request, "learning_material/part.html", context | NAV)


@require_POST
def mark(request: ActorRequest, part_id: UUID) -> HttpResponse:
    """Read, or not read after all. On to the next part."""
    found = part_or_404(request, part_id)
    read = request.POST.get("read") == "1"
    actions.mark(part=found, read=read, by=request.actor)
    if not read:
        messages.success(request, _("Delen är inte längre markerad som läst."))
        return redirect("learning_material:part", found.pk)
    row = reads.in_use(request.actor, found.version.material_id)
    if row is not None and row.next is not None:
        messages.success(request, _("Markerad som läst. Här är nästa del."))
        return redirect("learning_material:part", row.next.pk)
    messages.success(request, _("Du har läst allt i materialet."))
    return redirect("learning_material:material", found.version.material_id)


@require_GET
def certificate(request: ActorRequest, material_id: UUID) -> HttpResponse:
    """One's own paper, when all of it has been read."""
    material_or_404(request, material_id)
    row = reads.in_use(request.actor, material_id)
    policy.may_have_certificate(request.actor, whole=row is not None and row.is_whole).enforce()
    if not documents.available():
        raise Http404
    context = {"row": row, "name": request.actor.name, "made_at": clock.now()}
    made = documents.pdf(documents.html("learning_material/certificate.html", context), style=STYLE)
    return documents.answer(made, "intyg", download=True)


@require_GET
def file(request: ActorRequest, file_id: UUID) -> HttpResponse:
    """What goes with a part, to take along."""
    policy.may_read(request.actor).enforce()
    found = reads.file(request.actor, file_id)
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found.content), content_type=files.media_type(found))
    ending = "pdf" if files.media_type(found) == "application/pdf" else "jpg"
    answer["Content-Disposition"] = f'attachment; filename="material.{ending}"'
    answer["Content-Security-Policy"] = SHUT
    return answer


def material_or_404(request: ActorRequest, material_id: UUID) -> Material:
    policy.may_read(request.actor).enforce()
    found = reads.material(request.actor, material_id)
    if found is None:
        raise Http404
    return found


def version_or_404(request: ActorRequest, version_id: UUID) -> MaterialVersion:
    policy.may_read(request.actor).enforce()
    found = reads.version(request.actor, version_id)
    if found is None or (found.material.withdrawn_at is not None and not policy.may_lead(request.actor)):
        raise Http404
    return found


def part_or_404(request: ActorRequest, part_id: UUID) -> MaterialPart:
    policy.may_read(request.actor).enforce()
    found = reads.part(request.actor, part_id)
    if found is None:
        raise Http404
    return found
