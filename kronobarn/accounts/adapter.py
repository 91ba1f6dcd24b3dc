"""Where the sign-in library asks us: who gets in, what is told to the log, how secrets are kept."""

import time
from collections.abc import Mapping
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from kronobarn.accounts import actions, sessions
from kronobarn.accounts.reads import family_actor
from kronobarn.core.actor import SYSTEM
from kronobarn.core.vault import vault
from kronobarn.people.models import Person

PURPOSE = "kronobarn.second-factor"
SILENT = (
    "account/messages/logged_in.txt",
    "account/messages/logged_out.txt",
    "mfa/messages/recovery_codes_generated.txt",
)
"""What the page that comes next says itself, in our words."""


def display(person: Person) -> str:
    """What the library's pages call someone."""
    return person.full_name


def typed_username(request: HttpRequest, credentials: Mapping[str, str] | None) -> str:
    """What tries are counted by: "Rut" and "rut" are the same account."""
    typed = (credentials or {}).get("username") or request.POST.get("login", "")
    return typed.strip().lower()[:150]


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody makes an account for themselves; every way in and out is logged."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Person) -> None:
        super().login(request, user)
        sessions.begin(request, user, way="password")

    def logout(self, request: HttpRequest) -> None:
        actions.sign_out(by=getattr(request, "actor", None) or family_actor(cast(Person, request.user)))
        super().logout(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Tries are counted by axes, with one sentence for all: the library's own count would come before it."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        if not getattr(request, "axes_locked_out", False):
            self._refuse(credentials.get("username", ""))

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:
        self._refuse(user.username)
        response: HttpResponse = super().respond_user_inactive(request, user)
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not just after signing in, and not to set up one's first codes."""
        request = context.request
        since = time.time() - request.session.get(sessions.SIGNED_IN_AT, 0)
        if since < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        if app == "allauth.mfa" and not SecondFactor().is_mfa_enabled(request.user):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def add_message(
        self, request: HttpRequest, level: int, message_template: Any = None, *rest: Any, **more: Any
    ) -> None:
        if message_template not in SILENT:
            super().add_message(request, level, message_template, *rest, **more)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is sent by e-mail; the log tells it."""

    @staticmethod
    def _refuse(username: str) -> None:
        actions.refuse_sign_in(username=username, at="password", by=SYSTEM)


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets lie encrypted in the database: a copy of it alone signs nobody in."""

    error_messages = DefaultMFAAdapter.error_messages | {
        # An app shows the same code for half a minute: whoever has just signed in with it has to wait for the next.
        "incorrect_code": gettext_lazy(
            "Koden är fel eller redan använd. Vänta tills appen visar nästa, och skriv den."
        ),
        "cannot_generate_recovery_codes": gettext_lazy("Ställ in appen först. Då får du också reservkoder."),
    }

    def encrypt(self, text: str) -> str:
        return vault(PURPOSE).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return vault(PURPOSE).decrypt(encrypted_text.encode()).decode()
