"""How much waits in the unit, and asking somebody to take over from a colleague who is gone."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, posted
from kronobarn.responsibility import actions as responsibility
from kronobarn.responsibility.reads import colleagues_of, left_in_the_unit
from kronobarn.ui.pages import page
from kronobarn.workload import actions, policy, reads
from kronobarn.workload.forms import AskForm


@require_GET
def overview(request: ActorRequest) -> HttpResponse:
    """Numbers and days for the unit's manager."""
    policy.may_see(request.actor).enforce()
    actions.note_look(by=request.actor)
    context = {"nav": "workload", "unit": reads.workload(), "left": left_in_the_unit()}
    return page(request, "workload/overview.html", context)


@require_http_methods(["GET", "POST"])
def ask_instead(request: ActorRequest, assignment_id: int) -> HttpResponse:
    """Ask a colleague to take over what somebody who is gone is still responsible for."""
    policy.may_see(request.actor).enforce()
    left = next((one for one in left_in_the_unit() if one.assignment_id == assignment_id and one.to_ask), None)
    if left is None:
        raise Http404
    holder = reads.assignment(assignment_id)
    form = AskForm(posted(request), colleagues=colleagues_of(holder))
    if request.method == "POST":
        asked = attempt(form, lambda: responsibility.ask_instead(holder=holder, by=request.actor, **form.cleaned_data))
        if asked is not None:
            text = ngettext("Frågan om %(n)d barn är skickad.", "Frågan om %(n)d barn är skickad.", asked)
            messages.success(request, text % {"n": asked})
            return redirect("workload:overview")
    context = {"nav": "workload", "left": left, "form": form, "somebody": colleagues_of(holder).exists()}
    return page(request, "workload/ask_instead.html", context, status=422 if form.errors else 200)
