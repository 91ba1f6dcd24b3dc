"""The pages where a child gets pages of its own, its family their first password, and where that is taken back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kronobarn.accounts.tokens import BEGIN_LASTS
from kronobarn.circles.doors import find_child_or_404, open_child_or_404
from kronobarn.circles.reads import header
from kronobarn.core.actor import ActorRequest
from kronobarn.core.decisions import ALLOWED
from kronobarn.core.forms import attempt, posted
from kronobarn.people.models import Child
from kronobarn.responsibility import actions, own, policy
from kronobarn.responsibility.forms import FamilyLinkForm, LetInForm, TakeBackForm
from kronobarn.ui.pages import page


@require_http_methods(["GET", "POST"])
def own_pages(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """Whether the child has pages of its own, what it will see, and whose yes that takes."""
    child = _child(request, child_id)
    shown = own.own_pages(child, by=request.actor)
    form = LetInForm(posted(request), asked=shown.asked)
    allowed = policy.may_let_child_in(request.actor, child, shown.asked)
    if request.method == "POST":
        allowed.enforce(child_id=child.pk)
    if form.is_bound and attempt(form, lambda: _let_in(request, child, form)) is not None:
        messages.success(request, _("Barnet har egna sidor. Gör en länk nedan, så att barnet kan välja sitt lösenord."))
        return redirect("responsibility:own_pages", child.pk)
    members = [(one, policy.may_give_link(request.actor, one.seat, ALLOWED)) for one in shown.members]
    around = {"shown": shown, "allowed": allowed, "members": members}
    return _show(request, "own_pages", child, form, **around)


def _let_in(request: ActorRequest, child: Child, form: Form) -> Child:
    cleaned = form.cleaned_data
    return actions.let_child_in(child=child, wants=cleaned["wants"], agreed=cleaned.get("agreed", ()), by=request.actor)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def own_link(request: ActorRequest, child_id: UUID, seat_id: UUID) -> HttpResponse:
    """The address where one of the family chooses a password. It is shown once, and kept nowhere."""
    child = _child(request, child_id)
    member = next((one for one in own.members(child, by=request.actor) if one.seat.pk == seat_id), None)
    if member is None:
        raise Http404
    policy.may_give_link(request.actor, member.seat, ALLOWED).enforce(child_id=child.pk)
    form = FamilyLinkForm(posted(request), request=request)
    token = attempt(form, lambda: actions.make_link(seat=member.seat, by=request.actor)) if form.is_bound else None
    around: dict[str, Any] = {"member": member, "hours": int(BEGIN_LASTS.total_seconds()) // 3600, "address": ""}
    if token:
        around |= {"username": member.seat.person.username}
        around |= {"address": request.build_absolute_uri(reverse("accounts:begin", args=[token]))}
    return _show(request, "own_link", child, form, **around)


@require_http_methods(["GET", "POST"])
def own_end(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """Take the child's own pages back."""
    child = _child(request, child_id)
    policy.may_take_back(request.actor, child).enforce(child_id=child.pk)
    form = TakeBackForm(posted(request))
    if form.is_bound and _take_back(request, child, form) is not None:
        messages.success(request, _("Barnets inlogg är avslutat. Det barnet har skrivit finns kvar."))
        return redirect("responsibility:own_pages", child.pk)
    return _show(request, "own_end", child, form)


def _take_back(request: ActorRequest, child: Child, form: Form) -> Child | None:
    return attempt(form, lambda: actions.take_back(child=child, why=form.cleaned_data["why"], by=request.actor))


def _child(request: ActorRequest, child_id: UUID) -> Child:
    child = (find_child_or_404 if request.method == "POST" else open_child_or_404)(child_id, by=request.actor)
    policy.may_show_own_pages(request.actor, child.pk).enforce(child_id=child.pk)
    return child


def _show(request: ActorRequest, step: str, child: Child, form: Form, **around: Any) -> HttpResponse:
    context = {"child": child, "header": header(child, request.actor), "form": form, "nav": "children"}
    return page(request, f"responsibility/{step}.html", context | around, status=422 if form.errors else 200)
