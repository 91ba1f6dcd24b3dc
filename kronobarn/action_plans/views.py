"""Action plans: the list, one plan as it stands, when its activities go on, and side by side."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kronobarn.action_plans import actions, choosing, files, policy, reads
from kronobarn.action_plans.common import plan_or_404, written
from kronobarn.action_plans.forms import PlanForm
from kronobarn.action_plans.timeline import Line
from kronobarn.core import clock, tables
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import posted, seen
from kronobarn.programme.form_page import NAV, Words
from kronobarn.ui.pages import page

WORDS = {"standings": reads.STANDINGS, "late_words": reads.LATE, "tones": reads.TONES}


@require_GET
def overview(request: ActorRequest) -> HttpResponse:
    """The county's plan, everybody's own, and what is asked of the reader."""
    policy.may_read(request.actor).enforce()
    county, own = reads.overview(request.actor)
    mine = choosing.own_organisation(request.actor)
    context = {
        "county": county,
        "own": own,
        "asked": reads.asked_of_me(request.actor),
        "may_begin": county is None and bool(policy.may_begin(request.actor, None)),
        "begin_own": mine if mine and not any(one.shown for one in own if one.organisation == mine) else None,
    }
    return page(request, "action_plans/overview.html", context | NAV | WORDS)


@require_http_methods(["GET", "POST"])
def begin(request: ActorRequest) -> HttpResponse:
    """A first draft: the county's by its leader, a principal's own by its coordinator."""
    organisation = choosing.own_organisation(request.actor)
    policy.may_begin(request.actor, organisation).enforce()
    form = PlanForm(posted(request))
    words = Words(_("Börja på en handlingsplan"), _("Börja"), _("Utkastet är påbörjat. Lägg till mål."))

    def call() -> object:
        return actions.begin(organisation=organisation, **form.cleaned_data, by=request.actor)

    return written(request, form, words, call, plan=None)


@require_GET
def plan(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """One plan as it stands today."""
    shown = reads.shown(request.actor, plan_or_404(request, plan_id))
    may = policy.may_write(request.actor, shown.plan)
    context = {
        "shown": shown,
        "may": bool(may),
        "may_adopt": policy.may_adopt(request.actor, shown.plan, empty=not shown.tree.goals, differs=shown.differs),
        "may_follow_up": policy.may_follow_up(
            request.actor, shown.plan, going_on=shown.going_on is not None, something=bool(shown.tree.open)
        ),
        "taken_out": reads.taken_out(request.actor, shown.plan) if may else [],
    }
    return page(request, "action_plans/plan.html", context | NAV | WORDS)


@require_GET
def file(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """The plan as it stands, to take along."""
    shown = reads.shown(request.actor, plan_or_404(request, plan_id))
    actions.take(plan=shown.plan, by=request.actor)
    return tables.file(files.rows(shown.tree), f"handlingsplan-{clock.today().isoformat()}")


@require_http_methods(["GET", "POST"])
def change_plan(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """The plan's own words."""
    found = plan_or_404(request, plan_id)
    policy.may_write(request.actor, found).enforce()
    before = {"title": found.title, "aim": found.aim}
    form = PlanForm(posted(request), initial=before)
    words = Words(_("Ändra rubrik och syfte"), _("Spara"), _("Det är sparat i utkastet."))

    def call() -> object:
        return actions.change_plan(plan=found, seen=seen(request), **form.cleaned_data, by=request.actor)

    def now() -> tuple[int, dict[str, object]]:
        fresh = plan_or_404(request, plan_id)
        return fresh.revision, {"title": fresh.title, "aim": fresh.aim}

    return written(request, form, words, call, plan=found, now=now)


@require_GET
def timeline(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """When the activities go on: as a picture, and the same as a table."""
    shown = reads.shown(request.actor, plan_or_404(request, plan_id))
    line = Line.over([one.row for one in shown.tree.activities])
    context = {"shown": shown, "line": line, "today": clock.today()}
    return page(request, "action_plans/timeline.html", context | NAV | WORDS)


@require_GET
def compare(request: ActorRequest) -> HttpResponse:
    """What each has chosen to do for the county's goals, by name. Nothing is counted or ranked."""
    policy.may_read(request.actor).enforce()
    goals, beside = reads.compare(request.actor)
    return page(request, "action_plans/compare.html", {"goals": goals, "beside": beside} | NAV | WORDS)
