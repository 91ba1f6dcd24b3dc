"""Who is asking, and the one transaction a request lives in."""

from collections.abc import Callable
from typing import Any

from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kronobarn.accounts.reads import CHOICE, actor_for
from kronobarn.core.acting import acting

PERSON_SALT = "kronobarn.person"


class ActorTransaction:
    """Gives the request its actor and tells the database, inside one transaction.

    The log line of a look is written in it: if it cannot be committed the page is not shown. A
    POST whose view fails is undone, but the refusal that is logged afterwards is kept. An error
    page of the server's own undoes everything.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        actor = None
        if user.is_authenticated:
            actor = actor_for(user, request.session.get(CHOICE))
        request.actor = actor  # type: ignore[attr-defined]
        request.person_token = (  # type: ignore[attr-defined]
            signing.dumps(user.pk, salt=PERSON_SALT) if user.is_authenticated else ""
        )
        with acting(actor):
            if request.method == "POST":
                request.before_view = transaction.savepoint()  # type: ignore[attr-defined]
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Undo what a POST had done before it failed; the error page is made after this."""
        if request.method == "POST":
            transaction.savepoint_rollback(request.before_view)  # type: ignore[attr-defined]


class ChooseFirst:
    """Whoever has signed in without choosing what to act as is asked to, once."""

    FREE = ("accounts", "account", "mfa", "ui", "demo", "usersessions")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponse | None:
        match = request.resolver_match
        if not request.user.is_authenticated or request.actor is not None or match is None:  # type: ignore[attr-defined]
            return None
        free = match.app_name in self.FREE or (match.url_name or "").startswith(_ALLAUTH)
        if free or not getattr(view, "login_required", True):
            return None
        return redirect("accounts:choose")


_ALLAUTH = ("account_", "mfa_", "usersessions_")
