"""What meetings have decided, taken into the plan one by one."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kronobarn.circles.doors import find_or_404
from kronobarn.concerns.models import Matter
from kronobarn.core.actor import ActorRequest
from kronobarn.meetings.models import MeetingDecision
from kronobarn.plans import actions, decided, policy, reads
from kronobarn.plans.models import Goal
from kronobarn.plans.views.editing import common, door
from kronobarn.ui.pages import page


@require_GET
def from_meeting(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """From a meeting on to its decisions in the plan, or to where a plan begins."""
    matter = find_or_404(Matter.objects, matter_id, by=request.actor)
    living = reads.living(matter.child_id, request.actor)
    return redirect("plans:start", matter.pk) if living is None else redirect("plans:decisions", living.pk)


@require_GET
def decisions(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """What was decided and does not stand in the plan yet."""
    plan = door(request, record_id)
    context = {
        **common(request, plan),
        "allowed": policy.may_change(request.actor, plan),
        "decided": decided.to_take(plan, request.actor),
        "goals": decided.living_goals(plan, request.actor),
    }
    return page(request, "plans/decisions.html", context)


@require_POST
def take(request: ActorRequest, decision_id: UUID) -> HttpResponse:
    """One decision becomes something that is done towards a goal."""
    decision = find_or_404(MeetingDecision.objects, decision_id, by=request.actor)
    try:
        wanted = UUID(request.POST.get("goal", ""))
    except ValueError:
        raise BadRequest from None
    goal = find_or_404(Goal.objects, wanted, by=request.actor)
    try:
        made = actions.take_decision(goal=goal, decision=decision, by=request.actor)
    except ValidationError as problem:
        messages.warning(request, problem.messages[0])
        if getattr(problem, "code", "") == actions.ALREADY_THERE:
            return redirect("plans:plan", goal.record_id)
        return redirect(f"{reverse('plans:add_action', args=[goal.pk])}?beslut={decision.pk}")
    messages.success(request, _("Beslutet står nu i planen. Den som ska göra det får frågan."))
    return redirect("plans:decisions", made.record_id)
