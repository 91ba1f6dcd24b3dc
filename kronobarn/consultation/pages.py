"""What the pages for those who lead the process have in common: the way to a round, and a form on a page of its own."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kronobarn.consultation import policy, reads
from kronobarn.consultation.models import Invitation, Question, Round, Section
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt
from kronobarn.programme.form_page import NAV
from kronobarn.ui.pages import page

R = TypeVar("R")


def round_or_404(request: ActorRequest, round_id: UUID) -> Round:
    """A round that the reader may read: drafts are for those who write them."""
    policy.may_read(request.actor).enforce()
    found = reads.find(request.actor, round_id)
    if found is None or (found.sent_at is None and not policy.may_lead(request.actor)):
        raise Http404
    return found


def row_or_404(request: ActorRequest, rows: Any, pk: UUID) -> Any:
    """A part of a round, for those who lead the process."""
    policy.may_read(request.actor).enforce()
    found = rows.visible_to(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    policy.may_lead(request.actor).enforce()
    return found


def section_or_404(request: ActorRequest, section_id: UUID) -> Section:
    found: Section = row_or_404(request, Section.objects.select_related("round__adoption"), section_id)
    return found


def question_or_404(request: ActorRequest, question_id: UUID) -> Question:
    found: Question = row_or_404(request, Question.objects.select_related("section__round__adoption"), question_id)
    return found


def invitation_or_404(request: ActorRequest, invitation_id: UUID) -> Invitation:
    found: Invitation = row_or_404(request, Invitation.objects.select_related("round__adoption"), invitation_id)
    return found


def to_round(one: Round) -> str:
    return reverse("consultation:round", args=[one.pk])


def form_page(
    request: ActorRequest,
    form: Form,
    *,
    call: Callable[[], object],
    heading: str,
    submit: str,
    done: str,
    one: Round | None,
    onward: Callable[[Any], str] | str,
    lead: str = "",
    kind: str = "primary",
) -> HttpResponse:
    """A form on a page of its own, and what happens when it is sent."""
    if request.method == "POST":
        made = attempt(form, call)
        if made is not None:
            messages.success(request, done)
            return redirect(onward(made) if callable(onward) else onward)
    back = to_round(one) if one else reverse("consultation:rounds")
    context = {"form": form, "heading": heading, "submit": submit, "lead": lead, "one": one, "back": back, "kind": kind}
    return page(request, "consultation/form.html", context | NAV, status=422 if form.errors else 200)
