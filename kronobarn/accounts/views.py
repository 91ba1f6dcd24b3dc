"""Choosing what to act as, one's sessions, the first password, and what waits after signing in."""

from collections.abc import Mapping
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.accounts import actions, limits, parked, sessions, tokens
from kronobarn.accounts.forms import Choose, CloseSession, FirstPassword
from kronobarn.accounts.reads import family_actor, needs_second_factor, options_for, presences
from kronobarn.accounts.rules import LOCKED_MINUTES
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt
from kronobarn.people.models import Person
from kronobarn.ui.pages import page


@require_http_methods(["GET", "POST"])
def choose(request: ActorRequest) -> HttpResponse:
    """What to act as. A single possibility is taken at once."""
    person = cast(Person, request.user)
    options = options_for(person)
    form = Choose(request.POST or None)
    if request.method == "POST":
        chosen = attempt(form, lambda: sessions.enter(request, person, form.cleaned_data["choice"]))
        if chosen is not None:
            return redirect(sessions.onward(request))
        actions.refuse_choice(by=request.actor or family_actor(person))
    elif len(options) == 1 and request.actor is None:
        sessions.enter(request, person, options[0].choice)
        return redirect(sessions.onward(request))
    context = {"options": options, "form": form, "own_password": person.has_usable_password()}
    return page(request, "accounts/choose.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def own_sessions(request: ActorRequest) -> HttpResponse:
    """Where one is signed in, and ending it elsewhere."""
    person = cast(Person, request.user)
    key = request.session.session_key
    form = CloseSession(request.POST or None)
    if form.is_valid():
        by = request.actor or family_actor(person)
        closed = actions.close_sessions(keep=key, only=form.cleaned_data["session"], by=by)
        text = ngettext("%(closed)s inloggning är avslutad.", "%(closed)s inloggningar är avslutade.", closed)
        messages.success(request, text % {"closed": closed})
        return redirect("accounts:sessions")
    return page(request, "accounts/sessions.html", {"presences": presences(person, session_key=key)})


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """The person is still there: the warning about the session's end is put away."""
    limits.stay(request)
    return HttpResponse(status=204)


@require_http_methods(["GET", "POST"])
def waiting(request: ActorRequest) -> HttpResponse:
    """What the person had typed when their session ended, to send again or to drop."""
    kept = parked.waiting(request)
    if kept is None:
        return redirect("start")
    if request.method == "POST":
        parked.drop(request)
        messages.success(request, _("Det du hade skrivit är borttaget."))
        return redirect("start")
    return page(request, "accounts/waiting.html", {"kept": kept, "mark": parked.SENT_AGAIN})


@login_not_required
@require_GET
def left(request: HttpRequest) -> HttpResponse:
    """Signed out."""
    return page(request, "accounts/left.html", {"sign_in": resolve_url(settings.LOGIN_URL)})


@login_not_required
@require_GET
def away(request: HttpRequest) -> HttpResponse:
    """Signed out in a hurry: on to a page that anybody may have open. Not a redirect of the form, which our own policy
    keeps here."""
    answer = page(request, "accounts/away.html", {"to": settings.LEAVE_TO})
    answer["Refresh"] = f"0; url={settings.LEAVE_TO}"
    return answer


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, token: str) -> HttpResponse:
    """The first password of a new account, or another for one who forgot it, through the link its owner was given."""
    person = tokens.person_beginning(token)
    if person is None:
        return _of_no_use(request)
    form = FirstPassword(request.POST or None, person=person)
    begun = attempt(
        form, lambda: actions.begin(person=person, password=form.cleaned_data["password"], by=family_actor(person))
    )
    if begun:
        messages.success(request, _("Lösenordet är sparat. Logga in med det."))
        return redirect("account_login")
    if form.errors and tokens.person_beginning(token) is None:  # used or taken back while this one was being typed
        return _of_no_use(request)
    context = {"form": form, "username": person.username, "works_here": needs_second_factor(person)}
    return page(request, "accounts/begin.html", context, status=422 if form.errors else 200)


def _of_no_use(request: HttpRequest) -> HttpResponse:
    """Used, too old or made up: the same words, and whose it was is told to nobody."""
    hours = int(tokens.BEGIN_LASTS.total_seconds()) // 3600
    return page(request, "accounts/begin_of_no_use.html", {"hours": hours}, status=404)


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Mapping[str, str] | None = None
) -> HttpResponse:
    """Too many wrong passwords: the same words whether the account exists or not."""
    return page(request, "accounts/locked.html", {"minutes": LOCKED_MINUTES}, status=429)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """More requests than any person makes."""
    return page(
        request,
        "ui/error.html",
        {"heading": _("Det blev för många försök"), "sentence": _("Vänta en minut och försök igen.")},
        status=429,
    )
