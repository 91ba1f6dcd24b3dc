"""The pages about messages: the threads about a child, one thread, and what becomes of it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.circles import places, withholding
from kronobarn.circles.doors import find_child_or_404, find_or_404, open_child_or_404, open_or_404
from kronobarn.circles.reads import header
from kronobarn.communication import actions, policy, reads
from kronobarn.communication.filing import actions as filing
from kronobarn.communication.forms import CloseForm, ReadersForm, SayForm, StartForm, StrikeForm
from kronobarn.communication.models import Message, Participant, Thread
from kronobarn.communication.rules import State, draft_key
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, carried_out
from kronobarn.drafts.reads import HalfWritten
from kronobarn.papers import making
from kronobarn.people.models import Child
from kronobarn.ui.pages import page

get_or_post = require_http_methods(["GET", "POST"])


def _around(request: ActorRequest, child: Child) -> dict[str, Any]:
    return {"nav": "children", "header": header(child, request.actor), "child": child}


@require_GET
def threads(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """What one writes about a child with others."""
    child = open_child_or_404(child_id, by=request.actor)
    context = {
        **_around(request, child),
        "threads": reads.listed(child, request.actor),
        "may_start": policy.may_start(request.actor, child),
    }
    return page(request, "communication/threads.html", context)


@get_or_post
def start(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """To whom, about what; then who will read it, before it is sent."""
    posted = request.method == "POST"
    child = (find_child_or_404 if posted else open_child_or_404)(child_id, by=request.actor)
    policy.may_start(request.actor, child).enforce(child_id=child.pk)
    people = reads.as_readers(reads.candidates(child, request.actor), child, request.actor)
    draft = HalfWritten(request, child_id=child.pk, form=draft_key(child.pk))
    form = StartForm(request.POST if posted else None, people=people, initial=_several(draft.words))
    if posted and "sure" in request.POST and (made := _start(request, child, form)) is not None:
        messages.success(request, _("Meddelandet är skickat."))
        return redirect("communication:thread", made.pk)
    asks = posted and "change" not in request.POST and form.is_valid()
    chosen = [one for one in people if one.pk in form.cleaned_data["readers"]] if asks else []
    context = {
        **_around(request, child),
        "form": form,
        "people": people,
        "chosen": chosen,
        "guardians": [one.name for one in chosen if one.hat[1] is None],
        "kept_from": reads.kept_from(child, [one.hat for one in chosen], request.actor) if asks else [],
        "draft": draft,
    }
    template = "communication/sure.html" if asks else "communication/start.html"
    return page(request, template, context, status=422 if posted and form.errors else 200)


def _several(begun: dict[str, Any]) -> dict[str, Any]:
    """A draft keeps one choice as a word, and several as a list."""
    chosen = begun.get("readers", [])
    return {**begun, "readers": [chosen] if isinstance(chosen, str) else chosen}


def _start(request: ActorRequest, child: Child, form: StartForm) -> Thread | None:
    return attempt(form, lambda: actions.start(child=child, by=request.actor, **form.cleaned_data))


@require_GET
def thread(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """What is said, and who reads it."""
    return _page(request, open_or_404(reads.THREADS, record_id, by=request.actor))


def _page(request: ActorRequest, found: Thread, **wrong: Form) -> HttpResponse:
    by = request.actor
    here = reads.taking_part(found, by) if found.filed_from is None else []
    mine = (by.person_id, by.assignment_id)
    own = next((one for one in here if (one.person_id, one.assignment_id) == mine), None)
    hats = [(one.person_id, one.assignment_id) for one in here]
    may_say, may_add = policy.may_say(by, found, own), policy.may_add(by, found, own)
    draft = HalfWritten(request, child_id=found.child_id, form=draft_key(found.pk))
    context = {
        **_told(request, found),
        "readers": reads.readers(found, here, by),
        "own": own,
        "waits": own is not None and reads.waits(found, by),
        "may_say": may_say,
        "may_add": may_add,
        "may_file": policy.may_file(by, found, own),
        "guardians_read": any(assignment is None for _person, assignment in hats),
        "kept_from": reads.kept_from(found.child, hats, by),
        "filed_as": reads.filed_as(found, by) if found.state == State.FILED and found.filed_from is None else None,
        "say_form": wrong.get("say") or SayForm(initial=draft.words),
        "close_form": wrong.get("close") or CloseForm(),
        "wrong": next(iter(wrong.values()), None),
        "unsent": None if found.state == State.OPEN else next(iter(wrong.values()), None),
        "draft": draft,
        "kept": withholding.around(found.record, by, is_marked=getattr(found, "is_marked", True)),
    }
    return page(request, "communication/thread.html", context, status=422 if wrong else 200)


def _told(request: ActorRequest, found: Thread) -> dict[str, Any]:
    """What both the page and the document tell."""
    return {
        **_around(request, found.child),
        "thread": found,
        "owner": places.area(found.child, request.actor, found.record.owner),
        "said": reads.said(found, request.actor),
        "took_part": reads.who_took_part(found, request.actor) if found.filed_from is not None else [],
    }


@require_GET
def paper(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """A filed thread, as a document."""
    found: Thread = open_or_404(reads.THREADS, record_id, by=request.actor)
    if found.filed_from is None:
        raise Http404
    with making.chosen_language(request):
        back = reverse("communication:thread", args=[found.pk])
        told = _told(request, found)
        return making.answer(request, "communication/paper.html", told, about=found, name="meddelanden", back=back)


def _found(request: ActorRequest, record_id: UUID) -> Thread:
    found: Thread = find_or_404(reads.THREADS, record_id, by=request.actor)
    return found


@require_POST
def say(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Write one more message."""
    found = _found(request, record_id)
    form = SayForm(request.POST)
    said = carried_out(
        form,
        policy.may_say(request.actor, found, reads.own(found, request.actor)),
        lambda: actions.say(thread=found, by=request.actor, **form.cleaned_data),
        child_id=found.child_id,
    )
    if said is None:
        return _page(request, found, say=form)
    messages.success(request, _("Meddelandet är skickat."))
    return redirect("communication:thread", found.pk)


@require_POST
def read(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """It waits no more on one's own day."""
    found = _found(request, record_id)
    actions.read(thread=found, by=request.actor)
    messages.success(request, _("Tråden väntar inte längre på Min dag. Ingen får veta att du har läst."))
    return redirect("communication:thread", found.pk)


@get_or_post
def add(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Take in more of those around the child."""
    posted, by = request.method == "POST", request.actor
    found: Thread = (find_or_404 if posted else open_or_404)(reads.THREADS, record_id, by=by)
    here = reads.taking_part(found, by)
    policy.may_add(by, found, reads.own(found, by)).enforce(child_id=found.child_id)
    inside = {one.person_id for one in here}
    more = [one for one in reads.candidates(found.child, by) if one.person_id not in inside]
    people = reads.as_readers(more, found.child, by)
    form = ReadersForm(request.POST if posted else None, people=people)
    if posted and attempt(form, lambda: _add(request, found, form)) is not None:
        messages.success(request, _("De du valde läser det som skrivs från och med nu."))
        return redirect("communication:thread", found.pk)
    context = {**_around(request, found.child), "thread": found, "people": people, "form": form}
    return page(request, "communication/add.html", context, status=422 if form.errors else 200)


def _add(request: ActorRequest, found: Thread, form: ReadersForm) -> bool:
    actions.add(thread=found, by=request.actor, **form.cleaned_data)
    return True


@require_POST
def end(request: ActorRequest, participant_id: UUID) -> HttpResponse:
    """Leave, or end somebody's part."""
    found: Participant = find_or_404(Participant.objects.all(), participant_id, by=request.actor)
    left = actions.end(participant=found, by=request.actor)
    if (left.person_id, left.assignment_id) == (request.actor.person_id, request.actor.assignment_id):
        messages.success(request, _("Du har lämnat tråden."))
        return redirect("communication:threads", found.child_id)
    messages.success(request, _("Hen är inte längre med i tråden."))
    return redirect("communication:thread", found.record_id)


@get_or_post
def strike(request: ActorRequest, message_id: UUID) -> HttpResponse:
    """Strike what one wrote, and say what is right."""
    posted = request.method == "POST"
    through = find_or_404 if posted else open_or_404
    found: Message = through(Message.objects.select_related("child"), message_id, by=request.actor)
    around: Thread = Thread.objects.visible_to(request.actor).get(pk=found.record_id)
    form = StrikeForm(request.POST if posted else None)
    allowed = policy.may_strike(request.actor, found, around)
    if not posted:
        allowed.enforce(child_id=found.child_id)
    elif carried_out(form, allowed, partial(_strike, request, found, form), child_id=found.child_id) is not None:
        messages.success(request, _("Meddelandet är struket."))
        return redirect("communication:thread", found.record_id)
    context = {**_around(request, found.child), "message": found, "thread": around, "form": form}
    return page(request, "communication/strike.html", context, status=422 if form.errors else 200)


def _strike(request: ActorRequest, found: Message, form: StrikeForm) -> Message:
    return actions.strike(message=found, by=request.actor, **form.cleaned_data)


@require_POST
def file(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Keep it as a record."""
    kept = filing.file(thread=_found(request, record_id), by=request.actor)
    messages.success(request, _("Tråden är avslutad och sparad som en handling. Den står bland barnets händelser."))
    return redirect("communication:thread", kept.pk)


@require_POST
def close(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """There is nothing to keep."""
    found = _found(request, record_id)
    form = CloseForm(request.POST)
    closed = carried_out(
        form,
        policy.may_close(request.actor, found, reads.own(found, request.actor)),
        lambda: filing.close(thread=found, by=request.actor, **form.cleaned_data),
        child_id=found.child_id,
    )
    if closed is None:
        return _page(request, found, close=form)
    messages.success(request, _("Tråden är avslutad."))
    return redirect("communication:thread", found.pk)
