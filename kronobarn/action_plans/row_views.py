"""The rows of a draft: goals, measures and activities are added, changed, moved, taken out and put back alike."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.action_plans import actions, choosing, follow_actions, policy, reads
from kronobarn.action_plans.common import plan_or_404, row_or_404, written
from kronobarn.action_plans.forms import ActivityForm, BecauseForm, GoalForm, MeasureForm, ReportForm
from kronobarn.action_plans.models import ActionPlan, Activity, Measure, PlanGoal
from kronobarn.action_plans.views import WORDS
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import posted, seen
from kronobarn.programme.form_page import NAV, Words
from kronobarn.ui.pages import page

FORMS: Final[dict[type[Any], type[forms.Form]]] = {PlanGoal: GoalForm, Measure: MeasureForm}


@require_http_methods(["GET", "POST"])
def add(request: ActorRequest, above_id: UUID, kind: type[Any]) -> HttpResponse:
    """One more goal, measure or activity."""
    above: Any = plan_or_404(request, above_id) if kind is PlanGoal else row_or_404(request, _above(kind), above_id)
    plan = above if isinstance(above, ActionPlan) else actions.plan_of(above)
    policy.may_write(request.actor, plan).enforce()
    form = _form(request, kind, plan, {})
    heading = {
        PlanGoal: _("Lägg till ett mål"),
        Measure: _("Lägg till en åtgärd"),
        Activity: _("Lägg till en aktivitet"),
    }
    lead = "" if isinstance(above, ActionPlan) else above.title
    words = Words(heading[kind], _("Lägg till"), _("Det är tillagt i utkastet."), lead)

    def call() -> object:
        return actions.add(kind=kind, above=above, **form.cleaned_data, by=request.actor)

    return written(request, form, words, call, plan=plan)


@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, row_id: UUID, kind: type[Any]) -> HttpResponse:
    """Other words for a goal, a measure or an activity."""
    row = row_or_404(request, kind, row_id)
    plan = actions.plan_of(row)
    policy.may_write(request.actor, plan).enforce()
    form = _form(request, kind, plan, {})
    form.initial = _words(row, form)
    heading = {PlanGoal: _("Ändra målet"), Measure: _("Ändra åtgärden"), Activity: _("Ändra aktiviteten")}
    words = Words(heading[kind], _("Spara"), _("Det är sparat i utkastet."))

    def call() -> object:
        return actions.change(row=row, seen=seen(request), **form.cleaned_data, by=request.actor)

    def now() -> tuple[int, dict[str, Any]]:
        fresh = row_or_404(request, kind, row_id)
        return fresh.revision, _words(fresh, form)

    return written(request, form, words, call, plan=plan, now=now)


@require_http_methods(["GET", "POST"])
def take_out(request: ActorRequest, row_id: UUID, kind: type[Any]) -> HttpResponse:
    """Out of the draft, with a reason."""
    row = row_or_404(request, kind, row_id)
    plan = actions.plan_of(row)
    policy.may_write(request.actor, plan).enforce()
    form = BecauseForm(posted(request))
    lead = _("%(title)s. Det som redan är antaget ändras inte. Du kan lägga tillbaka det.") % {"title": row.title}
    words = Words(_("Ta bort ur utkastet"), _("Ta bort"), _("Det är borttaget ur utkastet."), lead, "danger")

    def call() -> object:
        return actions.take_out(row=row, because=form.cleaned_data["because"], by=request.actor)

    return written(request, form, words, call, plan=plan)


@require_POST
def put_back(request: ActorRequest, row_id: UUID, kind: type[Any]) -> HttpResponse:
    """Into the draft again."""
    row = row_or_404(request, kind, row_id)
    actions.put_back(row=row, by=request.actor)
    messages.success(request, _("Det är tillbaka i utkastet."))
    return redirect("action_plans:plan", actions.plan_of(row).pk)


@require_POST
def move_up(request: ActorRequest, row_id: UUID, kind: type[Any]) -> HttpResponse:
    """Before what stands before it."""
    row = row_or_404(request, kind, row_id)
    actions.move_up(row=row, by=request.actor)
    return redirect(reverse("action_plans:plan", args=[actions.plan_of(row).pk]) + f"#rad-{row.pk}")


@require_GET
def activity(request: ActorRequest, row_id: UUID) -> HttpResponse:
    """One activity, and everything that has been said of it."""
    policy.may_read(request.actor).enforce()
    node = reads.activity(request.actor, row_id)
    if node is None:
        raise Http404
    plan = actions.plan_of(node.row)
    context = {
        "node": node,
        "plan": plan,
        "may": bool(policy.may_write(request.actor, plan)),
        "may_report": policy.may_report(request.actor, node.row),
    }
    return page(request, "action_plans/activity.html", context | NAV | WORDS)


@require_http_methods(["GET", "POST"])
def report(request: ActorRequest, row_id: UUID) -> HttpResponse:
    """How it goes with an activity."""
    row: Activity = row_or_404(request, Activity, row_id)
    policy.may_report(request.actor, row).enforce()
    form = ReportForm(posted(request))
    lead = _("%(title)s. Det du skriver läggs överst. Det som har skrivits förut står kvar.") % {"title": row.title}
    words = Words(_("Skriv hur det går"), _("Spara"), _("Tack. Det är inskrivet."), lead)

    def call() -> object:
        return follow_actions.report(activity=row, **form.cleaned_data, by=request.actor)

    back = reverse("action_plans:activity", args=[row.pk])
    return written(request, form, words, call, plan=actions.plan_of(row), back=back)


def _above(kind: type[Any]) -> type[Any]:
    return PlanGoal if kind is Measure else Measure


def _form(request: ActorRequest, kind: type[Any], plan: ActionPlan, initial: dict[str, Any]) -> forms.Form:
    data = posted(request)
    if kind is Activity:
        return ActivityForm(data, initial=initial, **choosing.for_activity(request.actor, plan))
    return FORMS[kind](data, initial=initial)


def _words(row: Any, form: forms.Form) -> dict[str, Any]:
    return {name: getattr(row, name) for name in form.fields}
