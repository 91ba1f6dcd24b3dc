"""One simple page for one change: the form, the refusal, and both versions when two people save at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.forms import BaseForm, ChoiceField
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kronobarn.circles.doors import find_or_404, open_or_404
from kronobarn.circles.reads import header
from kronobarn.core.actor import Actor, ActorRequest
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.core.forms import attempt, stands
from kronobarn.drafts import actions as drafts
from kronobarn.drafts.reads import HalfWritten
from kronobarn.meetings.models import MeetingDecision
from kronobarn.plans import actions
from kronobarn.plans.models import Plan
from kronobarn.ui.pages import page

get_or_post = require_http_methods(["GET", "POST"])
AFRESH: Final = "fran-planen"
"""Asked for with this, the form begins from what the plan says, and not from what was written in it before."""
FROM_A_DECISION: Final = "beslut"


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
    """The name under which what is half-written here is kept; nothing is where there is nothing to write."""
    quote: str = ""
    decisions: Sequence[MeetingDecision] = ()
    laid_aside: str = ""
    """Said where one comes with a decision that is laid aside."""


def change(
    request: ActorRequest,
    plan: Plan,
    form: BaseForm,
    allowed: Decision,
    edit: Edit,
    call: Callable[[], object],
    now: Mapping[str, Any] | None = None,
    then: Callable[[], HttpResponse] | None = None,
) -> HttpResponse:
    """Show the page, or carry out the change and go back to the plan, or where `then` leads.

    `now` is what the same fields say in the plan, to be seen beside what was typed.
    """
    sends = request.method == "POST" and stands(form, allowed, child_id=plan.child_id)
    if sends and attempt(form, lambda: _send(plan, edit, call, request.actor)) is not None:
        if then is not None:
            return then()
        messages.success(request, edit.done or _("Sparat i planen."))
        return redirect("plans:plan", plan.pk)
    stale = bool(getattr(form, "stale", False))
    fresh = find_or_404(Plan.objects, plan.pk, by=request.actor) if stale else plan
    draft = HalfWritten(request, child_id=plan.child_id, form=edit.draft) if edit.draft else None
    began = _taken_up(request, plan, form, draft)
    unlike = beside(form, now or {}) if stale or began not in (None, plan.revision) else []
    context = {
        **common(request, plan),
        "form": form,
        "allowed": allowed if request.method == "GET" else ALLOWED,
        "edit": edit,
        "draft": draft,
        "seen": fresh.revision if stale or unlike else request.POST.get("seen", plan.revision),
        "began": plan.revision if began is None else began,
        "drafted": began is not None and request.method == "GET",
        "afresh": AFRESH,
        "stale": stale,
        "laid_aside": bool(edit.laid_aside) or form.has_error(NON_FIELD_ERRORS, actions.LAID_ASIDE),
        "beside": unlike,
    }
    return page(request, "plans/edit.html", context, status=422 if form.errors else 200)


def _send(plan: Plan, edit: Edit, call: Callable[[], object], by: Actor) -> object:
    """What is sent is half-written no more. Is it refused, it still is."""
    with transaction.atomic():
        if edit.draft:
            drafts.drop(child_id=plan.child_id, form=edit.draft, by=by)
        return call()


def _taken_up(request: ActorRequest, plan: Plan, form: BaseForm, draft: HalfWritten | None) -> int | None:
    """The revision that one began to write from, if one has; what was kept of it stands in the form again."""
    if request.method == "POST":
        return _revision(request.POST.get("began", ""))
    if draft is None or AFRESH in request.GET:
        return None
    if FROM_A_DECISION in request.GET:
        draft.afresh = True
        return None
    kept = draft.words
    if not kept:
        return None
    form.initial = {**form.initial, **{name: kept[name] for name in form.fields if name in kept}}
    began = _revision(kept.get("began"))
    return plan.revision if began is None else began


def _revision(text: object) -> int | None:
    """A number that a form carries along; anything odd is none."""
    return int(text) if isinstance(text, str) and text.isdecimal() and len(text) < 9 else None


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
