"""What is due in one's area, the proposals, and the stops."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.circles.doors import find_or_404
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, posted
from kronobarn.retention import actions, policy, reads, schedule
from kronobarn.retention.forms import HoldForm, ProposeForm
from kronobarn.retention.models import Hold, Proposal
from kronobarn.ui.pages import page


@require_http_methods(["GET", "POST"])
def overview(request: ActorRequest) -> HttpResponse:
    """The dry run: what would go, what is held back and why. A POST proposes it."""
    policy.may_see(request.actor).enforce()
    form = ProposeForm(posted(request))
    if request.method == "POST":
        policy.may_propose(request.actor).enforce()
        made = attempt(form, lambda: actions.propose(by=request.actor))
        if made is not None:
            messages.success(request, _("Förslaget är sparat. Någon annan behöver godkänna det."))
            return redirect("retention:proposal", made.pk)
    actions.note_overview(by=request.actor)
    area = reads.area_of(request.actor)
    waiting = reads.waiting(request.actor)
    context = {
        "form": form,
        "waiting": waiting,
        "may_propose_now": policy.may_propose_now(request.actor, waiting),
        "area": area.name,
        "version": schedule.current().version,
        "terms": [
            (one, [reads.class_label(each) for each in one.classes]) for one in schedule.current().of(area.regime)
        ],
        "listed": reads.by_status(reads.ripe(request.actor), request.actor),
        "most": reads.A_PAGE,
        "holds": reads.holds(request.actor),
        "proposals": reads.proposals(request.actor),
        "may_propose": policy.may_propose(request.actor),
        "nav": "retention",
    }
    return page(request, "retention/overview.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def hold(request: ActorRequest) -> HttpResponse:
    """Stop the removal of what the area holds about one child."""
    policy.may_propose(request.actor).enforce()
    form = HoldForm(posted(request))
    if request.method == "POST":
        made = attempt(form, lambda: actions.hold(**form.cleaned_data, by=request.actor))
        if made is not None:
            messages.success(request, _("Gallringen är stoppad för barnets handlingar."))
            return redirect("retention:overview")
    return page(request, "retention/hold.html", {"form": form, "nav": "retention"}, status=422 if form.errors else 200)


@require_POST
def end_hold(request: ActorRequest, hold_id: UUID) -> HttpResponse:
    """The rules hold again."""
    found = find_or_404(Hold.objects, hold_id, by=request.actor)
    actions.end_hold(hold=found, by=request.actor)
    messages.success(request, _("Stoppet är avslutat."))
    return redirect("retention:overview")


@require_GET
def proposal(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """One proposal: what it names, and who may answer."""
    found = find_or_404(Proposal.objects, proposal_id, by=request.actor)
    actions.note_overview(by=request.actor)
    context = {
        "proposal": found,
        "acts": reads.acts_of(found, request.actor),
        "removals": reads.removals(found, request.actor),
        "may_approve": policy.may_approve(request.actor, found),
        "may_withdraw": policy.may_withdraw(request.actor, found),
        "nav": "retention",
    }
    return page(request, "retention/proposal.html", context)


@require_POST
def approve(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """The second person's yes."""
    found = find_or_404(Proposal.objects, proposal_id, by=request.actor)
    actions.approve(proposal=found, by=request.actor)
    messages.success(request, _("Gallringen är godkänd. Den utförs i natt, efter att arkivpaketet är gjort."))
    return redirect("retention:proposal", found.pk)


@require_POST
def withdraw(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """Not now."""
    found = find_or_404(Proposal.objects, proposal_id, by=request.actor)
    actions.withdraw(proposal=found, by=request.actor)
    messages.success(request, _("Förslaget är tillbakadraget. Inget gallras."))
    return redirect("retention:overview")
