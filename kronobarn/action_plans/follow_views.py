"""Following a plan up: asking, seeing who has answered, and ending the round."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.action_plans import follow_actions, policy, reads
from kronobarn.action_plans.common import plan_or_404, written
from kronobarn.action_plans.forms import FollowUpForm
from kronobarn.action_plans.views import WORDS
from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.programme.form_page import NAV, Words
from kronobarn.ui.pages import page


@require_http_methods(["GET", "POST"])
def start(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Ask about everything that is not over."""
    shown = reads.shown(request.actor, plan_or_404(request, plan_id))
    policy.may_follow_up(
        request.actor, shown.plan, going_on=shown.going_on is not None, something=bool(shown.tree.open)
    ).enforce()
    form = FollowUpForm(request.POST if request.method == "POST" else None)
    lead = _(
        "Den som svarar för en aktivitet ser frågan på Min dag. Det skickas inget brev. För en funktion utan konto"
        " skriver du in svaret själv."
    )
    words = Words(_("Börja en uppföljning"), _("Fråga"), _("Uppföljningen har börjat."), lead)

    def call() -> object:
        return follow_actions.follow_up(plan=shown.plan, **form.cleaned_data, by=request.actor)

    return written(request, form, words, call, plan=shown.plan)


@require_GET
def follow_up(request: ActorRequest, follow_up_id: UUID) -> HttpResponse:
    """Who has answered what, and who has not."""
    found = _round(request, follow_up_id)
    context = {
        "round": found,
        "may": bool(policy.may_write(request.actor, found.follow_up.plan)),
        "may_close": policy.may_close(request.actor, found.follow_up),
        "overdue": found.follow_up.closed_at is None and found.follow_up.answer_by < clock.today(),
        "me": request.actor.assignment_id,
    }
    return page(request, "action_plans/follow_up.html", context | NAV | WORDS)


@require_POST
def close(request: ActorRequest, follow_up_id: UUID) -> HttpResponse:
    """Ask no longer."""
    found = _round(request, follow_up_id)
    follow_actions.close(follow_up=found.follow_up, by=request.actor)
    messages.success(request, _("Uppföljningen är avslutad. Svaren står kvar."))
    return redirect("action_plans:follow_up", follow_up_id)


def _round(request: ActorRequest, follow_up_id: UUID) -> reads.Round:
    policy.may_read(request.actor).enforce()
    found = reads.round_of(request.actor, follow_up_id)
    if found is None:
        raise Http404
    return found
