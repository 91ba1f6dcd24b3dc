"""What the sign-in libraries tell of by signals only."""

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from axes.signals import user_locked_out
from django.dispatch import receiver
from django.http import HttpRequest

from kronobarn.accounts import actions
from kronobarn.accounts.reads import CHOICE, family_actor
from kronobarn.core.actor import SYSTEM
from kronobarn.people.models import Person


@receiver(user_locked_out)
def locked_out(*, request: HttpRequest, username: str, **rest: Any) -> None:
    actions.lock(username=username, by=SYSTEM)


@receiver(authentication_failed)
def wrong_code(*, request: HttpRequest, user: Person, **rest: Any) -> None:
    actions.refuse_sign_in(username=user.username, at="code", by=SYSTEM)


@receiver(authenticator_added)
def codes_added(*, request: HttpRequest, user: Person, authenticator: Authenticator, **rest: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        actions.tell_second_factor_added(keep=request.session.session_key, by=family_actor(user))


@receiver(authenticator_removed)
def codes_removed(*, request: HttpRequest, user: Person, authenticator: Authenticator, **rest: Any) -> None:
    """What was chosen with codes is no longer held: new codes are set up before anything else."""
    if authenticator.type == Authenticator.Type.TOTP:
        request.session.pop(CHOICE, None)
        actions.tell_second_factor_removed(keep=request.session.session_key, by=family_actor(user))


@receiver(password_changed)
def password_is_new(*, request: HttpRequest, user: Person, **rest: Any) -> None:
    actions.tell_password_changed(keep=request.session.session_key, by=family_actor(user))
