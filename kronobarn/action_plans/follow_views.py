"""Following a plan up: asking, seeing who has answered, and ending the round."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.action_plans import follow_actions, policy, reads
from kronobarn.action_plans.common import plan_or_404, written
from kronobarn.action_plans.forms import FollowUpForm
from kronobarn.action_plans.views import WORDS
from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import posted
from kronobarn.programme.form_page import NAV, Words
from kronobarn.ui.pages import page


@require_http_methods(["GET", "POST"])
def start(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Ask about everything that is not over."""
    shown = reads.shown(request.actor, plan_or_404(request, plan_id))
    policy.may_follow_up(
        request.actor, shown.plan, going_on=shown.going_on is not None, something=bool(shown.tree.open)
    ).enforce()
    form = FollowUpForm(posted(request))
    words = Words(_("Börja en uppföljning"), _("Fråga"), _("Uppföljningen har börjat."), _asks(shown))

    def call() -> object:
        return follow_actions.follow_up(plan=shown.plan, **form.cleaned_data, by=request.actor)

    return written(request, form, words, call, plan=shown.plan)


def _asks(shown: reads.Shown) -> str:
    """Who gets to know of the round by themselves, and how many the process leader asks."""
    open_rows = [one.row for one in shown.tree.open]
    if settings.EMAIL_HOST:
        said = _(
            "Den som svarar för en aktivitet ser frågan på Min dag, och får brev om hen vill ha sådana. En funktion med"
            " brevlåda får ett brev. De som inte har svarat påminns tre dagar före sista dagen, och dagen efter."
        )
        untold = [one for one in open_rows if not one.owner and not one.mailbox]
    else:
        said = _("Den som svarar för en aktivitet ser frågan på Min dag. Inga brev kan sändas härifrån.")
        untold = [one for one in open_rows if not one.owner]
    if not untold:
        return str(said)
    by_hand = (
        ngettext(
            "%(num)d aktivitet har varken någon som svarar eller en brevlåda: den frågar du själv om.",
            "%(num)d aktiviteter har varken någon som svarar eller en brevlåda: dem frågar du själv om.",
            len(untold),
        )
        if settings.EMAIL_HOST
        else ngettext(
            "%(num)d aktivitet har ingen som svarar: den frågar du själv om.",
            "%(num)d aktiviteter har ingen som svarar: dem frågar du själv om.",
            len(untold),
        )
    )
    return f"{said} {by_hand % {'num': len(untold)}}"


@require_GET
def follow_up(request: ActorRequest, follow_up_id: UUID) -> HttpResponse:
    """Who has answered what, and who has not."""
    found = _round(request, follow_up_id)
    context = {
        "round": found,
        "may": bool(policy.may_write(request.actor, found.follow_up.plan)),
        "may_remind": policy.may_remind(request.actor, found.follow_up),
        "can_write": bool(settings.EMAIL_HOST),
        "may_close": policy.may_close(request.actor, found.follow_up),
        "overdue": found.follow_up.closed_at is None and found.follow_up.answer_by < clock.today(),
        "me": request.actor.assignment_id,
    }
    return page(request, "action_plans/follow_up.html", context | NAV | WORDS)


@require_POST
def remind(request: ActorRequest, follow_up_id: UUID) -> HttpResponse:
    """Write to those who have not answered."""
    found = _round(request, follow_up_id)
    if follow_actions.remind(follow_up=found.follow_up, by=request.actor):
        messages.success(request, _("De som inte har svarat får en påminnelse, den som vill ha brev och brevlådorna."))
    else:
        messages.warning(request, _("Det finns ingen att skriva till. Fråga själv dem som inte har svarat."))
    return redirect("action_plans:follow_up", follow_up_id)


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
