"""Opening a child in an emergency, reading why it was done, and judging it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.circles.doors import find_or_404
from kronobarn.circles.rules import AN_EMERGENCY_LASTS
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, posted
from kronobarn.emergency import actions, policy, reads
from kronobarn.emergency.actions import Unopened
from kronobarn.emergency.forms import JudgeForm, OpenForm, PutOffForm
from kronobarn.emergency.models import Opening
from kronobarn.emergency.rules import Reason
from kronobarn.ui.pages import page, page_number


@require_http_methods(["GET", "POST"])
def start(request: ActorRequest) -> HttpResponse:
    """What an emergency opening means, and the form. A number that has just been looked for is posted here."""
    policy.may_open(request.actor).enforce()
    form = OpenForm(initial={"number": request.POST.get("number", "")[:30]}, request=request)
    return page(request, "emergency/start.html", {"form": form, "answer": "", "nav": "find"})


@sensitive_post_parameters()
@require_POST
def open_child(request: ActorRequest) -> HttpResponse:
    """Open the child, or say that the number leads nowhere: never before the code."""
    policy.may_open(request.actor).enforce()
    form = OpenForm(request.POST, request=request)
    opened = attempt(form, lambda: _open(form, request))
    if isinstance(opened, Opening):
        until = formats.time_format(timezone.localtime(opened.opened_at + AN_EMERGENCY_LASTS), "H.i")
        messages.success(
            request,
            _("Barnet är öppnat för dig till klockan %(until)s. Den som ansvarar har fått veta.") % {"until": until},
        )
        return redirect("chronology:child", opened.child_id)
    context = {"form": form, "answer": str(opened or ""), "nav": "find"}
    return page(request, "emergency/start.html", context, status=422 if form.errors else 200)


def _open(form: OpenForm, request: ActorRequest) -> Opening | Unopened:
    return actions.open_child(
        number=form.cleaned_data["number"],
        reason=Reason(form.cleaned_data["reason"]),
        words=form.cleaned_data["words"],
        code_typed_at=form.code_typed_at,
        by=request.actor,
    )


@require_GET
def queue(request: ActorRequest) -> HttpResponse:
    """What waits to be judged; to a manager how many."""
    policy.may_see_queue(request.actor).enforce()
    number = page_number(request)
    rows, more = reads.queue(request.actor, number=number)
    context = {"counts": reads.counts(), "rows": rows, "more": more, "number": number, "nav": "oversight"}
    return page(request, "emergency/queue.html", context)


@require_GET
def opening(request: ActorRequest, opening_id: UUID) -> HttpResponse:
    """One opening: who, when, why, and what has been said of it."""
    found = find_or_404(Opening.objects, opening_id, by=request.actor)
    actions.note_read(opening=found, by=request.actor)
    context = {
        "row": reads.row(found, request.actor),
        "said": reads.said(found, request.actor),
        "may_judge": policy.may_judge(request.actor, found),
        "may_put_off": policy.may_put_off(request.actor, found),
        "waits": reads.waits(found, request.actor),
        "nav": "children",
    }
    return page(request, "emergency/opening.html", context)


@require_POST
def read(request: ActorRequest, opening_id: UUID) -> HttpResponse:
    """The responsible has read it."""
    found = find_or_404(Opening.objects, opening_id, by=request.actor)
    actions.settle(opening=found, by=request.actor)
    return redirect("notices:my_day")


@require_http_methods(["GET", "POST"])
def judge(request: ActorRequest, opening_id: UUID) -> HttpResponse:
    """Say whether it was justified."""
    found = find_or_404(Opening.objects, opening_id, by=request.actor)
    policy.may_judge(request.actor, found).enforce()
    form = JudgeForm(posted(request))
    if request.method == "POST" and attempt(form, lambda: _judge(found, form, request)) is not None:
        messages.success(request, _("Bedömningen är sparad."))
        return redirect("emergency:queue")
    if request.method == "GET":  # a form that is sent back is logged by `LooksOfForms`
        actions.note_read(opening=found, by=request.actor)
    context = {
        "row": reads.row(found, request.actor),
        "said": reads.said(found, request.actor),
        "form": form,
        "nav": "oversight",
    }
    return page(request, "emergency/judge.html", context, status=422 if form.errors else 200)


def _judge(found: Opening, form: JudgeForm, request: ActorRequest) -> object:
    return actions.judge(
        opening=found,
        justified=form.cleaned_data["justified"] == "yes",
        words=form.cleaned_data["words"],
        by=request.actor,
    )


@require_http_methods(["GET", "POST"])
def put_off(request: ActorRequest, opening_id: UUID) -> HttpResponse:
    """Decide that the family is told later."""
    found = find_or_404(Opening.objects, opening_id, by=request.actor)
    policy.may_put_off(request.actor, found).enforce(child_id=found.child_id)
    form = PutOffForm(posted(request))
    if request.method == "POST" and attempt(form, lambda: _put_off(found, form, request)) is not None:
        messages.success(request, _("Beslutet är sparat. Familjen får veta från den dagen."))
        return redirect("emergency:opening", found.pk)
    if request.method == "GET":
        actions.note_read(opening=found, by=request.actor)
    context = {"row": reads.row(found, request.actor), "form": form, "nav": "children"}
    return page(request, "emergency/put_off.html", context, status=422 if form.errors else 200)


def _put_off(found: Opening, form: PutOffForm, request: ActorRequest) -> object:
    return actions.put_off(opening=found, by=request.actor, **form.cleaned_data)
