"""One's own photograph: to put in, to see, to take away."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt
from kronobarn.people.models import Person
from kronobarn.portraits import actions, policy, reads
from kronobarn.portraits.forms import PortraitForm
from kronobarn.ui.pages import page


@require_http_methods(["GET", "POST"])
def own(request: ActorRequest) -> HttpResponse:
    """The photograph that is shown, and another."""
    posted = request.method == "POST"
    allowed = policy.may_add(request.actor, cast(Person, request.user))
    if posted:
        allowed.enforce()
    form = PortraitForm(request.POST, request.FILES) if posted else PortraitForm()
    if posted:
        done = attempt(form, lambda: actions.add(sent=form.cleaned_data["picture"].read(), by=request.actor))
        if done is not None:
            messages.success(request, _("Fotot är inlagt. Var och när det togs har tagits bort ur det."))
            return redirect("portraits:own")
    context = {"form": form, "allowed": allowed, "face": reads.own(request.actor)}
    return page(request, "portraits/own.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: ActorRequest) -> HttpResponse:
    """Gone at once."""
    actions.remove(by=request.actor)
    messages.success(request, _("Fotot är borttaget."))
    return redirect("portraits:own")
