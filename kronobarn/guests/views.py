"""Asking somebody without an account; and the two pages that they see, and nothing else."""

import time
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.assessments.reads import MATTERS
from kronobarn.circles.doors import find_or_404, open_or_404
from kronobarn.circles.reads import header
from kronobarn.concerns.models import Matter
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, posted
from kronobarn.guests import actions, keys, policy, reads
from kronobarn.guests.forms import AnswerForm, AskForm, CodeForm
from kronobarn.guests.models import Guest
from kronobarn.guests.rules import MINUTES, State
from kronobarn.practice import pack
from kronobarn.ui.language import spoken
from kronobarn.ui.pages import page

OPENED: Final = "guest"
"""Session key: which question the right code was typed for, and when."""

get_or_post = require_http_methods(["GET", "POST"])


# Those who ask ------------------------------------------------------------------------------------


def _show(request: ActorRequest, template: str, matter: Matter, status: int = 200, **more: Any) -> HttpResponse:
    around = {"nav": "children", "matter": matter, "header": header(matter.child, request.actor)}
    return page(request, f"guests/{template}.html", around | more, status=status)


def _of_the_service(request: ActorRequest, matter_id: UUID) -> Matter:
    door = open_or_404 if request.method == "GET" else find_or_404
    found: Matter = door(MATTERS.filter(record__owner=request.actor.area_id), matter_id, by=request.actor)
    return found


@require_GET
def asked(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """Everybody without an account who is asked, and what has become of it."""
    matter = _of_the_service(request, matter_id)
    guests = Guest.objects.visible_to(request.actor).filter(child=matter.child_id, record=matter.pk)
    return _show(
        request,
        "asked",
        matter,
        guests=[(one, Guest.STATES[one.state()]) for one in guests.order_by("-asked_at")],
        may_ask=policy.may_ask_guest(request.actor, matter),
    )


@get_or_post
def ask(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """Ask somebody one thing."""
    matter = _of_the_service(request, matter_id)
    policy.may_ask_guest(request.actor, matter).enforce(child_id=matter.child_id)
    words = pack.spoken(pack.of(matter.record.practice_version), spoken())
    form = AskForm(posted(request), areas=words.areas)
    if request.method == "POST":
        made = attempt(form, lambda: actions.ask(matter=matter, by=request.actor, **form.cleaned_data))
        if made is not None:
            return redirect("guests:guest", made.pk)
    return _show(request, "ask", matter, 422 if form.errors else 200, form=form)


@require_GET
def guest(request: ActorRequest, guest_id: UUID) -> HttpResponse:
    """One question: its link and its code while it waits, and what became of it."""
    one: Guest = open_or_404(Guest.objects.select_related("child", "record"), guest_id, by=request.actor)
    matter = MATTERS.visible_to(request.actor).get(pk=one.record_id)
    state = one.state()
    return _show(
        request,
        "guest",
        matter,
        guest=one,
        state=Guest.STATES[state],
        link=request.build_absolute_uri(reads.link(one)) if state == State.WAITING else "",
        code=keys.code(one.pk),
        area=pack.spoken(pack.of(one.record.practice_version), spoken()).area(one.area_key).label,
        may_withdraw=policy.may_withdraw(request.actor, one, matter),
        waits=reads.is_unread(one, request.actor),
    )


@require_POST
def withdraw(request: ActorRequest, guest_id: UUID) -> HttpResponse:
    """Take the question back."""
    one: Guest = find_or_404(Guest.objects.all(), guest_id, by=request.actor)
    actions.withdraw(guest=one, by=request.actor)
    messages.success(request, _("Frågan är återtagen. Länken öppnar ingenting längre."))
    return redirect("guests:guest", one.pk)


@require_POST
def have_read(request: ActorRequest, guest_id: UUID) -> HttpResponse:
    """The answer waits no more on the day of whoever asked."""
    one: Guest = find_or_404(Guest.objects.all(), guest_id, by=request.actor)
    actions.have_read(guest=one, by=request.actor)
    messages.success(request, _("Svaret väntar inte längre på Min dag."))
    return redirect("guests:guest", one.pk)


# Those who answer ---------------------------------------------------------------------------------


@login_not_required
@get_or_post
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Somebody has followed a link: which code have they been told?"""
    question = reads.waiting(key)
    if question is None:
        return _of_no_use(request)
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if keys.is_code(question.guest.pk, form.cleaned_data["code"]):
            actions.open_up(guest=question.guest, by=question.asker)
            request.session.cycle_key()  # what is shown from here on is for whoever typed the code
            request.session[OPENED] = [str(question.guest.pk), int(time.time())]
            return redirect("guests:tell", key)
        left = actions.guess(guest=question.guest, by=question.asker)
        if not left:
            return _of_no_use(request)
        form.add_error("code", _("Det är inte rätt kod. Försök kvar: %(left)d.") % {"left": left})
    return page(request, "guests/enter.html", {"key": key, "form": form}, status=422 if form.errors else 200)


@login_not_required
@get_or_post
def tell(request: HttpRequest, key: str) -> HttpResponse:
    """The question, and what is answered. Nothing else stands here."""
    question = reads.waiting(key)
    if question is None:
        return _of_no_use(request)
    if not _has_opened(request, question.guest):
        if not (typed := _typed(request)):
            return redirect("guests:enter", key)
        return page(request, "guests/enter.html", {"key": key, "form": CodeForm(), "typed": typed}, status=422)
    form = AnswerForm(posted(request))
    if request.method == "POST":
        done = attempt(form, lambda: actions.answer(guest=question.guest, by=question.asker, **form.cleaned_data))
        if done is not None:
            request.session.pop(OPENED, None)
            return redirect("guests:thanks")
    context = {"key": key, "form": form, "question": question}
    return page(request, "guests/tell.html", context, status=422 if form.errors else 200)


@login_not_required
@require_GET
def thanks(request: HttpRequest) -> HttpResponse:
    """It has come to the one who asked."""
    return page(request, "guests/thanks.html", {})


def _of_no_use(request: HttpRequest) -> HttpResponse:
    """The same for a link that is used, too old, taken back, locked, or was never ours."""
    return page(request, "guests/of_no_use.html", {"typed": _typed(request)}, status=404)


def _typed(request: HttpRequest) -> list[str]:
    """What has been written while the link ended or the code had to be asked for anew: theirs to copy, and not lost."""
    return [text for name in ("works", "hard") if (text := request.POST.get(name, "").strip())]


def _has_opened(request: HttpRequest, guest: Guest) -> bool:
    which, when = request.session.get(OPENED, ("", 0))
    return bool(which == str(guest.pk) and time.time() - when < MINUTES * 60)
