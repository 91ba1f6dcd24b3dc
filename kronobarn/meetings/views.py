"""The pages about a meeting: call to it, read it, answer, move, cancel, hold."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.circles.doors import find_or_404, open_or_404
from kronobarn.circles.reads import header
from kronobarn.concerns.models import Matter
from kronobarn.consents import reads as consents
from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.core.decisions import ALLOWED
from kronobarn.core.forms import attempt, carried_out, stands
from kronobarn.drafts.reads import HalfWritten
from kronobarn.meetings import actions, pages, policy, telling
from kronobarn.meetings.afterwards import steps, taken_on
from kronobarn.meetings.forms import (
    CallForm,
    CancelForm,
    DetailsForm,
    EndForm,
    WhenForm,
    unsent,
)
from kronobarn.meetings.models import Meeting
from kronobarn.meetings.notes.pages import agenda, said
from kronobarn.meetings.rules import DETAILS, Answer, State, family_came
from kronobarn.meetings.times.pages import open_proposal
from kronobarn.meetings.times.views import proposal_page
from kronobarn.papers import making
from kronobarn.post.calendar import written
from kronobarn.ui.pages import page

get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
def call(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """Call the family and those whom consent lets in."""
    posted = request.method == "POST"
    matter: Matter = (find_or_404 if posted else open_or_404)(pages.matters(), matter_id, by=request.actor)
    may_call = policy.may_call(request.actor, matter)
    what = consents.allowed(matter.child_id, child=matter.child)
    people = pages.may_be_called(request.actor, matter.child_id, what)
    draft = HalfWritten(request, child_id=matter.child_id, form=actions.draft_of(matter.pk))
    form = CallForm(request.POST, people=people) if posted else CallForm(people=people, initial=draft.words)
    if posted and stands(form, may_call, child_id=matter.child_id):
        called = attempt(form, lambda: actions.call(matter=matter, by=request.actor, **form.call()))
        if called is not None:
            sent = _("Frågan om tider är skickad.") if called.state == State.PROPOSED else _("Kallelsen är skickad.")
            messages.success(request, sent)
            return redirect("meetings:meeting", called.pk)
    others = [one for one in people if one.unit.area_id != request.actor.area_id]
    context = {
        **_common(request, matter),
        "matter": matter,
        "form": form,
        "may_call": ALLOWED if posted else may_call,
        "anyone": bool(others),
        "proposed": open_proposal(matter.pk, request.actor, matter.child_id),
        "left_out": pages.left_out(request.actor, what),
        "draft": draft,
    }
    return page(request, "meetings/call.html", context, status=422 if form.errors else 200)


@require_GET
def meeting(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """The meeting, for everyone who is called."""
    return _meeting_page(request, open_or_404(pages.to_show(), record_id, by=request.actor))


@require_GET
def calendar(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """The time, as a file for one's own calendar."""
    found: Meeting = open_or_404(pages.to_show(), record_id, by=request.actor)
    if found.state == State.PROPOSED:
        raise Http404
    answer = HttpResponse(
        written(telling.entry(found), made_at=clock.now()), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="mote.ics"'
    return answer


def _meeting_page(request: ActorRequest, found: Meeting, **wrong: Form) -> HttpResponse:
    if found.state == State.PROPOSED:
        return proposal_page(request, found, **wrong)
    people, own = pages.invited(found, request.actor)
    changes = policy.may_change(request.actor, found)
    holds = policy.may_hold(request.actor, found, changes=changes)
    may_end = policy.may_end(request.actor, found)
    ways_on = steps(found.child, found.matter_id, request.actor) if may_end else []
    offered = {"when", "about", "cancel"} if changes else {"end"} if may_end and not ways_on else set[str]()
    starts = timezone.localtime(found.starts_at)
    at_first = {"day": starts.date(), "at": starts.time(), "minutes": found.minutes, "place": found.place}
    told = _told(request, found)
    context = {
        **told,
        "people": people,
        "own": own,
        "may_answer": policy.may_answer(request.actor, found, own),
        "may_change": changes,
        "may_write": policy.may_write(request.actor, found, own, holds=holds),
        "may_follow": policy.may_follow(request.actor, found, own),
        "left": pages.has_left(found, request.actor),
        "to_read": pages.to_read(found, request.actor),
        "may_end": may_end,
        "steps": ways_on,
        "may_bring_on": policy.may_bring_on(request.actor, found),
        "to_bring_on": any(one.aside is None and not one.is_brought_on for one in told["decisions"]),
        "video_link": pages.video_link(found, request.actor),
        "when_form": wrong.get("when") or WhenForm(initial=at_first),
        "about_form": wrong.get("about") or DetailsForm(initial={name: getattr(found, name) for name in DETAILS}),
        "cancel_form": wrong.get("cancel") or CancelForm(),
        "end_form": wrong.get("end") or EndForm(),
        "may_call_again": found.state == State.CANCELLED and policy.may_call(request.actor, found.matter),
        "wrong": next(iter(wrong.values()), None),
        "unsent": unsent(wrong, offered),
        "family_came": family_came((one.of_family, bool(one.came)) for one in people),
        "kept": pages.kept(found, request.actor),
        "papers": pages.papers(found, request.actor),
    }
    return page(request, "meetings/meeting.html", context, status=422 if wrong else 200)


def _told(request: ActorRequest, found: Meeting) -> dict[str, Any]:
    """What both the page and the document tell of the meeting."""
    return {
        **_common(request, found),
        "meeting": found,
        "place": pages.place(found, request.actor),
        "wishes": pages.wishes(found),
        "called_by": pages.called_by(found, request.actor),
        "words": pages.childs_words(found, request.actor),
        "decisions": pages.decisions(found, request.actor),
        "taken_on": taken_on(found.child, found.matter_id, request.actor) if found.state == State.HELD else [],
        "agenda": agenda(found),
        "said": said(found),
    }


@require_GET
def paper(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """What the meeting's page shows its reader, as a document."""
    found: Meeting = open_or_404(pages.to_show(), record_id, by=request.actor)
    if found.state == State.PROPOSED:
        raise Http404
    with making.chosen_language(request):
        context = {**_told(request, found), "people": pages.invited(found, request.actor)[0]}
        back = reverse("meetings:meeting", args=[found.pk])
        return making.answer(request, "meetings/paper.html", context, about=found, name="mote", back=back)


@require_POST
def answer(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Say whether one comes."""
    found = _found(request, record_id)
    said = {"yes": Answer.YES, "no": Answer.NO}.get(request.POST.get("answer", ""))
    if said is None:
        raise BadRequest
    actions.answer(meeting=found, answer=said, by=request.actor)
    messages.success(request, _("Ditt svar är sparat."))
    return redirect("meetings:meeting", found.pk)


@require_POST
def move(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Another time or place."""
    found = _found(request, record_id)
    form = WhenForm(request.POST)
    done = carried_out(
        form,
        policy.may_move(request.actor, found),
        lambda: actions.move(meeting=found, by=request.actor, **form.when()),
        child_id=found.child_id,
    )
    if done is None:
        return _meeting_page(request, found, when=form)
    messages.success(request, _("Mötet är flyttat och alla får en ny fråga om de kan komma."))
    return redirect("meetings:meeting", found.pk)


@require_POST
def describe(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """What the child wishes, the interpreter, the link."""
    found = _found(request, record_id)
    form = DetailsForm(request.POST)
    done = carried_out(
        form,
        policy.may_change(request.actor, found),
        lambda: actions.describe(meeting=found, by=request.actor, **form.details()),
        child_id=found.child_id,
    )
    if done is None:
        return _meeting_page(request, found, about=form)
    messages.success(request, _("Ändringen är sparad."))
    return redirect("meetings:meeting", found.pk)


@require_POST
def cancel(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Call the meeting off."""
    found = _found(request, record_id)
    form = CancelForm(request.POST)
    done = carried_out(
        form,
        policy.may_change(request.actor, found),
        lambda: actions.cancel(meeting=found, by=request.actor, **form.cleaned_data),
        child_id=found.child_id,
    )
    if done is None:
        return _meeting_page(request, found, cancel=form)
    messages.success(request, _("Mötet är inställt."))
    return redirect("meetings:meeting", found.pk)


@require_POST
def end(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Close the matter without cooperation."""
    found = _found(request, record_id)
    form = EndForm(request.POST)
    done = carried_out(
        form,
        policy.may_end(request.actor, found),
        lambda: actions.end_without_cooperation(meeting=found, by=request.actor, **form.cleaned_data),
        child_id=found.child_id,
    )
    if done is None:
        return _meeting_page(request, found, end=form)
    messages.success(request, _("Ärendet är avslutat. Det blev ingen samverkan, och det är ett helt vanligt slut."))
    return redirect("concerns:matter", done.pk)


def _found(request: ActorRequest, record_id: UUID) -> Meeting:
    found: Meeting = find_or_404(pages.to_show(), record_id, by=request.actor)
    return found


def _common(request: ActorRequest, row: Matter | Meeting) -> dict[str, Any]:
    return {"nav": "children", "header": header(row.child, request.actor), "child": row.child}
