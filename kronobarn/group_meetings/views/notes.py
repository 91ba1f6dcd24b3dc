"""Writing a meeting down: the notes, by several at once, and what is decided and to be done."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kronobarn.accounts.tokens import person_of_form
from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import posted
from kronobarn.core.merging import Merged, both, fingerprints, plain, remembered, told
from kronobarn.group_meetings import places, policy, reads
from kronobarn.group_meetings.actions import writing
from kronobarn.group_meetings.actions.writing import OTHERS, SAID, WAS, Written
from kronobarn.group_meetings.forms import ApproverForm, DecisionForm, TaskForm
from kronobarn.group_meetings.models import Decision, GroupTask
from kronobarn.group_meetings.rules import Kind, extracted
from kronobarn.group_meetings.views.common import item_of, shown, written
from kronobarn.programme import policy as programme
from kronobarn.programme.form_page import NAV
from kronobarn.ui.dates import clock as time_of_day
from kronobarn.ui.pages import page

ROOM = 60_000
WRITE = "group_meetings:write"


@require_http_methods(["GET", "POST"])
def write(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """The notes: what was said of each point, and who came. Two who write never overwrite each other."""
    found = shown(request, meeting_id)
    policy.may_write(request.actor, found.meeting, found.own).enforce()
    now = writing.shown(found.meeting, request.actor)
    words = {place: one["text"] for place, one in now.items()}
    if request.method == "GET":
        return _page(request, found, Merged(words, {}, frozenset()), fingerprints(words))
    typed = _typed(request, found)
    if _is_too_much(typed):
        messages.warning(request, _("Det är för mycket text. Korta den, eller lägg den i en handling."))
        return _page(request, found, Merged(typed, {}, frozenset()), _opened(request), status=422)
    outcome = _write(request, found, typed)
    if outcome.merged.theirs or outcome.lost:
        standing = {place: one["text"] for place, one in writing.shown(found.meeting, request.actor).items()}
        return _page(request, shown(request, meeting_id), outcome.merged, fingerprints(standing), outcome, status=422)
    messages.success(request, _("Sparat. De som sitter i gruppen kan läsa det."))
    return redirect(WRITE, meeting_id)


@require_POST
def keep(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """What the page sends two seconds after a pause. The answer is the little line under the form."""
    found = shown(request, meeting_id)
    policy.may_write(request.actor, found.meeting, found.own).enforce()
    if person_of_form(request.POST.get("as", "")) != request.actor.person_id:
        raise BadRequest  # somebody else has signed in here since the page was opened
    typed = _typed(request, found)
    if _is_too_much(typed):
        return HttpResponse(status=413)
    outcome = _write(request, found, typed)
    before = remembered(_opened(request))
    known = told(outcome.merged, before, typed)
    context = {"at": time_of_day(clock.now()), "outcome": outcome, "opened_with": known}
    return page(request, "group_meetings/kept.html", context)


def _write(request: ActorRequest, found: reads.Shown, typed: dict[str, str]) -> Written:
    opened_with = remembered(_opened(request))
    return writing.write(meeting=found.meeting, typed=typed, opened_with=opened_with, by=request.actor)


def _opened(request: ActorRequest) -> str:
    return request.POST.get("opened_with", "")


def _typed(request: ActorRequest, found: reads.Shown) -> dict[str, str]:
    """The notes as the form posts them, by place. Whoever is not ticked was not there, or is not marked yet."""
    typed = {name: _words(request, name) for name in request.POST if name.startswith(SAID)}
    here = set(request.POST.getlist("was"))
    typed |= {f"{WAS}{one.pk}": "present" if str(one.pk) in here else "" for one in found.called}
    typed[OTHERS] = _words(request, OTHERS)[:500]
    return typed


def _words(request: ActorRequest, name: str) -> str:
    """What was typed; a null character, which no keyboard has and the database does not keep, is left out."""
    return plain(request.POST.get(name, "").replace("\0", ""))


def _is_too_much(typed: dict[str, str]) -> bool:
    return sum(map(len, typed.values())) > ROOM


def _page(
    request: ActorRequest,
    found: reads.Shown,
    outcome: Merged,
    opened_with: str,
    whole: Written | None = None,
    status: int = 200,
) -> HttpResponse:
    labels = {f"{SAID}{one.item.pk}": one.item.title for one in found.points}
    labels |= {f"{WAS}{one.pk}": places.who(one) for one in found.called} | {OTHERS: _("Andra som var med")}
    context: dict[str, Any] = {
        "shown": found,
        "who": places.who,
        "words": outcome.words,
        "both": both(outcome, labels, _shown),
        "is_own": outcome.is_own,
        "lost": whole.lost if whole else (),
        "opened_with": opened_with,
        "may_hold": policy.may_hold(request.actor, found.meeting, found.own, now=clock.now()),
        "Kind": Kind,
    }
    return page(request, "group_meetings/write.html", context | NAV, status=status)


def _shown(_place: str, text: str) -> str:
    return _("Var med") if text == "present" else text


@require_http_methods(["GET", "POST"])
def decide(request: ActorRequest, item_id: UUID) -> HttpResponse:
    """A decision under a point, from the notes or written anew."""
    found, item = item_of(request, item_id)
    policy.may_write(request.actor, found.meeting, found.own).enforce()
    form = DecisionForm(posted(request), initial={"text": _from_notes(request, item.notes, Kind.DECISION)})
    words = (_("Skriv in ett beslut"), item.title, _("Skriv in"))

    def act() -> object:
        return writing.decide(item=item, **form.cleaned_data, by=request.actor)

    return written(request, found, form, words, act, _("Beslutet är inskrivet."), back=WRITE)


@require_http_methods(["GET", "POST"])
def give(request: ActorRequest, item_id: UUID) -> HttpResponse:
    """A task under a point, from the notes or written anew."""
    found, item = item_of(request, item_id)
    policy.may_write(request.actor, found.meeting, found.own).enforce()
    at_first = {"text": _from_notes(request, item.notes, Kind.TASK)[:500]}
    form = TaskForm(posted(request), initial=at_first, members=found.called)
    words = (_("Skriv in en uppgift"), item.title, _("Skriv in"))

    def act() -> object:
        return writing.give(item=item, **form.cleaned_data, by=request.actor)

    return written(request, found, form, words, act, _("Uppgiften är inskriven."), back=WRITE)


def _from_notes(request: ActorRequest, notes: str, kind: Kind) -> str:
    """The words of a marked line in the notes, by its number: no words stand in an address."""
    number = request.GET.get("ur", "")
    said = extracted(notes)
    place = int(number) if number.isdecimal() and len(number) < 4 else len(said)
    return said[place].text if place < len(said) and said[place].kind is kind else ""


@require_POST
def remove_decision(request: ActorRequest, decision_id: UUID) -> HttpResponse:
    """Take a decision out of notes that are not approved."""
    programme.may_read(request.actor).enforce()
    found = Decision.objects.visible_to(request.actor).select_related("meeting").filter(pk=decision_id).first()
    if found is None:
        raise Http404
    writing.remove_decision(decision=found, by=request.actor)
    messages.success(request, _("Beslutet är borttaget."))
    return redirect(WRITE, found.meeting_id)


@require_POST
def remove_task(request: ActorRequest, task_id: UUID) -> HttpResponse:
    """Take a task out of notes that are not approved."""
    found = _task(request, task_id)
    writing.remove_task(task=found, by=request.actor)
    messages.success(request, _("Uppgiften är borttagen."))
    return redirect(WRITE, found.meeting_id)


@require_POST
def finish(request: ActorRequest, task_id: UUID) -> HttpResponse:
    """Say that a task is done, or that it was not."""
    found = _task(request, task_id)
    done = request.POST.get("done") != "0"
    writing.finish(task=found, done=done, by=request.actor)
    messages.success(request, _("Uppgiften är klar.") if done else _("Uppgiften väntar igen."))
    if request.POST.get("back") == "mine":
        return redirect("group_meetings:mine")
    return redirect("group_meetings:meeting", found.meeting_id)


def _task(request: ActorRequest, task_id: UUID) -> GroupTask:
    programme.may_read(request.actor).enforce()
    rows = GroupTask.objects.visible_to(request.actor).select_related("meeting", "member")
    found: GroupTask | None = rows.filter(pk=task_id).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def hold(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """Say that the meeting has been, and who approves the notes."""
    found = shown(request, meeting_id)
    policy.may_hold(request.actor, found.meeting, found.own, now=clock.now()).enforce()
    form = ApproverForm(posted(request), members=found.called)
    lead = _("De som inte är förbockade räknas som frånvarande. Anteckningarna går att ändra tills de är justerade.")
    act = partial(_hold, request, found, form)
    return written(request, found, form, (_("Avsluta mötet"), lead, _("Avsluta")), act, _("Mötet är avslutat."))


def _hold(request: ActorRequest, found: reads.Shown, form: ApproverForm) -> object:
    return writing.hold(meeting=found.meeting, approver=form.cleaned_data["approver"], by=request.actor)
