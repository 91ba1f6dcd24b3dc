"""What the pages about action plans have in common: the way to a plan, one form on a page, both texts when two save."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kronobarn.action_plans import policy, reads
from kronobarn.action_plans.models import ActionPlan
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt
from kronobarn.programme.form_page import NAV, Words, beside
from kronobarn.ui.pages import page


def plan_or_404(request: ActorRequest, plan_id: UUID) -> ActionPlan:
    policy.may_read(request.actor).enforce()
    found = reads.plan(request.actor, plan_id)
    if found is None:
        raise Http404
    return found


def row_or_404(request: ActorRequest, kind: type[Any], row_id: UUID) -> Any:
    policy.may_read(request.actor).enforce()
    found = reads.row(request.actor, kind, row_id)
    if found is None:
        raise Http404
    return found


def written(
    request: ActorRequest,
    form: forms.Form,
    words: Words,
    call: Callable[[], object],
    *,
    plan: ActionPlan | None,
    back: str = "",
    now: Callable[[], tuple[int, Mapping[str, Any]]] | None = None,
) -> HttpResponse:
    """The form, or what it does and then the way back. `now` reads the revision and the words as they stand."""
    there = back or (reverse("action_plans:plan", args=[plan.pk]) if plan else reverse("action_plans:overview"))
    if request.method == "POST":
        done = attempt(form, call)
        if done is not None:
            messages.success(request, words.done)
            return redirect(there)
    stale = bool(getattr(form, "stale", False))
    revision, standing = now() if now else (0, {})
    context = {
        "form": form,
        "words": words,
        "plan": plan,
        "back": there,
        "to": request.get_full_path(),
        "stale": stale,
        "seen": revision if stale or request.method == "GET" else request.POST.get("seen", revision),
        "counted": now is not None,
        "beside": beside(form, standing) if stale else [],
    }
    return page(request, "action_plans/form.html", context | NAV, status=422 if form.errors else 200)
