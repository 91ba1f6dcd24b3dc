"""Ends sessions that were left alone, and those that have lasted a whole day."""

import time
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kronobarn.accounts import actions
from kronobarn.accounts.reads import CHOICE, FAMILY, family_actor
from kronobarn.accounts.rules import FAMILY as FAMILY_LIMITS
from kronobarn.accounts.rules import STAFF as STAFF_LIMITS
from kronobarn.accounts.rules import Ending, Limits
from kronobarn.accounts.sessions import SEEN_AT, SIGNED_IN_AT

WRITE_EVERY = 60  # seconds; what is left of a session is told by what was written


class SessionLimits:
    """Each request shows that the person is there; written at most once a minute."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.session_seconds = 0  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            now = int(time.time())
            session = request.session
            session.setdefault(SIGNED_IN_AT, now)
            ending = limits_of(request).ending(
                signed_in_at=session[SIGNED_IN_AT], seen_at=session.get(SEEN_AT, now), now=now
            )
            if ending:
                _end(request, ending)
            else:
                if now - session.get(SEEN_AT, 0) >= WRITE_EVERY:
                    session[SEEN_AT] = now
                request.session_seconds = limits_of(request).seconds_left(  # type: ignore[attr-defined]
                    signed_in_at=session[SIGNED_IN_AT], seen_at=session[SEEN_AT], now=now
                )
        return self.get_response(request)


def limits_of(request: HttpRequest) -> Limits:
    """Family until an assignment is chosen: the shorter limits hold while nothing is known."""
    return FAMILY_LIMITS if request.session.get(CHOICE, FAMILY) == FAMILY else STAFF_LIMITS


def stay(request: HttpRequest) -> None:
    """The person says that they are still there."""
    request.session[SEEN_AT] = int(time.time())


def _end(request: HttpRequest, ending: Ending) -> None:
    limits = limits_of(request)
    actions.end_session(because=ending, by=family_actor(request.user))  # type: ignore[arg-type]
    logout(request)
    if ending is Ending.IDLE:
        text = _("Du var borta i mer än %(minutes)s minuter och har loggats ut. Logga in igen så kommer du tillbaka.")
        messages.warning(request, text % {"minutes": int(limits.idle.total_seconds()) // 60})
    else:
        text = _("Du har varit inloggad i %(hours)s timmar och behöver logga in på nytt. Du kommer tillbaka hit.")
        messages.warning(request, text % {"hours": int(limits.longest.total_seconds()) // 3600})
