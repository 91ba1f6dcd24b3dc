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
from kronobarn.core.forms import posted
from kronobarn.meetings import actions as meetings
from kronobarn.meetings.models import MeetingDecision
from kronobarn.plans import actions, decided, policy, reads, rules
from kronobarn.plans.forms import LayAsideForm
from kronobarn.plans.models import Goal, Plan
from kronobarn.plans.views.editing import Edit, change, common, door, get_or_post
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
        "aside": decided.aside(plan, request.actor),
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
        if getattr(problem, "code", "") == actions.LAID_ASIDE:
            return redirect("plans:decisions", goal.record_id)
        return redirect(f"{reverse('plans:add_action', args=[goal.pk])}?beslut={decision.pk}")
    messages.success(request, _("Beslutet står nu i planen. Den som ska göra det får frågan."))
    return redirect("plans:decisions", made.record_id)


@get_or_post
def lay_aside(request: ActorRequest, record_id: UUID, decision_id: UUID) -> HttpResponse:
    """One decision is not needed in the plan."""
    decision = find_or_404(MeetingDecision.objects, decision_id, by=request.actor)
    plan = door(request, record_id)
    waits = any(one.pk == decision.pk for one in reads.decisions(plan, request.actor))
    form = LayAsideForm(posted(request))
    edit = Edit(
        heading=_("Lägg beslutet åt sidan"),
        lead=_("Beslutet står kvar på mötets sida, med ditt namn och varför det inte behövs i planen."),
        submit=_("Lägg åt sidan"),
        to=reverse("plans:lay_aside", args=[plan.pk, decision.pk]),
        draft=rules.draft_key("aside", decision.pk),
        quote=decision.text,
    )
    return change(
        request,
        plan,
        form,
        policy.may_lay_aside(request.actor, plan, waits=waits),
        edit,
        lambda: actions.lay_decision_aside(plan=plan, decision=decision, by=request.actor, **form.cleaned_data),
        then=lambda: _told(request, plan),
    )


def _told(request: ActorRequest, plan: Plan) -> HttpResponse:
    messages.success(request, _("Beslutet är lagt åt sidan. Du kan ta upp det igen."))
    return redirect("plans:decisions", plan.pk)


@require_POST
def take_up(request: ActorRequest, decision_id: UUID) -> HttpResponse:
    """One that was laid aside is needed after all."""
    decision = find_or_404(MeetingDecision.objects, decision_id, by=request.actor)
    meetings.take_up(decision=decision, by=request.actor)
    messages.success(request, _("Beslutet är upptaget igen."))
    living = reads.living(decision.child_id, request.actor)
    if living is None:
        return redirect("meetings:meeting", decision.record_id)
    return redirect("plans:decisions", living.pk)
