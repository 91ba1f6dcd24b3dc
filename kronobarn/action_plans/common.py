"""What the pages about action plans have in common: the way to a plan, one form on a page, both texts when two save."""

from collections.abc import Callable, Iterable, Mapping
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
from kronobarn.programme.form_page import NAV, Words
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


def beside(form: forms.Form, now: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """The fields where what stands and what was typed differ, each with both texts."""
    found = []
    for name, theirs in now.items():
        if name in form.fields:
            old, new = _shown(form, name, theirs), _shown(form, name, form[name].value())
            if old != new:
                found.append((str(form.fields[name].label), old, new))
    return found


def _shown(form: forms.Form, name: str, value: Any) -> str:
    """A choice by its label; other values as they are written."""
    field = form.fields[name]
    value = getattr(value, "pk", value)
    text = "" if value is None else str(value).replace("\r\n", "\n").strip()
    if isinstance(field, forms.ChoiceField):
        offered: Iterable[tuple[Any, Any]] = field.choices  # type: ignore[assignment]
        return next((str(label) for key, label in offered if str(key) == text), text)
    return text
