"""What units ask of those who lead the process, and what they are answered."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import posted
from kronobarn.implementation import actions, policy, reads
from kronobarn.implementation.forms import ReplyForm, RequestForm, of_request
from kronobarn.programme.form_page import NAV, Words, form_page
from kronobarn.ui.pages import page, page_number

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def requests(request: ActorRequest) -> HttpResponse:
    """What one's own unit has asked; for those who lead, what all have."""
    policy.may_read(request.actor).enforce()
    number = page_number(request)
    asked, more = reads.requests(request.actor, number=number)
    context = {
        "asked": asked,
        "more": more,
        "number": number,
        "states": reads.STATES,
        "leads": bool(policy.may_lead(request.actor)),
        "may_ask": policy.may_ask(request.actor),
    }
    return page(request, "implementation/requests.html", context | NAV)


@get_or_post
def ask(request: ActorRequest) -> HttpResponse:
    """Ask for a visit, or for an answer."""
    policy.may_ask(request.actor).enforce()
    form = RequestForm(posted(request))
    words = Words(
        _("Be om ett besök eller ställ en fråga"),
        _("Skicka"),
        _("Tack. Processledaren har fått det, och svaret kommer på den här sidan."),
        _("Alla på din enhet och länets processledare ser det du skriver, och svaret."),
    )

    def call() -> object:
        return actions.ask(**form.cleaned_data, by=request.actor)

    def onward(made: object) -> str:
        return reverse("implementation:request", args=[getattr(made, "pk", None)])

    return form_page(request, form, words, call, crumbs=_crumbs(), onward=onward)


@require_GET
def one(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """One request, and what has been said to it."""
    found = _found(request, request_id)
    context = {
        "asked": found,
        "states": reads.STATES,
        "leads": bool(policy.may_lead(request.actor)),
        "may_reply": policy.may_reply(request.actor, found.request, found.state),
        "may_take_back": policy.may_take_back(request.actor, found.request, found.state),
    }
    return page(request, "implementation/request.html", context | NAV)


@get_or_post
def reply(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Answer it."""
    found = _found(request, request_id)
    policy.may_reply(request.actor, found.request, found.state).enforce()
    form = ReplyForm(posted(request), **of_request(found.request))
    words = Words(_("Svara"), _("Svara"), _("Svaret är inskrivet, och enheten ser det."), found.request.text)

    def call() -> object:
        return actions.reply(request=found.request, **form.cleaned_data, by=request.actor)

    here = (found.request.unit.name, reverse("implementation:request", args=[request_id]))
    return form_page(request, form, words, call, crumbs=[*_crumbs(), here])


@require_POST
def take_back(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """It is not needed any more."""
    found = _found(request, request_id)
    actions.take_back(request=found.request, by=request.actor)
    messages.success(request, _("Det är tillbakataget."))
    return redirect("implementation:request", request_id)


def _crumbs() -> list[tuple[str, str]]:
    return [
        (_("Införandet"), reverse("implementation:overview")),
        (_("Besök och frågor"), reverse("implementation:requests")),
    ]


def _found(request: ActorRequest, request_id: UUID) -> reads.Asked:
    policy.may_read(request.actor).enforce()
    found = reads.request(request.actor, request_id)
    if found is None:
        raise Http404
    return found
