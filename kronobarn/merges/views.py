"""Two cards about the same child: choosing the other one, looking at both before it is done, and undoing it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kronobarn.circles.doors import find_child_or_404, find_or_404, open_child_or_404, open_or_404
from kronobarn.circles.policy import is_open
from kronobarn.circles.reads import header
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt
from kronobarn.merges import actions, policy, reads
from kronobarn.merges.forms import JoinForm, PartForm
from kronobarn.merges.rules import Numbers, Which
from kronobarn.people.models import Child, SameChild
from kronobarn.ui.pages import page


@require_http_methods(["GET", "POST"])
def join(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """Which is the other card, and which of them goes on; then both side by side, before it is done."""
    posted = request.method == "POST"
    child = (find_child_or_404 if posted else open_child_or_404)(child_id, by=request.actor)
    policy.may_look_for_another(request.actor, child).enforce(child_id=child.pk)
    is_open(child).enforce(child_id=child.pk)
    found = reads.candidates(child, request.POST.get("name", ""), by=request.actor)
    chooses = posted and "look" not in request.POST
    form = JoinForm(
        request.POST if chooses else None, cards=reads.choices(found), initial=request.POST.dict() if posted else None
    )
    pair = attempt(form, lambda: _pair(request, child, found, form)) if chooses else None
    if pair is not None and not form.errors and "sure" in request.POST:
        closes, kept = pair
        why = {name: form.cleaned_data[name] for name in ("reason", "numbers")}
        if attempt(form, lambda: actions.join(child=closes, kept=kept, by=request.actor, **why)) is not None:
            messages.success(request, _("Korten är ihopslagna. Arbetet fortsätter här. Ingen ser mer än förut."))
            return redirect("chronology:child", kept.pk)
    asks = pair is not None and not form.errors and "change" not in request.POST
    context = {
        "child": child,
        "header": header(child, request.actor),
        "form": form,
        "found": found,
        "looked": posted and bool(request.POST.get("name", "").strip()),
        "before": reads.before(*pair, by=request.actor) if asks and pair else None,
        "numbers_why": dict(SameChild.Numbers.choices).get(form.cleaned_data.get("numbers", ""), "") if asks else "",
        "nav": "children",
    }
    template = "merges/sure.html" if asks else "merges/join.html"
    return page(request, template, context, status=422 if form.errors else 200)


def _pair(request: ActorRequest, child: Child, found: list[Child], form: JoinForm) -> tuple[Child, Child]:
    """The card that is closed and the one that goes on, if they can be joined so."""
    other = next(one for one in found if str(one.pk) == form.cleaned_data["other"])
    closes, kept = (other, child) if form.cleaned_data["keeps"] == Which.THIS else (child, other)
    numbers = form.cleaned_data["numbers"]
    may = policy.may_join(request.actor, closes, kept, numbers)
    if not may:
        asks = not numbers and policy.may_join(request.actor, closes, kept, Numbers.REPLACED)
        form.add_error("numbers" if asks else "other", str(may.reason))
    return closes, kept


@require_http_methods(["GET", "POST"])
def part(request: ActorRequest, same_id: UUID) -> HttpResponse:
    """That two cards are one child: why, and since when. It can be undone, with a reason."""
    posted = request.method == "POST"
    found = (find_or_404 if posted else open_or_404)(reads.same(), same_id, by=request.actor)
    may = policy.may_part(request.actor, found)
    form = PartForm(request.POST if posted else None)
    if posted:
        may.enforce(child_id=found.child_id)
        done = attempt(form, lambda: actions.part(same=found, by=request.actor, **form.cleaned_data))
        if done is not None:
            messages.success(request, _("Korten är två igen, och båda är öppna. Skyddsmärkningar ligger kvar."))
            return redirect("chronology:child", found.child_id)
    context = {
        "same": found,
        "child": found.child,
        "header": header(found.child, request.actor),
        "may": may,
        "form": form,
        "nav": "children",
    }
    return page(request, "merges/part.html", context, status=422 if form.errors else 200)
