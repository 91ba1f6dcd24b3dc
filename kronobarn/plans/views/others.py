"""Other plans that exist."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kronobarn.circles.doors import find_or_404
from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import posted
from kronobarn.plans import actions, choosing, policy, rules
from kronobarn.plans.forms import EndOtherForm, OtherForm
from kronobarn.plans.models import OtherPlan
from kronobarn.plans.views.editing import Edit, change, door, get_or_post


@get_or_post
def note_other(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Note that another plan exists."""
    plan = door(request, record_id)
    form = OtherForm(posted(request), services=choosing.services(plan))
    edit = Edit(
        heading=_("Skriv in en annan plan som finns"),
        lead=_("Bara att den finns, vems den är och var den finns. Vad som står i den stannar där."),
        submit=_("Spara"),
        to=reverse("plans:note_other", args=[plan.pk]),
        draft=rules.draft_key("add-other", plan.pk),
    )
    return change(
        request,
        plan,
        form,
        policy.may_change(request.actor, plan),
        edit,
        lambda: actions.note_other(plan=plan, by=request.actor, **form.cleaned_data),
    )


@get_or_post
def change_other(request: ActorRequest, other_id: UUID) -> HttpResponse:
    """Put right what is said about another plan."""
    other = find_or_404(OtherPlan.objects, other_id, by=request.actor)
    plan = door(request, other.record_id)
    now = {"kind": other.kind, "area": other.area_id, "since": other.since, "where_kept": other.where_kept}
    form = OtherForm(posted(request), initial=now, services=choosing.services(plan))
    edit = Edit(
        heading=_("Ändra det som står om en annan plan"),
        submit=_("Spara"),
        to=reverse("plans:change_other", args=[other.pk]),
        draft=rules.draft_key("other", other.pk),
    )
    return change(
        request,
        plan,
        form,
        policy.may_change(request.actor, plan),
        edit,
        lambda: actions.change_other(other=other, by=request.actor, **form.cleaned_data),
        now,
    )


@get_or_post
def end_other(request: ActorRequest, other_id: UUID) -> HttpResponse:
    """Another plan holds no longer."""
    other = find_or_404(OtherPlan.objects, other_id, by=request.actor)
    plan = door(request, other.record_id)
    form = EndOtherForm(posted(request), initial={"ended_on": clock.today()})
    edit = Edit(
        heading=_("En annan plan gäller inte längre"),
        submit=_("Spara"),
        to=reverse("plans:end_other", args=[other.pk]),
        quote=str(other.get_kind_display()),
    )
    return change(
        request,
        plan,
        form,
        policy.may_end_other(request.actor, other, plan),
        edit,
        lambda: actions.end_other(other=other, by=request.actor, **form.cleaned_data),
    )
