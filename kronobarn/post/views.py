"""One's own choice, and how the letters fare."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, posted
from kronobarn.post import actions, policy, reads
from kronobarn.post.forms import OwnForm
from kronobarn.post.letters import confirm_address
from kronobarn.post.rules import Often
from kronobarn.ui.pages import page


@require_http_methods(["GET", "POST"])
def own(request: ActorRequest) -> HttpResponse:
    """How often one wants a letter when something waits."""
    chosen = reads.own(request.actor)
    now = {"often": chosen.often, "address": chosen.address}
    form = OwnForm(posted(request), initial=now)
    if (
        request.method == "POST"
        and attempt(form, lambda: actions.choose(by=request.actor, **form.choice())) is not None
    ):
        messages.success(request, _("Ditt val är sparat."))
        return redirect("post:own")
    # In the demo nothing is sent: the link stands on the page.
    link = confirm_address(chosen.asked_with) if settings.KRONOBARN_DEMO and chosen.asked_with else ""
    waits = chosen.asks_at(clock.now())
    lapsed = bool(chosen.address) and chosen.often != Often.NEVER and not waits and not chosen.goes_to
    context = {"form": form, "is_sent": bool(settings.EMAIL_HOST), "chosen": chosen, "waits": waits}
    context |= {"lapsed": lapsed, "link": link}
    return page(request, "post/own.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def confirm(request: ActorRequest, key: str) -> HttpResponse:
    """Whoever has followed the link says yes with a button: programs that read mail follow links, too."""
    asked = reads.asked(key, request.actor)
    may = policy.may_confirm(asked) if asked else None
    if asked is None or not may:
        return page(request, "post/of_no_use.html", {}, status=410 if asked else 404)
    if request.method == "POST":
        actions.confirm(own=asked, by=request.actor)
        messages.success(request, _("Adressen är bekräftad. Nu kommer det mejl när något väntar på dig."))
        return redirect("post:own")
    return page(request, "post/confirm.html", {"key": key, "asked": asked})


@require_GET
def letters(request: ActorRequest) -> HttpResponse:
    """How many wait, have been sent, and have not got through."""
    policy.may_see_to(request.actor).enforce()
    context = {"nav": "administration", "state": reads.state(clock.now()), "is_sent": bool(settings.EMAIL_HOST)}
    return page(request, "post/letters.html", context)


@require_POST
def try_again(request: ActorRequest) -> HttpResponse:
    """Try those that did not get through anew."""
    again = actions.try_again(by=request.actor)
    text = ngettext("%(letters)d mejl skickas igen.", "%(letters)d mejl skickas igen.", again)
    messages.success(request, text % {"letters": again})
    return redirect("post:letters")
