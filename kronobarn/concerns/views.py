"""Sending a signal, receiving it, where the matter stands, and the duty to report."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.authorities.reads import contact_paths
from kronobarn.circles import policy as doors
from kronobarn.circles import withholding
from kronobarn.circles.doors import find_child_or_404, find_or_404, open_child_or_404, open_or_404
from kronobarn.circles.policy import may_list
from kronobarn.circles.reads import header, is_own
from kronobarn.concerns import actions, policy, reads, rules
from kronobarn.concerns.forms import CloseForm, NoticeForm
from kronobarn.concerns.models import Closing, Matter, Signal
from kronobarn.concerns.rules import Knows, Outcome, State
from kronobarn.concerns.steps import steps
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, carried_out
from kronobarn.drafts.reads import HalfWritten
from kronobarn.people.models import Child
from kronobarn.ui.pages import page


@require_http_methods(["GET", "POST"])
def notice(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """Tell the child's responsible what one has seen or heard."""
    posted = request.method == "POST"
    child = (find_child_or_404 if posted else open_child_or_404)(child_id, by=request.actor)
    if not posted:  # the action asks again
        policy.may_notice(request.actor, child.pk).enforce(child_id=child.pk)
        doors.is_open(child).enforce(child_id=child.pk)
    draft = HalfWritten(request, child_id=child.pk, form=actions.DRAFT)
    form = NoticeForm(
        request.POST if posted else None,
        initial=draft.words,
        to_area_id=reads.other_area(child.pk, by=request.actor),
        is_family=request.actor.is_family,
        is_child=is_own(child, request.actor),
        area_id=request.actor.area_id,
    )
    signal = attempt(form, lambda: _notice(child, form.cleaned_data, request)) if posted else None
    if signal is not None:
        return redirect("concerns:signal", signal.pk)
    context = {
        "child": child,
        "header": header(child, request.actor),
        "form": form,
        "receiver": reads.receiver(child, by=request.actor),
        "draft": draft,
        "is_family": request.actor.is_family,
        "nav": "children",
    }
    return page(request, "concerns/notice.html", context, status=422 if form.errors else 200)


def _notice(child: Child, cleaned: dict[str, Any], request: ActorRequest) -> Signal:
    for name in ("child_knows", "guardians_know"):
        cleaned[name] = Knows(cleaned[name])
    return actions.notice(child=child, by=request.actor, **cleaned)


@require_GET
def signal(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """One signal: what was written, and what happens now. Also its sender's receipt."""
    signal = open_or_404(reads.signals(), record_id, by=request.actor)
    matter = Matter.objects.visible_to(request.actor).filter(pk=signal.matter_id).first()
    return page(
        request,
        "concerns/signal.html",
        {
            "signal": signal,
            "header": header(signal.child, request.actor),
            "receiver": reads.receiver(signal.child, by=request.actor),
            "sender": reads.sender(signal, by=request.actor),
            "due_on": rules.receive_by(reads.day_of(signal.sent_at), urgent=signal.urgent),
            "may_receive": policy.may_receive(request.actor, signal),
            "matter": matter,
            "is_mine": signal.record.author_id == request.actor.person_id,
            "is_family": request.actor.is_family,
            "kept": withholding.around(signal.record, request.actor),
            "nav": "inbox",
        },
    )


@require_POST
def receive(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Take the signal in."""
    matter = actions.receive(signal=find_or_404(Signal.objects, record_id, by=request.actor), by=request.actor)
    messages.success(request, _("Signalen är mottagen. Den som skickade den ser det på sin sida."))
    return redirect("concerns:matter", matter.pk)


@require_GET
def inbox(request: ActorRequest) -> HttpResponse:
    """Signals that wait for the responsible, and the receipts of those one has sent."""
    may_list(request.actor).enforce()
    return page(
        request,
        "concerns/inbox.html",
        {
            "inbox": reads.inbox(by=request.actor),
            "receives": request.actor.role == "responsible",
            "nav": "inbox",
        },
    )


@require_GET
def matter(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Where the matter stands: what is done, what is now, what comes after."""
    closing = Closing.objects.visible_to(request.actor).filter(pk=record_id).first()
    if closing is not None:
        return redirect("concerns:matter", closing.matter_id)
    matter = open_or_404(reads.matters(), record_id, by=request.actor)
    return _matter_page(request, matter, CloseForm(state=State(matter.state)))


@require_POST
def close(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """End the matter."""
    matter = find_or_404(reads.matters(), record_id, by=request.actor)
    form = CloseForm(request.POST, state=State(matter.state))
    may_work = policy.may_work(request.actor, matter)
    closes = partial(_close, matter, form, request)
    if carried_out(form, may_work, closes, child_id=matter.child_id) is None:
        return _matter_page(request, matter, form)
    messages.success(request, _("Ärendet är avslutat."))
    return redirect("concerns:matter", matter.pk)


def _close(matter: Matter, form: CloseForm, request: ActorRequest) -> Matter:
    said = form.cleaned_data
    return actions.close(matter=matter, outcome=Outcome(said["outcome"]), because=said["because"], by=request.actor)


def _matter_page(request: ActorRequest, matter: Matter, form: CloseForm) -> HttpResponse:
    closing = Closing.objects.visible_to(request.actor).filter(matter=matter).first()
    signals = Signal.objects.visible_to(request.actor).filter(matter=matter)
    context = {
        "matter": matter,
        "header": header(matter.child, request.actor),
        "steps": steps(matter, by=request.actor),
        "signals": [
            (signal, reads.sender(signal, by=request.actor))
            for signal in signals.select_related("record__author_assignment__unit").order_by("sent_at")
        ],
        "closing": closing,
        "outcome": reads.outcome(matter, by=request.actor),
        "may_work": policy.may_work(request.actor, matter),
        "form": form,
        "kept": withholding.around(matter.record, request.actor),
        "nav": "children",
    }
    return page(request, "concerns/matter.html", context, status=422 if form.errors else 200)


@require_GET
def duty(request: ActorRequest) -> HttpResponse:
    """The duty to report to social services: who, when, what and where. There is no child on this page."""
    code = request.GET.get("kommun") or request.actor.municipality_code
    municipalities = reads.municipalities()
    return page(
        request,
        "concerns/duty.html",
        {
            "contacts": contact_paths(code),
            "municipalities": municipalities,
            "chosen": next((place for place in municipalities if place.municipality_code == code), None),
            "is_family": request.actor.is_family,
            "nav": "guide",
        },
    )
