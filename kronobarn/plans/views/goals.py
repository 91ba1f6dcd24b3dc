"""One goal, and one thing that is done towards it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kronobarn.circles.doors import find_or_404
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import posted
from kronobarn.plans import actions, choosing, policy, reads, rules
from kronobarn.plans.decided import laid_aside_already
from kronobarn.plans.forms import SOMEBODY_ELSE, ActionForm, GoalForm, NewActionForm, ReplyForm, SeenForm
from kronobarn.plans.models import Goal, Plan, PlanAction
from kronobarn.plans.rules import ActionState, GoalState
from kronobarn.plans.views.editing import FROM_A_DECISION, Edit, change, door, get_or_post


@get_or_post
def add_goal(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """A new goal."""
    plan = door(request, record_id)
    form = GoalForm(posted(request), version=plan.record.practice_version)
    edit = Edit(
        heading=_("Lägg till ett mål"),
        lead=_("Ett mål är något som ska bli annorlunda för barnet, inte något som en verksamhet ska göra."),
        submit=_("Spara målet"),
        to=reverse("plans:add_goal", args=[plan.pk]),
        draft=rules.draft_key("add-goal", plan.pk),
    )
    return change(
        request,
        plan,
        form,
        policy.may_change(request.actor, plan),
        edit,
        lambda: actions.add_goal(plan=plan, by=request.actor, **form.cleaned_data),
    )


@get_or_post
def change_goal(request: ActorRequest, goal_id: UUID) -> HttpResponse:
    """A goal in other words."""
    goal = find_or_404(Goal.objects, goal_id, by=request.actor)
    plan = door(request, goal.record_id)
    now = {name: getattr(goal, name) for name in ("area_key", "need", "desired_outcome", "said_by", "how_we_see_it")}
    form = GoalForm(posted(request), version=plan.record.practice_version, initial=now)
    edit = Edit(
        heading=_("Ändra mål %(number)d") % {"number": goal.number},
        submit=_("Spara målet"),
        to=reverse("plans:change_goal", args=[goal.pk]),
        draft=rules.draft_key("goal", goal.pk),
    )
    return change(
        request,
        plan,
        form,
        policy.may_change(request.actor, plan),
        edit,
        lambda: actions.change_goal(goal=goal, by=request.actor, **form.cleaned_data),
        now,
    )


@get_or_post
def drop_goal(request: ActorRequest, goal_id: UUID) -> HttpResponse:
    """Take a goal out of the plan. What is done towards it stops."""
    goal = find_or_404(Goal.objects, goal_id, by=request.actor)
    plan = door(request, goal.record_id)
    form = SeenForm(posted(request))
    edit = Edit(
        heading=_("Ta bort mål %(number)d") % {"number": goal.number},
        lead=_("Målet lämnar planen och det som görs för det avbryts. Det går fortfarande att läsa vad som stod."),
        submit=_("Ta bort målet"),
        to=reverse("plans:drop_goal", args=[goal.pk]),
        done=_("Målet är borttaget ur planen."),
        quote=goal.desired_outcome,
    )
    return change(
        request,
        plan,
        form,
        policy.may_change(request.actor, plan),
        edit,
        lambda: actions.conclude_goal(
            goal=goal, state=GoalState.DROPPED, seen=form.cleaned_data["seen"], by=request.actor
        ),
    )


@get_or_post
def add_action(request: ActorRequest, goal_id: UUID) -> HttpResponse:
    """Something that one person does towards the goal; meetings' decisions are at hand."""
    goal = find_or_404(Goal.objects, goal_id, by=request.actor)
    plan = door(request, goal.record_id)
    decided = reads.decisions(plan, request.actor)
    doers = choosing.doers(plan, request.actor)
    chosen = request.GET.get(FROM_A_DECISION)
    form = NewActionForm(
        posted(request),
        initial=choosing.from_decision(plan, decided, doers, chosen),
        doers=doers,
    )
    edit = Edit(
        heading=_("Lägg till något som görs"),
        submit=_("Spara"),
        to=reverse("plans:add_action", args=[goal.pk]),
        draft=rules.draft_key("add-action", goal.pk),
        quote=goal.desired_outcome,
        decisions=decided,
        laid_aside=laid_aside_already(plan, chosen, request.actor),
    )
    return _action_page(
        request, plan, form, edit, lambda: actions.add_action(goal=goal, by=request.actor, **form.cleaned_data)
    )


@get_or_post
def change_action(request: ActorRequest, action_id: UUID) -> HttpResponse:
    """The same thing by someone else, by another day, or in other words."""
    one = find_or_404(PlanAction.objects, action_id, by=request.actor)
    plan = door(request, one.record_id)
    doers = choosing.doers(plan, request.actor)
    now = {
        "what": one.what,
        "first_step": one.first_step,
        "doer": SOMEBODY_ELSE if one.helper else choosing.seat_of(one, request.actor),
        "helper": one.helper,
        "since": one.since,
        "until": one.until,
    }
    form = ActionForm(posted(request), initial=now, doers=doers)
    edit = Edit(
        heading=_("Ändra det som görs"),
        submit=_("Spara"),
        to=reverse("plans:change_action", args=[one.pk]),
        draft=rules.draft_key("action", one.pk),
    )
    return _action_page(
        request,
        plan,
        form,
        edit,
        lambda: actions.change_action(plan_action=one, by=request.actor, **form.cleaned_data),
        now,
    )


def _action_page(
    request: ActorRequest, plan: Plan, form: ActionForm, edit: Edit, call: Any, now: dict[str, Any] | None = None
) -> HttpResponse:
    return change(request, plan, form, policy.may_change(request.actor, plan), edit, call, now)


@get_or_post
def reply(request: ActorRequest, action_id: UUID) -> HttpResponse:
    """Whoever is to do something says yes, asks for a change, or says why not."""
    one = find_or_404(PlanAction.objects, action_id, by=request.actor)
    plan = door(request, one.record_id)
    form = ReplyForm(posted(request), initial={"words": one.reply_words})
    edit = Edit(
        heading=_("Svara om det du ska göra"),
        submit=_("Spara mitt svar"),
        to=reverse("plans:reply", args=[one.pk]),
        draft=rules.draft_key("reply", one.pk),
        done=_("Tack. Ditt svar står i planen."),
        quote=one.what,
    )
    allowed = policy.may_reply(request.actor, one, plan, reads.is_contact(one, request.actor))
    return change(
        request,
        plan,
        form,
        allowed,
        edit,
        lambda: actions.reply(plan_action=one, by=request.actor, **form.cleaned_data),
    )


@require_POST
def finish_action(request: ActorRequest, action_id: UUID) -> HttpResponse:
    """Say that something is done, or that it is stopped."""
    one = find_or_404(PlanAction.objects, action_id, by=request.actor)
    state = ActionState.STOPPED if request.POST.get("state") == ActionState.STOPPED else ActionState.DONE
    actions.finish_action(plan_action=one, state=state, by=request.actor)
    messages.success(request, _("Sparat i planen."))
    return redirect("plans:plan", one.record_id)
