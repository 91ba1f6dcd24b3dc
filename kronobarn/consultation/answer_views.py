"""The pages of an organisation that answers, without an account.

The key stands in the address of the link only. It is exchanged for a mark in this browser's session, so that no page's
address, and nothing that an address leads to, holds it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec
from uuid import UUID

from allauth.core.internal.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.consultation import answer_actions as actions
from kronobarn.consultation import answer_reads as reads
from kronobarn.consultation import policy
from kronobarn.consultation.answer_forms import SectionAnswerForm, SubmitForm, WriterForm
from kronobarn.consultation.models import Invitation, Writer
from kronobarn.consultation.rules import SAVES, TRIES
from kronobarn.core import clock
from kronobarn.core.actor import SYSTEM
from kronobarn.core.decisions import Denied
from kronobarn.core.forms import attempt, posted
from kronobarn.core.language import county_language
from kronobarn.programme.naming import reads as naming
from kronobarn.ui import documents, language
from kronobarn.ui.pages import page

P = ParamSpec("P")
OPENED: Final = "remiss"
"""Session key: for each organisation whose link was opened here, which link it was and who writes."""
get_or_post = require_http_methods(["GET", "POST"])


@dataclass(frozen=True)
class Visit:
    """One organisation, as somebody in this browser answers for it."""

    request: HttpRequest
    invitation: Invitation
    writer: Writer | None

    def page(self, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        around = {"invitation": self.invitation, "one": self.invitation.round, "writer": self.writer}
        return _page(self.request, template, around | context, status)

    def to(self, name: str, *more: object) -> HttpResponse:
        return redirect(f"remiss:{name}", self.invitation.pk, *more)


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    chosen = language.spoken() if language.spoken() in language.STAFF else county_language()
    with language.in_language(chosen):
        switch = language.switch(get_token(request), all_of_them=False)
        return _unfound(page(request, f"consultation/{template}.html", {"switch": switch} | context, status=status))


def _unfound(response: HttpResponse) -> HttpResponse:
    """No search engine keeps it."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _too_many(request: HttpRequest, what: str, rate: str) -> HttpResponse | None:
    if consume(request, app="kronobarn", action=f"remiss_{what}", config={f"remiss_{what}": rate}, limit_get=True):
        return None
    return _page(request, "too_many", {}, 429)


@login_not_required
@require_GET
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Somebody has followed a link."""
    if (slow := _too_many(request, "open", TRIES)) is not None:
        return slow
    link = reads.by_key(key)
    if link is None:
        answer = _page(request, "of_no_use", {}, 404)
    else:
        actions.open_link(link=link, by=SYSTEM)
        opened = request.session.get(OPENED, {})
        request.session.cycle_key()
        _link, writer = opened.get(str(link.invitation_id), ["", ""])
        request.session[OPENED] = {**opened, str(link.invitation_id): [str(link.pk), writer]}
        answer = _unfound(redirect("remiss:start", link.invitation_id))
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def visited(view: Callable[Concatenate[Visit, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """For those who have opened an organisation's link in this browser."""

    @login_not_required
    @wraps(view)
    def answer(request: HttpRequest, invitation_id: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        link, writer = request.session.get(OPENED, {}).get(str(invitation_id), ["", ""])
        found = reads.let_in(invitation_id, link, writer) if link else None
        if found is None:
            raise Denied(
                _(
                    "Öppna länken som ni har fått en gång till. Den kan ha spärrats: fråga er kontaktperson, eller länets"
                    " processledare, efter en ny. Det ni redan har sparat finns kvar."
                )
            )
        if request.method == "POST" and (slow := _too_many(request, "save", SAVES)) is not None:
            return slow
        try:
            return view(Visit(request, *found), *args, **kwargs)
        except Denied as no:
            no.way = no.way or (_("Till remissen"), reverse("remiss:start", args=[invitation_id]))
            raise

    return answer


@require_GET
@visited
def start(visit: Visit) -> HttpResponse:
    """What is asked, how far the organisation has come, and who has written what."""
    invitation = visit.invitation
    parts = reads.parts(invitation)
    context = {
        "parts": parts,
        "answered": sum(part.answered for part in parts),
        "asked": sum(len(part.left) for part in parts),
        "submission": reads.submission(invitation),
        "taken_back_at": reads.last_taken_back(invitation),
        "may_enter": policy.may_enter(invitation),
        "may_answer": policy.may_answer(invitation),
    }
    return visit.page("start", context)


@get_or_post
@visited
def who(visit: Visit) -> HttpResponse:
    """Who writes in this browser."""
    policy.may_enter(visit.invitation).enforce()
    request = visit.request
    form = WriterForm(posted(request))
    form.fields["name"].help_text = naming.told("consultation")
    if request.method == "POST":
        said = attempt(form, lambda: actions.come(invitation=visit.invitation, by=SYSTEM, **form.cleaned_data))
        if said is not None:
            opened = request.session[OPENED]
            link, _writer = opened[str(visit.invitation.pk)]
            request.session[OPENED] = {**opened, str(visit.invitation.pk): [link, str(said.pk)]}
            return visit.to("start")
    return visit.page("who", {"form": form}, 422 if form.errors else 200)


@get_or_post
@visited
def section(visit: Visit, number: int) -> HttpResponse:
    """One section: its text, and what the organisation thinks of it."""
    policy.may_answer(visit.invitation).enforce()
    if visit.writer is None:
        return _says_who_first(visit)
    parts = reads.parts(visit.invitation)
    here = next((nth for nth, part in enumerate(parts) if part.section.number == number), None)
    if here is None:
        raise Http404
    form = SectionAnswerForm(visit.request.POST if visit.request.method == "POST" else None, left=parts[here].left)
    if visit.request.method == "POST":
        answer = _save(visit, form, parts, here)
        if answer is not None:
            return answer
    context = {"form": form, "part": parts[here], "nth": here + 1, "of": len(parts)}
    return visit.page("section", context, 422 if form.errors else 200)


def _says_who_first(visit: Visit) -> HttpResponse:
    if visit.request.method == "POST":
        no = Denied(_("Skriv först vem du är. Kopiera det du skrev här nedanför, och klistra in det igen."))
        no.way = _("Vem skriver?"), reverse("remiss:who", args=[visit.invitation.pk])
        raise no
    return visit.to("who")


def _save(visit: Visit, form: SectionAnswerForm, parts: list[reads.Part], here: int) -> HttpResponse | None:
    request, writer = visit.request, visit.writer
    assert writer is not None
    twice = attempt(
        form, lambda: actions.leave(invitation=visit.invitation, writer=writer, said=form.said(), by=SYSTEM)
    )
    if twice is None:
        return None
    if twice:
        messages.warning(
            request, _("Någon annan hos er skrev samtidigt. Inget är borta: båda versionerna står här nedanför.")
        )
        return visit.to("section", parts[here].section.number)
    messages.success(request, _("Sparat."))
    if "next" in request.POST and here + 1 < len(parts):
        return visit.to("section", parts[here + 1].section.number)
    return visit.to("start")


@get_or_post
@visited
def submit(visit: Visit) -> HttpResponse:
    """Read the whole answer, and hand it in."""
    policy.may_answer(visit.invitation).enforce()
    typed = posted(visit.request)
    writer = visit.writer
    form = SubmitForm(typed, initial={"name": writer.name, "function": writer.function} if writer else {})
    form.fields["name"].help_text = naming.told("consultation")
    if typed is not None:
        said = (
            {name: value for name, value in form.cleaned_data.items() if name != "confirmed"} if form.is_valid() else {}
        )
        if attempt(form, lambda: actions.submit(invitation=visit.invitation, by=SYSTEM, **said)) is not None:
            messages.success(visit.request, _("Ert svar är inlämnat. Tack!"))
            return visit.to("receipt")
    context = {"form": form, "parts": reads.parts(visit.invitation)}
    return visit.page("submit", context, 422 if form.errors else 200)


def _receipt(visit: Visit) -> dict[str, Any]:
    submission = reads.submission(visit.invitation)
    if submission is None:
        raise Http404
    return {
        "submission": submission,
        "parts": reads.parts(visit.invitation),
        "invitation": visit.invitation,
        "one": visit.invitation.round,
        "made_at": clock.now(),
    }


@require_GET
@visited
def receipt(visit: Visit) -> HttpResponse:
    """What was handed in, when and by whom."""
    may_take_back = policy.may_take_back(visit.invitation)
    return visit.page("receipt", _receipt(visit) | {"may_take_back": may_take_back})


@require_GET
@visited
def receipt_file(visit: Visit) -> HttpResponse:
    """The same as a document."""
    context = _receipt(visit)
    if not documents.available():
        raise Http404
    made = documents.pdf(documents.html("consultation/receipt_paper.html", context))
    return _unfound(documents.answer(made, "kvitto-remissvar", download=True))


@require_POST
@visited
def take_back(visit: Visit) -> HttpResponse:
    """Open the answer again, to correct it."""
    actions.take_back(invitation=visit.invitation, by=SYSTEM)
    messages.success(visit.request, _("Svaret är taget tillbaka och går att ändra. Glöm inte att lämna in det igen."))
    return visit.to("start")
