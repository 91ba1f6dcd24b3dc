"""Who is asking, and the one transaction a request lives in."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from kronobarn.accounts.reads import CHOICE, actor_for, needs_second_factor
from kronobarn.accounts.sessions import ONWARD
from kronobarn.accounts.tokens import form_token
from kronobarn.core import veil
from kronobarn.core.acting import acting


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
        # Signed when a form asks for it: most pages with none are opened far more often.
        request.person_token = SimpleLazyObject(lambda: form_token(user.pk) if user.is_authenticated else "")  # type: ignore[attr-defined]
        with veil.without(), acting(actor):
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
    """Whoever has signed in without choosing what to act as is asked to, once.

    Before that, a member of staff sets up codes: nothing else opens until they are active.
    """

    FREE = ("accounts", "ui", "demo", "practice_rooms")
    SET_UP = ("mfa_activate_totp", "account_logout", "account_reauthenticate", "accounts:stay", "ui:guide", "ui:speak")
    LIBRARY = ("account_", "mfa_")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponse | None:
        match, user = request.resolver_match, request.user
        if not user.is_authenticated or request.actor is not None or match is None:  # type: ignore[attr-defined]
            return None
        if not getattr(view, "login_required", True) or match.view_name in self.SET_UP:
            return None
        if needs_second_factor(user):
            return redirect("mfa_activate_totp")
        if match.app_name in self.FREE or match.view_name.startswith(self.LIBRARY):
            return None
        if request.method == "GET":
            request.session[ONWARD] = request.get_full_path()
        if request.session.pop(CHOICE, None) is not None:
            messages.warning(request, _("Uppdraget du var inne i gäller inte längre."))
        return redirect("accounts:choose")
