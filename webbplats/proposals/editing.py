"""The editor reads a proposal beside its source, and takes it as a draft or lets it be."""

from typing import cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from webbplats.editors.models import Editor
from webbplats.newsletter.reads import sees_readers as may_publish
from webbplats.proposals import actions
from webbplats.proposals.models import Proposal


def _enforce(request: HttpRequest) -> Editor:
    editor = cast(Editor, request.user)
    if not may_publish(editor):
        raise PermissionDenied
    return editor


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What waits, and what has been decided."""
    _enforce(request)
    waits = Proposal.objects.filter(decided_at=None)
    decided = Proposal.objects.exclude(decided_at=None).order_by("-decided_at")[:50]
    return render(request, "webbplats/proposals/overview.html", {"waits": waits, "decided": decided})


@require_safe
def proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """One, beside what it was made of."""
    _enforce(request)
    found = get_object_or_404(Proposal, pk=proposal_id)
    return render(request, "webbplats/proposals/proposal.html", {"proposal": found})


@require_POST
def decide(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Take it as a draft, or let it be. The next that waits is shown."""
    editor, found = _enforce(request), get_object_or_404(Proposal, pk=proposal_id)
    try:
        if "accept" in request.POST:
            page = actions.accept(proposal=found, by=editor)
            following = _following(found)
            there = [reverse("proposals_editing:proposal", args=[following.pk])] if following else []
            onward = [messages.button(one, _("Nästa förslag")) for one in there]
            said = _("Det är ett utkast nu. Läs igenom det och publicera det när det stämmer.")
            messages.success(request, said, buttons=onward)
            return redirect("wagtailadmin_pages:edit", page.pk)
        actions.refuse(proposal=found, by=editor)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("proposals_editing:overview")
    messages.success(request, _("Inget görs av förslaget. Det kommer inte igen."))
    following = _following(found)
    return redirect("proposals_editing:proposal", following.pk) if following else redirect("proposals_editing:overview")


def _following(decided: Proposal) -> Proposal | None:
    """The next that waits."""
    return Proposal.objects.filter(decided_at=None, pk__gt=decided.pk).order_by("pk").first()
