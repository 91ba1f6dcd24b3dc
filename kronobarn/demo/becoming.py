"""Becoming somebody who is invented, without a password: in the demo, and in a practice room."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from kronobarn.accounts import sessions
from kronobarn.accounts.reads import FAMILY, options_for
from kronobarn.demo.guard import require_demo
from kronobarn.people.models import Person

require_demo()

BACKEND = "kronobarn.accounts.backends.Accounts"


def become(request: HttpRequest, person: Person, *, as_family: bool, onward: str = "") -> HttpResponse:
    """Sign in as the person, and go on to where they were going or to their day."""
    if not person.is_demo:
        raise ValueError("only an invented person can be played")
    login(request, person, backend=BACKEND)
    sessions.begin(request, person, way="demo")
    if url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        request.session[sessions.ONWARD] = onward
    choice = _choice(person, as_family=as_family)
    if choice is not None:
        sessions.enter(request, person, choice)
    return redirect(sessions.onward(request) if choice is not None else reverse("accounts:choose"))


def _choice(person: Person, *, as_family: bool) -> int | str | None:
    """What this person is said to act as, when it is among what they may be."""
    choices = [option.choice for option in options_for(person)]
    wanted = [each for each in choices if (each == FAMILY) == as_family]
    return next(iter(wanted), None)
