"""The pages without account: what is to be, registering, and one's own registration by a signed link."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from uuid import UUID

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.accounts.views import too_many
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.core.forms import attempt, posted
from kronobarn.core.language import county_language
from kronobarn.learning import actions, calendar, keys, letters, papers, policy, public_reads
from kronobarn.learning import registration_actions as registrations
from kronobarn.learning.keys import Key
from kronobarn.learning.models import Event, Registration
from kronobarn.learning.public_forms import EvaluationForm, OwnForm, RegisterForm
from kronobarn.ui import documents
from kronobarn.ui.language import STAFF, in_language
from kronobarn.ui.pages import page

LETTER: Final = "event_letter"
"""Session key, in the demo alone: where the letter that is not sent would have led."""
get_or_post = require_http_methods(["GET", "POST"])
View = Callable[..., HttpResponse]


def open_to_all(view: View) -> View:
    """For anybody, in Swedish or English, and so many a minute."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not ratelimit.consume(request, action="events"):
            return too_many(request)
        with in_language(get_language() if get_language() in STAFF else county_language()):
            return view(request, *args, **kwargs)

    return login_not_required(answer)


@open_to_all
@require_GET
def events(request: HttpRequest) -> HttpResponse:
    """What is to be."""
    return page(request, "learning/open_events.html", {"events": public_reads.coming()})


@open_to_all
@require_GET
def event(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """One event."""
    shown = _shown(event_id)
    context = {"shown": shown, "event": shown.event, "may_register": policy.may_register(shown.event)}
    return page(request, "learning/open_event.html", context)


@open_to_all
@require_GET
def calendar_file(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """The event as a file for a calendar."""
    return _calendar(_shown(event_id).event)


@open_to_all
@get_or_post
def register(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Register. The answer is the same whether the address is registered already or not: the letter tells."""
    shown = _shown(event_id)
    may = policy.may_register(shown.event)
    offered = [] if shown.event.is_full else shown.sessions
    form = RegisterForm(posted(request), sessions=offered)
    if request.method == "POST" and form.is_valid() and _is_sparing(request, form.cleaned_data["email"]):
        said: dict[str, Any] = {"event": shown.event, "language": get_language() or "sv", "by": SYSTEM}
        made = attempt(form, lambda: registrations.register(**said, **form.cleaned_data))
        if made is not None and settings.KRONOBARN_DEMO:
            request.session[LETTER] = letters.link(made)
    if request.method == "POST" and not form.errors:
        return redirect("events:thanks")
    context = {"form": form, "event": shown.event, "may_register": may}
    return page(request, "learning/register.html", context, status=422 if form.errors else 200)


@open_to_all
@require_GET
def thanks(request: HttpRequest) -> HttpResponse:
    """A letter is on its way."""
    return page(request, "learning/thanks.html", {"letter": request.session.pop(LETTER, "")})


@open_to_all
@get_or_post
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Whoever has followed the link says yes with a button: programs that read mail follow links, too."""
    registration = public_reads.by_key(key, Key.CONFIRM)
    if registration is None:
        return _of_no_use(request)
    may = policy.may_confirm(registration)
    if not may:
        return page(request, "learning/of_no_use.html", {"why": may.reason, "event": registration.event}, status=410)
    if request.method == "POST":
        registrations.confirm(registration=registration, by=SYSTEM)
        return redirect("events:own", keys.key(registration.pk, Key.OWN))
    return page(request, "learning/confirm.html", {"key": key, "registration": registration})


@open_to_all
@require_GET
def own(request: HttpRequest, key: str) -> HttpResponse:
    """One's own registration: everything that is kept, and what can be done."""
    registration = _own(key)
    if registration is None:
        return _of_no_use(request)
    context = {
        "key": key,
        "registration": registration,
        "event": registration.event,
        "sessions": public_reads.chosen(registration),
        "turn": public_reads.turn(registration),
        "may_change": policy.may_change_own(registration),
        "may_accept": policy.may_accept(registration),
        "may_have_certificate": policy.may_have_certificate(registration),
    }
    return page(request, "learning/own.html", context)


@open_to_all
@get_or_post
def change(request: HttpRequest, key: str) -> HttpResponse:
    """One's own name, needs and points of the programme."""
    registration = _own(key)
    if registration is None:
        return _of_no_use(request)
    may = policy.may_change_own(registration)
    if not may:
        return redirect("events:own", key)
    chosen = [one.pk for one in public_reads.chosen(registration)]
    before = {name: getattr(registration, name) for name in registrations.OWN} | {"sessions": chosen}
    sessions = public_reads.sessions_of(registration.event) if registration.standing == "place" else []
    form = OwnForm(posted(request), initial=before, sessions=sessions)
    if request.method == "POST":
        said: dict[str, Any] = {"registration": registration, "by": SYSTEM}
        if attempt(form, lambda: registrations.change_own(**said, **form.cleaned_data)) is not None:
            return redirect("events:own", key)
    context = {"form": form, "key": key, "event": registration.event}
    return page(request, "learning/change_own.html", context, status=422 if form.errors else 200)


@open_to_all
@require_POST
def accept(request: HttpRequest, key: str) -> HttpResponse:
    """Yes to a place."""
    registration = _own(key)
    if registration is None:
        return _of_no_use(request)
    if policy.may_accept(registration):
        registrations.accept(registration=registration, by=SYSTEM)
    return redirect("events:own", key)


@open_to_all
@get_or_post
def leave(request: HttpRequest, key: str) -> HttpResponse:
    """No: the place goes to somebody else."""
    registration = _own(key)
    if registration is None:
        return _of_no_use(request)
    if not policy.may_change_own(registration):
        return redirect("events:own", key)
    if request.method == "POST":
        registrations.leave(registration=registration, by=SYSTEM)
        return redirect("events:own", key)
    return page(request, "learning/leave.html", {"key": key, "event": registration.event})


@open_to_all
@require_GET
def certificate(request: HttpRequest, key: str) -> HttpResponse:
    """One's own certificate."""
    registration = _own(key)
    if registration is None:
        return _of_no_use(request)
    if not policy.may_have_certificate(registration) or not documents.available():
        return redirect("events:own", key)
    with acting(SYSTEM):
        return papers.certificates(registration.event, [registration])


@open_to_all
@get_or_post
def evaluate(request: HttpRequest, ticket: str) -> HttpResponse:
    """What somebody who came thought. Nobody is told who."""
    found = public_reads.evaluated(ticket)
    if found is None:
        return page(request, "learning/of_no_use.html", {"why": "", "event": None}, status=404)
    form = EvaluationForm(posted(request))
    if request.method == "POST":
        done = attempt(form, lambda: actions.evaluate(ticket=ticket, by=SYSTEM, **form.cleaned_data))
        if done is not None:
            return redirect("events:evaluated")
    context = {"form": form, "ticket": ticket, "event": found}
    return page(request, "learning/evaluate.html", context, status=422 if form.errors else 200)


@open_to_all
@require_GET
def evaluated(request: HttpRequest) -> HttpResponse:
    """It is answered."""
    return page(request, "learning/evaluated.html", {})


def _shown(event_id: UUID) -> public_reads.Shown:
    found = public_reads.shown(event_id)
    if found is None:
        raise Http404
    return found


def _own(key: str) -> Registration | None:
    """One's own, once the address is confirmed."""
    found = public_reads.by_key(key, Key.OWN)
    return found if found is not None and found.confirmed_at is not None else None


def _is_sparing(request: HttpRequest, email: str) -> bool:
    """So many letters an hour to one address: beyond them the answer is the same, and nothing is done."""
    return bool(ratelimit.consume(request, action="event_address", key=email.strip().lower()))


def _calendar(event: Event) -> HttpResponse:
    file = calendar.written(event, made_at=clock.now())
    response = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="evenemang.ics"'
    return response


def _of_no_use(request: HttpRequest) -> HttpResponse:
    """The same for a link that was never ours, and for one whose registration is not known any more."""
    return page(request, "learning/of_no_use.html", {"why": "", "event": None}, status=404)
