"""An editor signs in with a password and a code; without codes nothing opens but where they are set up."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from tests.webbplats import people
from webbplats import __main__ as commands
from webbplats import demo
from webbplats.editors import codes
from webbplats.editors.models import Editor

HOME = "/redaktion/"
SIGN_IN = "/redaktion/login/"


@pytest.fixture(autouse=True)
def still() -> Iterator[None]:
    """A code holds for half a minute: no test waits for the next."""
    with time_machine.travel("2026-11-23T10:00:05+01:00", tick=False):
        yield


def code(secret: str) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def with_password(client: Client, name: str) -> Any:
    return client.post(SIGN_IN, {"login": name, "password": people.PASSWORD})


def test_a_password_alone_opens_nothing(visitor: Client) -> None:
    people.editor("skribent", "Editors")
    assertRedirects(with_password(visitor, "skribent"), "/redaktion/login/kod/")
    assertRedirects(visitor.get(HOME), f"{SIGN_IN}?next={HOME}", fetch_redirect_response=False)


def test_the_code_opens_and_can_be_used_once(visitor: Client) -> None:
    _editor, secret = people.editor("skribent", "Editors")
    with_password(visitor, "skribent")
    shown = code(secret)
    assertRedirects(visitor.post("/redaktion/login/kod/", {"code": shown}), HOME)
    other = Client(headers={"host": "localhost"})
    with_password(other, "skribent")
    answer = other.post("/redaktion/login/kod/", {"code": shown})
    assert "fel eller redan använd" in answer.content.decode()
    assert other.get(HOME).status_code == 302


def test_wrong_codes_are_counted(visitor: Client) -> None:
    people.editor("skribent", "Editors")
    with_password(visitor, "skribent")
    answers = [visitor.post("/redaktion/login/kod/", {"code": "000000"}).content.decode() for _ in range(7)]
    assert "fel eller redan använd" in answers[0]
    assert "fel eller redan använd" not in answers[-1]
    assert visitor.get(HOME).status_code == 302


@pytest.fixture
def without(visitor: Client) -> Client:
    """Somebody who has got a password and has not set up codes."""
    Editor.objects.create_user("ny", password=people.PASSWORD)
    with_password(visitor, "ny")
    return visitor


def test_without_codes_every_page_leads_to_where_they_are_set_up(without: Client) -> None:
    for path in (HOME, reverse("wagtaildocs:index"), reverse("wagtailadmin_account"), reverse("mfa_index"), "/"):
        assertRedirects(without.get(path), reverse("mfa_activate_totp"), fetch_redirect_response=False)


def test_the_app_is_connected_and_the_reserve_codes_are_shown_once(without: Client) -> None:
    page = without.get(reverse("mfa_activate_totp")).content.decode()
    assert "data:image/svg+xml;base64," in page
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert found
    icons = without.get(reverse("wagtailadmin_sprite"))  # which the page's scripts ask for and put into the page
    assert "<symbol" in icons.content.decode()
    assert found[1] not in icons.content.decode()
    wrong = without.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()
    assert re.search(r'<li class="error">Koden är fel', wrong)  # beside the field Wagtail hides it
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", wrong)
    assert found
    sent = without.post(reverse("mfa_activate_totp"), {"code": code(found[1].replace(" ", ""))})
    assertRedirects(sent, reverse("mfa_view_recovery_codes"), fetch_redirect_response=False)
    shown = without.get(reverse("mfa_view_recovery_codes")).content.decode()
    reserve = re.findall(r"<li><code>(.+?)</code></li>", shown)
    assert len(reserve) == 10
    assert reserve[0] not in without.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert found[1].replace(" ", "") not in str(Authenticator.objects.values_list("data", flat=True))

    other = Client(headers={"host": "localhost"})
    with_password(other, "ny")
    assert other.post("/redaktion/login/kod/", {"code": reserve[0]}).status_code == 302
    again = Client(headers={"host": "localhost"})
    with_password(again, "ny")
    assert "fel eller redan använd" in again.post("/redaktion/login/kod/", {"code": reserve[0]}).content.decode()


def test_new_telephone_begins_with_the_code_once_more_and_ends_the_old(editor: Client) -> None:
    """Somebody who found the computer open does not move the codes to a telephone of their own."""
    for name in ("mfa_deactivate_totp", "mfa_generate_recovery_codes"):
        answer = editor.get(reverse(name))
        assert answer.status_code == 302
        assert answer["Location"].startswith("/redaktion/bekrafta/"), name


def test_what_is_asked_once_more_is_sent_to_where_it_was_asked(editor: Client) -> None:
    for name in ("account_reauthenticate", "mfa_reauthenticate"):
        address = reverse(name)
        assert f'action="{address}" method="post"' in editor.get(address).content.decode()


def test_codes_that_are_lost_are_taken_away_by_whoever_runs_the_site(
    db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(commands, "_setup", lambda: None)
    someone, _secret = people.editor("skribent", "Editors")
    for name, code_of_exit in (("skribent", 0), ("ingen", 1)):
        with pytest.raises(SystemExit) as left:
            commands.main(["forget-codes", name])
        assert left.value.code == code_of_exit
    assert codes.are_needed(someone)
    assert "börjar med att koppla en ny app" in capsys.readouterr().out


def test_the_demos_editor_has_no_telephone(visitor: Client, settings: Any) -> None:
    Editor.objects.create_user(demo.EDITOR, password=demo.PASSWORD, is_superuser=True)
    sent = {"login": demo.EDITOR, "password": demo.PASSWORD}
    settings.SITE_DEMO = True
    assertRedirects(visitor.post(SIGN_IN, sent), HOME)
    settings.SITE_DEMO = False
    assertRedirects(visitor.get(HOME), reverse("mfa_activate_totp"))


def test_a_visitors_page_asks_for_no_account(visitor: Client) -> None:
    assert "Cookie" not in visitor.get("/")["Vary"]


def test_who_signs_out_is_out(editor: Client) -> None:
    assertRedirects(editor.post("/redaktion/logout/"), SIGN_IN)
    assert editor.get(HOME).status_code == 302


def test_an_account_that_may_not_write_is_told_so_and_not_sent_round(visitor: Client) -> None:
    people.editor("utan", "Editors")[0].groups.clear()
    client = Client(headers={"host": "localhost"})
    client.force_login(Editor.objects.get(username="utan"), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(HOME, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0].startswith(SIGN_IN)
