"""What the browser is told with every page of signing in."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from kronobarn.people.models import Person
from tests.accounts.conftest import App, type_password
from tests.sign_in import sign_in
from tests.world import World


def assert_strict(client: Client, address: str) -> None:
    answer = client.get(address)
    policy = answer.headers["Content-Security-Policy"]
    text = answer.content.decode()
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert answer.status_code == 200
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert nonce
    assert all(f'nonce="{nonce[1]}"' in script for script in re.findall(r"<script[^>]*>", text))
    assert not re.search(r"\sstyle=|\son\w+=\"|<style", text)
    assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", text)
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    english = r"\b(Sign In|Sign Out|Password|Username|Authenticator|Recovery|Confirm|Sessions|Code)\b"
    assert not re.search(english, re.sub(r"<[^>]+>", " ", text))


@pytest.mark.parametrize("name", ["account_login", "accounts:left", "account_inactive"])
def test_pages_before_sign_in_are_strict_and_swedish(client: Client, db: None, name: str) -> None:
    assert_strict(client, reverse(name))


def test_the_page_that_asks_for_a_code_is_strict(client: Client, rut: Person, app: App) -> None:
    type_password(client, "rut")
    assert_strict(client, reverse("mfa_authenticate"))


def test_the_page_that_sets_up_codes_is_strict(client: Client, rut: Person) -> None:
    type_password(client, "rut")
    assert_strict(client, reverse("mfa_activate_totp"))


@pytest.mark.parametrize(
    "name",
    [
        "accounts:choose",
        "accounts:sessions",
        "account_change_password",
        "mfa_index",
        "mfa_generate_recovery_codes",
        "mfa_deactivate_totp",
        "account_logout",
    ],
)
def test_pages_of_ones_own_account_are_strict(client: Client, rut: Person, app: App, name: str) -> None:
    type_password(client, "rut")
    client.post(reverse("mfa_authenticate"), {"code": app.code()})
    client.get(reverse("accounts:choose"))
    assert_strict(client, reverse(name))


@pytest.mark.parametrize("name", ["account_reauthenticate", "mfa_reauthenticate"])
def test_the_pages_that_ask_again_are_strict(client: Client, world: World, rut: Person, app: App, name: str) -> None:
    sign_in(client, world, "rut")
    assert_strict(client, reverse(name))


def test_the_session_cookie_is_the_servers_and_ends_with_the_browser(client: Client, eva: Person) -> None:
    type_password(client, "eva")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == ""


def test_static_files_may_be_stored(client: Client, db: None) -> None:
    answer = client.get("/static/ui/icon.svg")
    answer.close()
    assert "no-store" not in answer.headers.get("Cache-Control", "")


def test_redirects_are_not_stored_either(client: Client, db: None) -> None:
    assert "no-store" in client.get("/min-dag/").headers["Cache-Control"]
