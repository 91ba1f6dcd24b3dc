"""Services in the plan: asked, answering, leaving, and the one person each has as contact."""

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
from kronobarn.plans.forms import AnswerForm, ContactForm, LeaveForm
from kronobarn.plans.models import Party, Plan
from kronobarn.plans.views.editing import Edit, change, door, get_or_post


@get_or_post
def add_party(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Ask a service to take part."""
    plan = door(request, record_id)
    form = ContactForm(
        posted(request), groups=choosing.reachable(request.actor.municipality_code, without=reads.areas(plan))
    )
    edit = Edit(
        heading=_("Bjud in en verksamhet"),
        lead=_("Verksamheten ser planen när samtycke gäller för den. Saknas samtycke väntar inbjudan tills det finns."),
        submit=_("Bjud in"),
        to=reverse("plans:add_party", args=[plan.pk]),
        done=_("Verksamheten är inbjuden."),
    )
    return change(
        request,
        plan,
        form,
        policy.may_add_party(request.actor, plan),
        edit,
        lambda: actions.add_party(plan=plan, by=request.actor, **form.cleaned_data),
    )


@get_or_post
def change_contact(request: ActorRequest, party_id: UUID) -> HttpResponse:
    """Another contact person in the same service."""
    party = find_or_404(Party.objects, party_id, by=request.actor)
    plan = door(request, party.record_id)
    now = {"contact": party.contact_id}
    form = ContactForm(
        posted(request),
        initial=now,
        groups=choosing.reachable(request.actor.municipality_code, area_id=party.area_id),
    )
    edit = Edit(
        heading=_("Byt kontaktperson"),
        lead=_("Den som var kontaktperson förlorar sin plats i planen."),
        submit=_("Spara"),
        to=reverse("plans:change_contact", args=[party.pk]),
    )
    return change(
        request,
        plan,
        form,
        policy.may_change(request.actor, plan),
        edit,
        lambda: actions.change_contact(party=party, by=request.actor, **form.cleaned_data),
        now,
    )


@get_or_post
def answer(request: ActorRequest, party_id: UUID) -> HttpResponse:
    """The contact person says whether the service takes part."""
    party = find_or_404(Party.objects, party_id, by=request.actor)
    plan = door(request, party.record_id)
    form = AnswerForm(posted(request))
    edit = Edit(
        heading=_("Svara för din verksamhet"),
        lead=_("Du är kontaktperson för din verksamhet i barnets plan."),
        submit=_("Skicka svaret"),
        to=reverse("plans:answer", args=[party.pk]),
        draft=rules.draft_key("answer", party.pk),
    )
    return change(
        request,
        plan,
        form,
        policy.may_answer(request.actor, party, plan),
        edit,
        lambda: actions.answer_as_party(party=party, by=request.actor, **form.cleaned_data),
        then=lambda: _thanks(request, plan),
    )


@get_or_post
def let_go(request: ActorRequest, party_id: UUID) -> HttpResponse:
    """A service leaves the plan."""
    party = find_or_404(Party.objects, party_id, by=request.actor)
    plan = door(request, party.record_id)
    form = LeaveForm(posted(request))
    edit = Edit(
        heading=_("Låt en verksamhet lämna planen"),
        lead=_("Verksamheten ser inte längre planen. Det som verksamheten har åtagit sig avbryts."),
        submit=_("Låt verksamheten lämna"),
        to=reverse("plans:let_go", args=[party.pk]),
        draft=rules.draft_key("let-go", party.pk),
        quote=party.area.name,
    )
    return change(
        request,
        plan,
        form,
        policy.may_let_go(request.actor, party, plan, reads.others(party)),
        edit,
        lambda: actions.let_go(party=party, by=request.actor, **form.cleaned_data),
        then=lambda: _thanks(request, plan),
    )


def _thanks(request: ActorRequest, plan: Plan) -> HttpResponse:
    """Back to the plan, for whoever still sees it."""
    messages.success(request, _("Ditt svar är sparat."))
    if reads.still_visible(plan, request.actor):
        return redirect("plans:plan", plan.pk)
    return redirect("notices:my_day")


@require_POST
def share(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Let in the services for which consent has come."""
    plan = find_or_404(Plan.objects, record_id, by=request.actor)
    actions.share(plan=plan, by=request.actor)
    messages.success(request, _("Planen delas nu med de verksamheter som samtycket gäller."))
    return redirect("plans:plan", plan.pk)
