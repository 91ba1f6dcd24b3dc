"""Events, as those who lead the process, or organise one, write them and follow who comes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, posted
from kronobarn.learning import actions, letter_actions, policy, reads
from kronobarn.learning.forms import CancelForm, EventForm, OrganiserForm, SessionForm, as_typed, session_as_typed
from kronobarn.learning.models import Event, Session
from kronobarn.programme.form_page import NAV
from kronobarn.ui.pages import page

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def events(request: ActorRequest) -> HttpResponse:
    """What is to be, and what has been."""
    policy.may_organise_something(request.actor).enforce()
    leads = bool(policy.may_lead(request.actor))
    context = {"leads": leads, "coming": reads.coming_events(request.actor), "past": reads.past_events(request.actor)}
    return page(request, "learning/events.html", context | NAV)


@get_or_post
def add_event(request: ActorRequest) -> HttpResponse:
    """A draft."""
    policy.may_lead(request.actor).enforce()
    form = EventForm(posted(request), initial={"kind": "seminar"})
    if request.method == "POST":
        added = attempt(form, lambda: actions.add_event(**form.cleaned_data, by=request.actor))
        if added is not None:
            messages.success(request, _("Utkastet är sparat. Ingen annan ser det förrän du publicerar."))
            return redirect("learning:event", added.pk)
    return _form(request, form, _("Skriv in ett evenemang"), _("Spara utkast"))


@require_GET
def event(request: ActorRequest, event_id: UUID) -> HttpResponse:
    """One event: how many come, and what can be done."""
    found = find_event(request, event_id)
    context = {
        "event": found,
        "leads": bool(policy.may_lead(request.actor)),
        "may_name_organiser": policy.may_name_organiser(request.actor, found),
        "many": reads.many(request.actor, found),
        "sessions": list(found.sessions.all()),
        "may_change": policy.may_change(request.actor, found),
        "may_publish": policy.may_publish(request.actor, found),
        "may_close": policy.may_close(request.actor, found),
        "may_evaluate": policy.may_ask_what_they_thought(request.actor, found),
    }
    return page(request, "learning/event.html", context | NAV)


@get_or_post
def change_event(request: ActorRequest, event_id: UUID) -> HttpResponse:
    """What is wrong or has changed."""
    found = find_event(request, event_id)
    policy.may_change(request.actor, found).enforce()
    form = EventForm(posted(request), initial=as_typed(found))
    if request.method == "POST":
        call: dict[str, Any] = {"event": found, "by": request.actor}
        if attempt(form, lambda: actions.change_event(**call, **form.cleaned_data)) is not None:
            messages.success(request, _("Det är sparat."))
            return redirect("learning:event", event_id)
    lead = _("Ändrar du tid eller plats får alla som är anmälda ett mejl.") if found.published_at else ""
    return _form(request, form, _("Ändra"), _("Spara"), event=found, lead=lead)


@get_or_post
def organiser(request: ActorRequest, event_id: UUID) -> HttpResponse:
    """Who plans it and follows who comes, beside those who lead the process."""
    found = find_event(request, event_id)
    policy.may_name_organiser(request.actor, found).enforce()
    offered = reads.could_organise(request.actor, found)
    form = OrganiserForm(posted(request), offered=offered, initial={"organiser": found.organiser_id})
    if request.method == "POST":
        call: dict[str, Any] = {"event": found, "by": request.actor}
        if attempt(form, lambda: actions.name_organiser(**call, **form.cleaned_data)) is not None:
            messages.success(request, _("Det är sparat."))
            return redirect("learning:event", event_id)
    lead = _(
        "Arrangören sköter evenemanget som du: ändrar, ser vilka som kommer och vad de behöver, prickar av och sänder"
        " utvärderingen. Bara processledaren publicerar. Välj någon som sitter i en grupp, eller en samordnare."
    )
    return _form(request, form, _("Arrangör"), _("Spara"), event=found, lead=lead)


@require_POST
def publish(request: ActorRequest, event_id: UUID) -> HttpResponse:
    """Let everybody read it."""
    actions.publish(event=find_event(request, event_id), by=request.actor)
    messages.success(request, _("Evenemanget är publicerat, och vem som helst kan anmäla sig."))
    return redirect("learning:event", event_id)


@require_POST
def close(request: ActorRequest, event_id: UUID) -> HttpResponse:
    """Close the registration."""
    actions.close(event=find_event(request, event_id), closed=True, by=request.actor)
    messages.success(request, _("Anmälan är stängd. De som står i kö får fortfarande platser som blir lediga."))
    return redirect("learning:event", event_id)


@require_POST
def reopen(request: ActorRequest, event_id: UUID) -> HttpResponse:
    """Open it again."""
    actions.close(event=find_event(request, event_id), closed=False, by=request.actor)
    messages.success(request, _("Anmälan är öppen igen."))
    return redirect("learning:event", event_id)


@get_or_post
def cancel(request: ActorRequest, event_id: UUID) -> HttpResponse:
    """It will not be."""
    found = find_event(request, event_id)
    policy.may_cancel(request.actor, found).enforce()
    form = CancelForm(posted(request))
    if request.method == "POST":
        call: dict[str, Any] = {"event": found, "by": request.actor}
        if attempt(form, lambda: actions.cancel(**call, **form.cleaned_data)) is not None:
            messages.success(request, _("Evenemanget är inställt. Alla som är anmälda får ett mejl."))
            return redirect("learning:event", event_id)
    lead = _("Alla som är anmälda eller står i kö får ett mejl. Det går inte att ångra.")
    return _form(request, form, _("Ställ in"), _("Ställ in evenemanget"), event=found, lead=lead, kind="danger")


@get_or_post
def add_session(request: ActorRequest, event_id: UUID) -> HttpResponse:
    """One more point of the programme."""
    found = find_event(request, event_id)
    policy.may_change(request.actor, found).enforce()
    form = SessionForm(posted(request), initial={"on": as_typed(found)["starts_on"]})
    if request.method == "POST":
        call: dict[str, Any] = {"event": found, "by": request.actor}
        if attempt(form, lambda: actions.add_session(**call, **form.cleaned_data)) is not None:
            messages.success(request, _("Programpunkten är med."))
            return redirect("learning:event", event_id)
    return _form(request, form, _("Lägg till en programpunkt"), _("Lägg till"), event=found)


@get_or_post
def change_session(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """What a point of the programme is called, when and where it is."""
    found = _session(request, session_id)
    policy.may_change(request.actor, found.event).enforce()
    form = SessionForm(posted(request), initial=session_as_typed(found))
    if request.method == "POST":
        call: dict[str, Any] = {"session": found, "by": request.actor}
        if attempt(form, lambda: actions.change_session(**call, **form.cleaned_data)) is not None:
            messages.success(request, _("Det är sparat."))
            return redirect("learning:event", found.event_id)
    return _form(request, form, _("Ändra en programpunkt"), _("Spara"), event=found.event)


@require_POST
def remove_session(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Take it out of the programme."""
    found = _session(request, session_id)
    actions.remove_session(session=found, by=request.actor)
    messages.success(request, _("Programpunkten är borttagen."))
    return redirect("learning:event", found.event_id)


@require_POST
def ask_what_they_thought(request: ActorRequest, event_id: UUID) -> HttpResponse:
    """Send the evaluation to those who came."""
    letters = actions.ask_what_they_thought(event=find_event(request, event_id), by=request.actor)
    said = ngettext("Utvärderingen sänds till %(num)d person.", "Utvärderingen sänds till %(num)d personer.", letters)
    messages.success(request, said % {"num": letters})
    return redirect("learning:event", event_id)


@require_GET
def thought(request: ActorRequest, event_id: UUID) -> HttpResponse:
    """What those who came thought, when they are enough."""
    found = find_event(request, event_id)
    context = {"event": found, "thought": reads.thought(request.actor, found)}
    return page(request, "learning/thought.html", context | NAV)


@require_POST
def try_again(request: ActorRequest, event_id: UUID) -> HttpResponse:
    """Letters that did not get through."""
    found = find_event(request, event_id)
    again = letter_actions.try_again(event_id=found.pk, by=request.actor)
    messages.success(request, ngettext("%(num)d mejl sänds igen.", "%(num)d mejl sänds igen.", again) % {"num": again})
    return redirect("learning:event", event_id)


def _form(
    request: ActorRequest,
    form: Any,
    heading: str,
    submit: str,
    *,
    event: Event | None = None,
    lead: str = "",
    kind: str = "primary",
) -> HttpResponse:
    said = {"form": form, "heading": heading, "submit": submit, "event": event, "lead": lead, "kind": kind}
    return page(request, "learning/form.html", said | {"to": request.path} | NAV, status=422 if form.errors else 200)


def find_event(request: ActorRequest, event_id: UUID) -> Event:
    found = reads.event(request.actor, event_id)
    policy.may_organise(request.actor, found).enforce()
    if found is None:
        raise Http404
    return found


def _session(request: ActorRequest, session_id: UUID) -> Session:
    found = reads.session(request.actor, session_id)
    policy.may_organise(request.actor, found.event if found else None).enforce()
    if found is None:
        raise Http404
    return found
