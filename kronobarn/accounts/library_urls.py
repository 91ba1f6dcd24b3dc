"""The pages of the sign-in library that we use, and only those: the rest do not exist here."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

from kronobarn.core.decisions import Denied

View = Callable[..., HttpResponse]

NO_PASSWORD = _("Du loggar in utan eget lösenord, så här finns inget att ändra.")
FORGET_ALL = '"cache", "cookies", "storage"'


def with_password(view: View) -> View:
    """Only for someone who signs in with a password of their own: not the people of the demo."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.has_usable_password():
            raise Denied(NO_PASSWORD)
        return view(request, *args, **kwargs)

    return guarded


@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and have the browser forget everything. Works also when the session has already ended.

    Whoever leaves in a hurry is taken on to a page that says nothing.
    """
    response: HttpResponse = account.logout(request)
    if request.method == "POST":
        if "away" in request.POST:
            response = redirect("accounts:away")
        response["Clear-Site-Data"] = FORGET_ALL
    return response


urlpatterns = [
    path("logga-in/", account.login, name="account_login"),
    path("logga-in/kod/", mfa.authenticate, name="mfa_authenticate"),
    path("logga-ut/", sign_out, name="account_logout"),
    path("avstangt/", account.account_inactive, name="account_inactive"),
    path("bekrafta/", with_password(account.reauthenticate), name="account_reauthenticate"),
    path("bekrafta/kod/", with_password(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("losenord/", with_password(account.password_change), name="account_change_password"),
    path("tva-steg/", with_password(mfa.index), name="mfa_index"),
    path("tva-steg/app/", with_password(totp.activate_totp), name="mfa_activate_totp"),
    path("tva-steg/app/ta-bort/", with_password(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("tva-steg/reservkoder/", with_password(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("tva-steg/reservkoder/nya/", with_password(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
]
