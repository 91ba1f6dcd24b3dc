"""The way in: password, code, and what the log says of it."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from kronobarn.accounts.reads import CHOICE
from kronobarn.audit.models import LogEntry
from kronobarn.people.models import Person
from tests.accounts.conftest import App, give_app, logged, type_password
from tests.sign_in import sign_in
from tests.world import World


def test_the_sign_in_page_says_who_it_is_for_what_is_logged_and_where_help_is(client: Client, db: None) -> None:
    text = client.get(reverse("account_login")).content.decode()

    assert "Du som arbetar här" in text
    assert "Du som är barn, ungdom eller vårdnadshavare" in text
    assert "Det här står i loggen" in text
    assert "Hjälp" in text
    assert 'placeholder="' not in text


def test_staff_without_codes_get_no_further_than_setting_them_up(client: Client, rut: Person) -> None:
    type_password(client, "rut")

    for name in ("accounts:choose", "notices:my_day", "account_change_password", "accounts:sessions"):
        assert client.get(reverse(name)).headers["Location"] == reverse("mfa_activate_totp")
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    assert "Koppla en app för koder" in page.content.decode()


def test_after_setting_up_codes_the_recovery_codes_are_shown_once(client: Client, rut: Person) -> None:
    type_password(client, "rut")
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]

    answer = client.post(reverse("mfa_activate_totp"), {"code": App(secret).code()})

    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(reverse("mfa_view_recovery_codes")).content.decode().count("<li><code>") == 10
    assert client.get(reverse("mfa_view_recovery_codes")).content.decode().count("<li><code>") == 0
    assert secret not in str(Authenticator.objects.get(user=rut, type="totp").data)


def test_the_code_is_asked_for_at_each_sign_in(client: Client, rut: Person, app: App) -> None:
    asked = type_password(client, "rut")
    assert asked.headers["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("accounts:choose")).status_code == 302
    assert "_auth_user_id" not in client.session

    answer = client.post(reverse("mfa_authenticate"), {"code": app.code()})

    assert answer.headers["Location"] == reverse("accounts:choose")
    assert client.session["_auth_user_id"] == str(rut.pk)
    assert [entry.detail["way"] for entry in logged(rut, "session.began")] == ["password"]


def test_a_code_works_once(client: Client, rut: Person, app: App) -> None:
    code = app.code()
    type_password(client, "rut")
    client.post(reverse("mfa_authenticate"), {"code": code})

    again = Client()
    type_password(again, "rut")
    refused = again.post(reverse("mfa_authenticate"), {"code": code})

    assert "_auth_user_id" not in again.session
    assert "redan använd. Vänta tills appen visar nästa" in refused.content.decode()


def test_a_wrong_code_is_refused_logged_and_counted(client: Client, rut: Person, app: App) -> None:
    type_password(client, "rut")

    answers = [client.post(reverse("mfa_authenticate"), {"code": "000000"}) for _ in range(6)]

    assert "_auth_user_id" not in client.session
    assert "För många" in answers[-1].content.decode()


def test_a_recovery_code_lets_one_in_once(client: Client, rut: Person, app: App) -> None:
    code = RecoveryCodes.activate(rut).generate_codes()[0]
    type_password(client, "rut")
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" in client.session

    again = Client()
    type_password(again, "rut")
    again.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" not in again.session


def test_a_new_telephone_means_setting_up_codes_before_anything_else(
    client: Client, world: World, rut: Person, app: App
) -> None:
    sign_in(client, world, "rut")
    session = client.session
    session["signed_in_at"] = time.time()
    session.save()

    client.post(reverse("mfa_deactivate_totp"))

    assert CHOICE not in client.session
    assert client.get(reverse("accounts:choose")).headers["Location"] == reverse("mfa_activate_totp")


def test_family_need_no_codes(client: Client, eva: Person) -> None:
    answer = type_password(client, "eva")

    assert answer.headers["Location"] == reverse("accounts:choose")
    client.get(reverse("accounts:choose"))
    assert client.session[CHOICE] == "family"


@pytest.mark.parametrize("path", ["signup", "email", "password/reset", "login/code", "password/set", "2fa/webauthn"])
def test_what_we_do_not_use_of_the_library_is_not_there(client: Client, db: None, path: str) -> None:
    assert client.get(f"/konto/{path}/").status_code == 404
    for name in ("account_signup", "account_email", "account_reset_password", "account_set_password"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_nobody_signs_in_with_an_e_mail_address(client: Client, rut: Person) -> None:
    rut.email = "rut@angsby.example"
    rut.save()

    type_password(client, "rut@angsby.example")

    assert "_auth_user_id" not in client.session


def test_signing_out_is_logged_and_has_the_browser_forget(client: Client, world: World) -> None:
    sign_in(client, world, "rut")

    answer = client.post(reverse("account_logout"))

    assert answer.headers["Location"] == reverse("accounts:left")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "_auth_user_id" not in client.session
    (entry,) = logged(world.people["rut"], "session.left")
    assert entry.assignment_id == world.assignments["rut"].pk
    assert "Du är utloggad" in client.get(reverse("accounts:left")).content.decode()


def test_a_disabled_account_is_out_at_the_next_request(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    assert client.get(reverse("accounts:choose")).status_code == 200
    world.people["rut"].is_active = False
    world.people["rut"].save()

    assert client.get(reverse("accounts:choose")).headers["Location"].startswith(reverse("account_login"))


def test_the_password_is_changed_with_the_old_one_and_ends_other_sessions(
    client: Client, world: World, rut: Person, app: App
) -> None:
    elsewhere = Client()
    for each in (client, elsewhere):
        type_password(each, "rut")
        cache.clear()
        each.post(reverse("mfa_authenticate"), {"code": app.code()})
        each.get(reverse("accounts:choose"))
    new = "kanot brev lykta åker"
    answer = client.post(
        reverse("account_change_password"),
        {"oldpassword": "häst lampa moln spade", "password1": new, "password2": new},
    )

    assert answer.status_code == 302
    rut.refresh_from_db()
    assert rut.check_password(new)
    assert client.get(reverse("accounts:choose")).status_code == 200
    assert elsewhere.get(reverse("accounts:choose")).status_code == 302
    assert [entry.detail["first"] for entry in logged(rut, "account.password_chosen")] == [False]


def test_the_log_of_signing_in_holds_ids_and_no_names(client: Client, rut: Person) -> None:
    give_app(rut)
    type_password(client, "rut", password="fel fel fel fel fel")
    type_password(client, "rut")

    for entry in logged(rut, "session.began"):
        assert "rut" not in str(entry.detail).lower()
    assert not LogEntry.objects.filter(detail__icontains="rut").exists()


def test_a_sign_in_page_that_is_too_old_does_not_show_the_password(db: None) -> None:
    client = Client(enforce_csrf_checks=True)

    page = client.post(reverse("account_login"), {"login": "rut", "password": "fyra ord som inte hör ihop"})

    assert page.status_code == 403
    assert "Sidan hade blivit för gammal" in page.content.decode()
    assert "fyra ord" not in page.content.decode()


def test_a_family_leaves_in_a_hurry_for_a_page_that_says_nothing(client: Client, world: World) -> None:
    for who, leaves in (("eva", True), ("rut", False)):
        sign_in(client, world, who)
        assert ("Lämna sidan" in client.get(reverse("start"), follow=True).content.decode()) == leaves

    sign_in(client, world, "eva")
    answer = client.post(reverse("account_logout"), {"away": "1"})

    assert "_auth_user_id" not in client.session
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    page = client.get(answer.headers["Location"])
    assert page.headers["Refresh"] == "0; url=https://www.1177.se/"
    assert "<title>Vidare" in page.content.decode()
