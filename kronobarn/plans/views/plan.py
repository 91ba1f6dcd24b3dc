"""The plan's own page, and its words."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kronobarn.circles import withholding
from kronobarn.circles.doors import find_or_404, open_or_404
from kronobarn.circles.reads import header
from kronobarn.concerns.models import Matter
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import posted
from kronobarn.documents import reads as documents
from kronobarn.plans import actions, pages, policy, reads, rules
from kronobarn.plans.forms import CloseForm, WordsForm
from kronobarn.plans.models import Plan
from kronobarn.plans.views.editing import Edit, change, common, door, get_or_post
from kronobarn.ui.pages import page


@get_or_post
def start(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """Begin on the plan, or go to the one there is."""
    if request.method == "POST":
        matter = find_or_404(Matter.objects, matter_id, by=request.actor)
        made = actions.start(matter=matter, disagreement=reads.disagreement(matter, request.actor), by=request.actor)
        messages.success(request, _("Planen är påbörjad. Barnet och vårdnadshavarna kan läsa den från nu."))
        return redirect("plans:plan", made.pk)
    matter = open_or_404(Matter.objects, matter_id, by=request.actor)
    living = reads.living(matter.child_id, request.actor)
    if living is not None:
        return redirect("plans:plan", living.pk)
    context = {
        "nav": "children",
        "header": header(matter.child, request.actor),
        "child": matter.child,
        "matter": matter,
        "allowed": policy.may_start(request.actor, matter),
    }
    return page(request, "plans/start.html", context)


@require_GET
def plan(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """The plan on one page, for whoever takes part in it."""
    brought = {"is_marked": withholding.IS_MARKED, "brought": documents.BROUGHT}
    brought["decided"] = reads.decisions_waiting(request.actor)
    found = open_or_404(Plan.objects.select_related("record__owner").annotate(**brought), record_id, by=request.actor)
    shown = pages.page(found, request.actor)
    kept, parts = withholding.around_with_parts(found.record, request.actor, is_marked=found.is_marked)
    papers = documents.around_brought(found, request.actor, shown.roles)
    return page(
        request,
        "plans/plan.html",
        {**common(request, found), "shown": shown, "may": pages.may(shown, request.actor), "decided": found.decided}
        | {"kept": kept, "kept_parts": {str(key): marks for key, marks in parts.items()}}
        | {"papers": papers}
        | {"copies": {mark.who: mark.withheld_id for marks in parts.values() for mark in marks}},
    )


@get_or_post
def words(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """The child's own words, and the rest of the plan's running text."""
    found = door(request, record_id)
    now = {name: getattr(found, name) for name in ("child_wants", "child_view_how", "contingency", "disagreement")}
    form = WordsForm(posted(request), initial=now)
    edit = Edit(
        heading=_("Det som står i planen"),
        lead=_("Barnets egna ord står först i planen."),
        submit=_("Spara"),
        to=reverse("plans:words", args=[found.pk]),
        draft=rules.draft_key("words", found.pk),
    )
    return change(
        request,
        found,
        form,
        policy.may_change(request.actor, found),
        edit,
        lambda: actions.set_words(plan=found, by=request.actor, **form.cleaned_data),
        now,
    )


@get_or_post
def close(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Put aside a plan that never became active. An active one ends at a follow-up."""
    found = door(request, record_id)
    form = CloseForm(posted(request))
    edit = Edit(
        heading=_("Lägg undan planen"),
        lead=_("Planen har inte börjat gälla. Det som står i den finns kvar att läsa."),
        submit=_("Lägg undan planen"),
        to=reverse("plans:close", args=[found.pk]),
        draft=rules.draft_key("close", found.pk),
        done=_("Planen är undanlagd. Ärendet är kvar."),
    )
    return change(
        request,
        found,
        form,
        policy.may_put_aside(request.actor, found),
        edit,
        lambda: actions.put_aside(plan=found, by=request.actor, **form.cleaned_data),
    )
