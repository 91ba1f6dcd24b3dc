"""Where the sign-in library asks us. The same library as the casework's, and the same demands; the accounts are others."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from kronobarn.core.vault import vault
from webbplats.editors import codes

PURPOSE = "webbplats.second-factor"
SILENT = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")


class Accounts(DefaultAccountAdapter):
    """Nobody makes an account for themselves, and nothing is sent by e-mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Tries are counted by axes, with one sentence for all: the library's own count would come before it."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Counted by axes too."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not just after signing in, and not to set up one's first codes."""
        request = context.request
        said = [float(one["at"]) for one in get_authentication_records(request, request.user)]
        if said and time.time() - max(said) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        if app == "allauth.mfa" and not codes.are_set_up(request.user):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def add_message(
        self, request: HttpRequest, level: int, message_template: Any = None, *rest: Any, **more: Any
    ) -> None:
        if message_template not in SILENT:
            super().add_message(request, level, message_template, *rest, **more)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is sent by e-mail."""


class SecondFactor(DefaultMFAAdapter):
    """Secrets lie encrypted in the database: a copy of it alone signs nobody in."""

    error_messages = DefaultMFAAdapter.error_messages | {
        # An app shows the same code for half a minute: whoever has just signed in with it has to wait for the next.
        "incorrect_code": gettext_lazy(
            "Koden är fel eller redan använd. Vänta tills appen visar nästa, och skriv den."
        ),
    }

    def encrypt(self, text: str) -> str:
        return vault(PURPOSE).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return vault(PURPOSE).decrypt(encrypted_text.encode()).decode()
