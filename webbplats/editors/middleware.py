"""Between a right password and the editors' pages stand the codes."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from webbplats.editors import codes

SET_UP: Final = frozenset(
    {
        "mfa_activate_totp",
        "account_logout",
        "account_reauthenticate",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_sprite",
    }
)
"""What opens before codes are set up. A page's words and icons are asked for by its scripts: led to the page of codes instead,
that would make a new key behind the one that is shown."""


class CodesFirst:
    """Whoever has signed in with a password alone sets up codes; until then nothing else opens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponse | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None  # a visitor: nothing is asked, and no page differs by its cookies
        match = request.resolver_match
        if not request.user.is_authenticated or match is None or match.view_name in SET_UP:
            return None
        return redirect("mfa_activate_totp") if codes.are_needed(request.user) else None
