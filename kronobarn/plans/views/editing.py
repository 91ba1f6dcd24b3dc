"""One simple page for one change: the form, the refusal, and both versions when two people save at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm, ChoiceField
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kronobarn.circles.doors import find_or_404, open_or_404
from kronobarn.circles.reads import header
from kronobarn.core.actor import ActorRequest
from kronobarn.core.decisions import Decision
from kronobarn.core.forms import attempt
from kronobarn.meetings.models import MeetingDecision
from kronobarn.plans.models import Plan
from kronobarn.ui.pages import page

get_or_post = require_http_methods(["GET", "POST"])


def door(request: ActorRequest, plan_id: UUID) -> Plan:
    """The plan: a look that is logged, or the beginning of a change that logs itself."""
    through = open_or_404 if request.method == "GET" else find_or_404
    found: Plan = through(Plan.objects.select_related("record"), plan_id, by=request.actor)
    return found


def common(request: ActorRequest, plan: Plan) -> dict[str, Any]:
    """What every page about the plan carries."""
    return {"nav": "children", "header": header(plan.child, request.actor), "child": plan.child, "plan": plan}


@dataclass(frozen=True)
class Beside:
    """One field that reads differently now than what was typed."""

    label: str
    theirs: str
    yours: str


@dataclass(frozen=True)
class Edit:
    """The words and addresses of one such page."""

    heading: str
    submit: str
    to: str
    lead: str = ""
    done: str = ""
    draft: str = ""
    quote: str = ""
    decisions: Sequence[MeetingDecision] = ()


def change(
    request: ActorRequest,
    plan: Plan,
    form: BaseForm,
    allowed: Decision,
    edit: Edit,
    call: Callable[[], object],
    now: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show the page, or carry out the change and go back to the plan.

    `now` is what the same fields say in the plan, to be seen beside what was typed.
    """
    if request.method == "POST":
        allowed.enforce(child_id=plan.child_id)
    if request.method == "POST" and attempt(form, call) is not None:
        messages.success(request, edit.done or _("Sparat i planen."))
        return redirect("plans:plan", plan.pk)
    stale = bool(getattr(form, "stale", False))
    fresh = find_or_404(Plan.objects, plan.pk, by=request.actor) if stale else plan
    context = {
        **common(request, plan),
        "form": form,
        "allowed": allowed,
        "edit": edit,
        "seen": fresh.revision if stale else request.POST.get("seen", plan.revision),
        "stale": stale,
        "beside": beside(form, now or {}) if stale else [],
    }
    return page(request, "plans/edit.html", context, status=422 if form.errors else 200)


def beside(form: BaseForm, now: Mapping[str, Any]) -> list[Beside]:
    """The fields where the plan and what was typed differ, each with both texts."""
    return [
        Beside(str(form.fields[name].label), _shown(form, name, theirs), _shown(form, name, form[name].value()))
        for name, theirs in now.items()
        if name in form.fields and _shown(form, name, theirs) != _shown(form, name, form[name].value())
    ]


def _shown(form: BaseForm, name: str, value: object) -> str:
    """A choice by its label; other values as they are written."""
    field = form.fields[name]
    text = "" if value is None else str(value).replace("\r\n", "\n").strip()
    if isinstance(field, ChoiceField):
        offered: Any = field.choices
        flat: Iterable[tuple[Any, Any]] = flatten_choices(offered)
        return next((str(label) for key, label in flat if str(key) == text), text)
    return text
