"""Signing in: the pages of the library that we use, and only those. They stand before Wagtail's own of the same address."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path

from webbplats.editors import views

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("login/kod/", mfa.authenticate, name="mfa_authenticate"),
    path("login/avstangt/", account.account_inactive, name="account_inactive"),
    path("account/", views.account, name="wagtailadmin_account"),
    path("logout/", account.logout, name="account_logout"),
    path("bekrafta/", account.reauthenticate, name="account_reauthenticate"),
    path("bekrafta/kod/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("tva-steg/", mfa.index, name="mfa_index"),
    path("tva-steg/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("tva-steg/app/ta-bort/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("tva-steg/reservkoder/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("tva-steg/reservkoder/nya/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
