"""The plan to take along: the whole of it, and the child's own version."""

from contextlib import suppress
from pathlib import Path
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kronobarn.circles.doors import find_or_404, open_or_404
from kronobarn.circles.models import Withheld
from kronobarn.core.actor import ActorRequest
from kronobarn.papers import making
from kronobarn.plans import actions, pages, policy
from kronobarn.plans.childs import childs_plan
from kronobarn.plans.models import Plan
from kronobarn.plans.views.editing import common
from kronobarn.ui.language import direction, spoken
from kronobarn.ui.pages import page

FOLDED: Final = Path(pages.__file__).parent / "static" / "plans" / "fold.css"


@require_GET
def paper(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """What the plan's page shows its reader, as a document."""
    found = open_or_404(Plan.objects, record_id, by=request.actor)
    with making.chosen_language(request):
        shown = pages.page(found, request.actor, _copy_for(request, found))
        context = {**common(request, found), "shown": shown}
        back = reverse("plans:plan", args=[found.pk])
        return making.answer(request, "plans/paper.html", context, about=found, name="barnets-plan", back=back)


def _copy_for(request: ActorRequest, plan: Plan) -> int | None:
    """The guardian whom the copy is made for, by a decision that something in the plan is withheld from them."""
    if not (decision := request.GET.get("utan")):
        return None
    with suppress(ValueError):
        standing = Withheld.objects.visible_to(request.actor).standing()
        if found := standing.filter(pk=UUID(decision), child=plan.child_id, record=plan.pk).first():
            return int(found.from_person_id)
    raise Http404


@require_GET
def childs(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """The child's own version, to read together."""
    found = open_or_404(Plan.objects, record_id, by=request.actor)
    held = policy.roles(request.actor, found.child_id)
    context = {
        **common(request, found),
        "shown": childs_plan(found, request.actor),
        "choose_faces": policy.may_choose_faces(request.actor, found, shown=not found.faces, known=held),
        "agree": policy.may_agree(request.actor, found, request.actor.person_id or 0, held),
        "spoken": spoken(),
        "direction": direction(spoken()),
    }
    return page(request, "plans/childs.html", context)


@require_POST
def faces(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Photographs of the grown-ups in the child's own version, or not any longer."""
    found = find_or_404(Plan.objects, record_id, by=request.actor)
    shown = request.POST.get("faces") == "show"
    actions.choose_faces(plan=found, shown=shown, by=request.actor)
    said = _("Foton visas nu på de vuxna som har lagt in ett.") if shown else _("Inga foton visas längre.")
    messages.success(request, said)
    return redirect("plans:childs", found.pk)


@require_GET
def childs_paper(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """The same as a sheet to fold, without the child's name."""
    found = open_or_404(Plan.objects, record_id, by=request.actor)
    with making.chosen_language(request):
        shown = childs_plan(found, request.actor, _copy_for(request, found))
        return making.answer(
            request,
            "plans/childs_paper.html",
            {"shown": shown},
            about=found,
            name="min-plan",
            back=reverse("plans:childs", args=[found.pk]),
            style=FOLDED,
            pictures={face.address: face.picture for face in shown.faces},
        )
