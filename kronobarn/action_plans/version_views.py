"""Versions of a plan: adopting, reading and comparing them, taking one back, opening one to everybody, and on paper."""

from pathlib import Path
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.action_plans import choosing, differences, frozen, policy, reads, version_actions
from kronobarn.action_plans.common import plan_or_404, written
from kronobarn.action_plans.forms import AdoptForm, BecauseForm
from kronobarn.action_plans.models import PlanVersion
from kronobarn.action_plans.timeline import Line
from kronobarn.action_plans.views import WORDS
from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, posted
from kronobarn.programme.form_page import NAV, Words
from kronobarn.ui import documents
from kronobarn.ui.pages import page

STYLE: Final = Path(documents.__file__).parent / "static" / "ui" / "paper.css"


@require_http_methods(["GET", "POST"])
def adopt(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Write down that the draft has been adopted, in just these words."""
    shown = reads.shown(request.actor, plan_or_404(request, plan_id))
    may = policy.may_adopt(request.actor, shown.plan, empty=not shown.tree.goals, differs=shown.differs)
    may.enforce()
    said = frozen.content(shown.tree)
    form = AdoptForm(
        posted(request),
        decisions=choosing.decisions(request.actor, shown.plan),
        initial={"adopted_on": clock.today()},
    )
    if request.method == "POST":
        made = attempt(form, lambda: version_actions.adopt(plan=shown.plan, **form.cleaned_data, by=request.actor))
        if made is not None:
            messages.success(request, _("Planen är antagen. Orden i den här versionen ändras inte mer."))
            return redirect("action_plans:version", made.pk)
    context = {"shown": shown, "form": form, "seen": frozen.digest(said), "content": said}
    return page(request, "action_plans/adopt.html", context | NAV, status=422 if form.errors else 200)


@require_GET
def version(request: ActorRequest, version_id: UUID) -> HttpResponse:
    """One version, and what it says otherwise than another."""
    found = _version(request, version_id)
    others = reads.others(request.actor, found)
    before = next((one for one in others if one.number < found.number), None)
    against = next((one for one in others if str(one.pk) == request.GET.get("mot", "")), before)
    older, newer = (against, found) if against is None or against.number < found.number else (found, against)
    context = {
        "version": found,
        "others": others,
        "against": against,
        "older": older,
        "newer": newer,
        "changes": differences.between(older.content, newer.content) if older and newer else [],
        "may_take_back": policy.may_take_back(request.actor, found),
        "may_publish": policy.may_publish(request.actor, found),
    }
    return page(request, "action_plans/version.html", context | NAV)


@require_http_methods(["GET", "POST"])
def take_back(request: ActorRequest, version_id: UUID) -> HttpResponse:
    """A version that was written down by mistake."""
    found = _version(request, version_id)
    policy.may_take_back(request.actor, found).enforce()
    form = BecauseForm(posted(request))
    lead = _("Versionen står kvar och går att läsa, men gäller inte. Det går inte att ångra.")
    words = Words(_("Ta tillbaka version %(n)d") % {"n": found.number}, _("Ta tillbaka"), _("Versionen är återtagen."))
    words = Words(words.heading, words.submit, words.done, lead, "danger")

    def call() -> object:
        version_actions.take_back(version=found, because=form.cleaned_data["because"], by=request.actor)
        return True

    return written(request, form, words, call, plan=found.plan)


@require_POST
def publish(request: ActorRequest, version_id: UUID) -> HttpResponse:
    """Let everybody read it."""
    found = _version(request, version_id)
    version_actions.publish(version=found, by=request.actor)
    messages.success(request, _("Versionen är öppen för alla."))
    return redirect("action_plans:version", found.pk)


@require_POST
def unpublish(request: ActorRequest, version_id: UUID) -> HttpResponse:
    """Let only staff read it."""
    found = _version(request, version_id)
    version_actions.unpublish(version=found, by=request.actor)
    messages.success(request, _("Versionen är inte längre öppen för alla."))
    return redirect("action_plans:version", found.pk)


@require_GET
def version_paper(request: ActorRequest, version_id: UUID) -> HttpResponse:
    """An adopted version as PDF."""
    found = _version(request, version_id)
    if not documents.available():
        messages.warning(request, _("PDF kan inte göras här. Skriv ut sidan med webbläsaren i stället."))
        return redirect("action_plans:version", found.pk)
    context = {"version": found, "content": found.content, "made_at": clock.now()}
    text = documents.html("action_plans/version_paper.html", context)
    return documents.answer(documents.pdf(text, style=STYLE), f"handlingsplan-version-{found.number}")


@require_GET
def paper(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """The plan as it stands today as PDF, with where each activity stands."""
    shown = reads.shown(request.actor, plan_or_404(request, plan_id))
    if not documents.available():
        messages.warning(request, _("PDF kan inte göras här. Skriv ut sidan med webbläsaren i stället."))
        return redirect("action_plans:plan", shown.plan.pk)
    line = Line.over([one.row for one in shown.tree.activities])
    context = {"shown": shown, "line": line, "made_at": clock.now(), "today": clock.today(), **WORDS}
    text = documents.html("action_plans/paper.html", context)
    return documents.answer(documents.pdf(text, style=STYLE), "handlingsplan")


def _version(request: ActorRequest, version_id: UUID) -> PlanVersion:
    policy.may_read(request.actor).enforce()
    found = reads.version(request.actor, version_id)
    if found is None:
        raise Http404
    return found
