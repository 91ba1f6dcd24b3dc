"""Following up the plan: begin, go through it goal by goal, and read it afterwards."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kronobarn.circles import withholding
from kronobarn.circles.doors import find_or_404, open_or_404
from kronobarn.circles.reads import header
from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, posted, stands
from kronobarn.drafts.reads import HalfWritten
from kronobarn.plans.models import Plan
from kronobarn.plans.reads import still_visible
from kronobarn.reviews import actions, policy, reads
from kronobarn.reviews.forms import ReviewForm
from kronobarn.reviews.models import Review
from kronobarn.ui.pages import page

get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
def start(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Begin to follow up; what is begun is opened again."""
    if request.method == "POST":
        plan = find_or_404(Plan.objects, plan_id, by=request.actor)
        begun = actions.start(plan=plan, by=request.actor)
        return redirect("reviews:review", begun.pk)
    plan = open_or_404(Plan.objects, plan_id, by=request.actor)
    context = {**_common(request, plan), "plan": plan, "allowed": policy.may_start(request.actor, plan)}
    if context["allowed"]:
        context["calling"] = reads.calling(plan, request.actor)
    return page(request, "reviews/start.html", context)


@get_or_post
def review(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """The follow-up: to fill in while it is open, to read when it is done."""
    through = open_or_404 if request.method == "GET" else find_or_404
    found: Review = through(Review.objects, record_id, by=request.actor)
    plan = reads.plan_of(found, request.actor)
    goals = reads.goals(found, request.actor)
    context = {**_common(request, found), "plan": plan, "review": found, "goals": goals}
    context["wheel"] = reads.childs_wheel(found, plan, request.actor) if plan else None
    context["kept"] = withholding.around(found.record, request.actor)
    allowed = policy.may_finish(request.actor, found, plan)
    sent = request.method == "POST"
    if sent and (plan is None or not allowed.for_now):
        allowed.enforce(child_id=found.child_id)
    if plan is None or (not allowed and not sent):
        return page(request, "reviews/read.html", {**context, "allowed": allowed, "may_sit": False})
    draft = HalfWritten(request, child_id=found.child_id, form=actions.draft_form(found))
    form = _form(request, found, plan, goals, draft.words)
    saved = None
    if sent and stands(form, allowed, child_id=found.child_id):
        saved = attempt(form, lambda: actions.finish(review=found, by=request.actor, **form.finished()))
    if saved is not None:
        return _done(request, plan)
    context |= {"form": form, "draft": draft, "may_sit": reads.may_sit(plan, context["wheel"], request.actor)}
    return page(request, "reviews/review.html", context, status=422 if form.errors else 200)


def _form(
    request: ActorRequest, found: Review, plan: Plan, goals: list[reads.Beside], draft: dict[str, Any]
) -> ReviewForm:
    usual = {"held_on": clock.today(), "next_on": reads.usual_next(found)}
    initial = {**usual, **(draft or reads.from_the_meeting(found, plan, request.actor))}
    if isinstance(initial.get("leaving"), str):
        initial["leaving"] = [initial["leaving"]]
    return ReviewForm(posted(request), initial=initial, goals=goals, services=reads.services(plan, request.actor))


def _done(request: ActorRequest, plan: Plan) -> HttpResponse:
    """To the plan, for whoever still sees it; the services' places end when it is closed."""
    if still_visible(plan, request.actor):
        messages.success(request, _("Uppföljningen är klar. Alla som är med kan läsa den."))
        return redirect("plans:plan", plan.pk)
    messages.success(request, _("Uppföljningen är klar och planen är avslutad. Din plats kring barnet är därmed slut."))
    return redirect("notices:my_day")


def _common(request: ActorRequest, of: Plan | Review) -> dict[str, Any]:
    return {"nav": "children", "header": header(of.child, request.actor), "child": of.child}
