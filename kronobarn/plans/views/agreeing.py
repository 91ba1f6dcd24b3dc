"""Making the plan hold, and what each person says about it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kronobarn.circles.doors import find_or_404, open_or_404
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import posted
from kronobarn.people.models import Person
from kronobarn.plans import actions, choosing, policy, rules
from kronobarn.plans.forms import AgreeForForm, AgreeForm, HeardForm
from kronobarn.plans.models import Plan
from kronobarn.plans.rules import AgreementForm
from kronobarn.plans.versions import version_page
from kronobarn.plans.views.editing import Edit, change, common, door, get_or_post
from kronobarn.ui.pages import page


@require_POST
def activate(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Let the plan begin to hold."""
    plan = find_or_404(Plan.objects, record_id, by=request.actor)
    actions.activate(plan=plan, by=request.actor)
    messages.success(request, _("Planen är aktiv. Alla som är med har fått frågan om vad de tycker."))
    return redirect("plans:plan", plan.pk)


@require_POST
def revise(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Let what has changed be a new version."""
    plan = find_or_404(Plan.objects, record_id, by=request.actor)
    made = actions.revise(plan=plan, by=request.actor)
    messages.success(request, _("Version %(number)d gäller nu. Alla får frågan igen.") % {"number": made.number})
    return redirect("plans:plan", plan.pk)


@get_or_post
def agree(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """What one thinks of the plan, oneself."""
    plan = door(request, record_id)
    form = AgreeForm(posted(request))
    assert request.actor.person_id is not None
    person = Person.objects.get(pk=request.actor.person_id)
    edit = Edit(
        heading=_("Vad tycker du om planen?"),
        lead=_("Du kan ändra ditt svar när du vill. Det är ditt senaste svar som står i planen."),
        submit=_("Spara mitt svar"),
        to=reverse("plans:agree", args=[plan.pk]),
        draft=rules.draft_key("agree", plan.pk),
        done=_("Tack. Ditt svar står i planen."),
    )
    return change(
        request,
        plan,
        form,
        policy.may_agree(request.actor, plan, person.pk),
        edit,
        lambda: actions.agree(
            plan=plan, person=person, form=AgreementForm.SIGNED_IN, by=request.actor, **form.cleaned_data
        ),
    )


@get_or_post
def heard(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """When and how the family has been heard, or why the plan goes on without."""
    plan = door(request, record_id)
    now = {name: getattr(plan, name) for name in ("heard", "heard_on", "heard_how", "heard_why")}
    form = HeardForm(posted(request), initial=now)
    edit = Edit(
        heading=_("Familjen får säga vad de tycker"),
        lead=_(
            "Planen kan inte gälla innan familjen har fått säga vad de tycker. Var de med på ett möte behöver du inte "
            "skriva något här. Har de varit kallade och inte velat kan ni gå vidare, om det är bäst för barnet."
        ),
        submit=_("Spara"),
        to=reverse("plans:heard", args=[plan.pk]),
        draft=rules.draft_key("heard", plan.pk),
    )
    return change(
        request,
        plan,
        form,
        policy.may_change(request.actor, plan),
        edit,
        lambda: actions.hear(plan=plan, by=request.actor, **form.cleaned_data),
        now,
    )


@get_or_post
def agree_for(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """What somebody in the family has said aloud or on paper."""
    plan = door(request, record_id)
    form = AgreeForForm(posted(request), people=choosing.family_members(plan, request.actor))
    edit = Edit(
        heading=_("Skriv in vad någon har sagt om planen"),
        submit=_("Spara svaret"),
        to=reverse("plans:agree_for", args=[plan.pk]),
        draft=rules.draft_key("agree-for", plan.pk),
    )
    return change(
        request,
        plan,
        form,
        policy.may_agree(request.actor, plan, 0),
        edit,
        lambda: actions.agree(plan=plan, by=request.actor, **form.cleaned_data),
    )


@require_GET
def version(request: ActorRequest, record_id: UUID, number: int) -> HttpResponse:
    """The plan as it was in one version, and what differs between it and another."""
    plan = open_or_404(Plan.objects, record_id, by=request.actor)
    shown = version_page(number, plan, request.actor, _number(request.GET.get("mot", "")))
    if shown is None:
        raise Http404
    return page(request, "plans/version.html", {**common(request, plan), "shown": shown})


def _number(text: str) -> int:
    """A version that is asked for; anything odd is none."""
    return int(text) if text.isdecimal() and len(text) < 5 else 0
