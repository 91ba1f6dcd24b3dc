"""The page with proposed times: answer, pick one."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kronobarn.circles.doors import find_or_404
from kronobarn.circles.reads import header
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import carried_out
from kronobarn.meetings import pages, policy
from kronobarn.meetings.forms import CancelForm, DetailsForm, unsent
from kronobarn.meetings.models import Meeting
from kronobarn.meetings.rules import DETAILS
from kronobarn.meetings.times import actions
from kronobarn.meetings.times.forms import PickForm, TimesForm
from kronobarn.meetings.times.pages import proposal
from kronobarn.ui.pages import page


def proposal_page(request: ActorRequest, found: Meeting, **wrong: Form) -> HttpResponse:
    """The times, who can when, and the reader's own answer."""
    shown = proposal(found, request.actor)
    may_answer = policy.may_answer_times(request.actor, found, shown.own)
    may_pick = policy.may_pick(request.actor, found)
    offered = {"answer"} if may_answer else set[str]()
    if may_pick:
        offered |= {"pick", "about", "cancel"}
    context = {
        "nav": "children",
        "header": header(found.child, request.actor),
        "child": found.child,
        "meeting": found,
        "shown": shown,
        "place": pages.place(found, request.actor),
        "called_by": pages.called_by(found, request.actor),
        "wishes": pages.wishes(found),
        "may_answer": may_answer,
        "may_pick": may_pick,
        "answer_form": wrong.get("answer") or TimesForm(times=shown.times, own=shown.own_fits),
        "pick_form": wrong.get("pick") or PickForm(times=shown.times),
        "about_form": wrong.get("about") or DetailsForm(initial={name: getattr(found, name) for name in DETAILS}),
        "cancel_form": wrong.get("cancel") or CancelForm(),
        "wrong": next(iter(wrong.values()), None),
        "unsent": unsent(wrong, offered),
        "kept": pages.kept(found, request.actor),
    }
    return page(request, "meetings/proposal.html", context, status=422 if wrong else 200)


@require_POST
def answer(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Say which times fit."""
    found: Meeting = find_or_404(pages.to_show(), record_id, by=request.actor)
    shown = proposal(found, request.actor)
    form = TimesForm(request.POST, times=shown.times, own=shown.own_fits)
    carried_out(
        form,
        policy.may_answer_times(request.actor, found, shown.own),
        lambda: actions.answer(meeting=found, fits=form.fits(), by=request.actor),
        child_id=found.child_id,
    )
    if form.errors:
        return proposal_page(request, found, answer=form)
    messages.success(request, _("Ditt svar är sparat."))
    return redirect("meetings:meeting", found.pk)


@require_POST
def pick(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Call to the meeting at one of the times."""
    found: Meeting = find_or_404(pages.to_show(), record_id, by=request.actor)
    form = PickForm(request.POST, times=proposal(found, request.actor).times)
    picked = carried_out(
        form,
        policy.may_pick(request.actor, found),
        lambda: actions.pick(meeting=found, by=request.actor, **form.cleaned_data),
        child_id=found.child_id,
    )
    if picked is None:
        return proposal_page(request, found, pick=form)
    messages.success(request, _("Kallelsen är skickad."))
    return redirect("meetings:meeting", found.pk)
