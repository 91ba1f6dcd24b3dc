"""Who holds the plan together: named, asked, answering."""

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
from kronobarn.plans.forms import AnswerLeadForm, LeadForm
from kronobarn.plans.models import Plan
from kronobarn.plans.views.editing import Edit, change, door, get_or_post


@get_or_post
def lead(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Who holds the plan together, and when it is followed up."""
    found = door(request, record_id)
    now = {"lead": found.lead_id, "next_review_on": found.next_review_on or reads.first_review(found)}
    form = LeadForm(posted(request), initial=now, contacts=choosing.contacts(found))
    edit = Edit(
        heading=_("Samverkansansvarig och nästa uppföljning"),
        lead=_(
            "Gäller planen redan får den nya frågan först. Tills hen har sagt ja är det samma som nu som håller ihop den."
        ),
        submit=_("Spara"),
        to=reverse("plans:lead", args=[found.pk]),
    )
    return change(
        request,
        found,
        form,
        policy.may_change(request.actor, found),
        edit,
        lambda: actions.name_lead(plan=found, by=request.actor, **form.cleaned_data),
        now,
    )


@get_or_post
def answer_lead(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Whoever is asked to hold the plan together says yes, or why not."""
    found = door(request, record_id)
    form = AnswerLeadForm(posted(request))
    edit = Edit(
        heading=_("Kan du hålla ihop planen?"),
        lead=_(
            "Du ser till att det som står i planen blir gjort, skriver i den och följer upp den med de andra. "
            "Tills du har svarat ja gör den som håller ihop den nu det."
        ),
        submit=_("Skicka svaret"),
        to=reverse("plans:answer_lead", args=[found.pk]),
        draft=rules.draft_key("answer-lead", found.pk),
        done=_("Tack. Ditt svar är sparat."),
    )
    return change(
        request,
        found,
        form,
        policy.may_answer_lead(request.actor, found),
        edit,
        lambda: actions.answer_lead(plan=found, by=request.actor, **form.cleaned_data),
    )


@require_POST
def take_back_lead(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """The question about who leads is taken back."""
    found = find_or_404(Plan.objects, record_id, by=request.actor)
    actions.take_back_lead(plan=found, by=request.actor)
    messages.success(request, _("Frågan är tillbakatagen."))
    return redirect("plans:plan", found.pk)
