"""A form sent after the session has ended: kept for its writer, and for nobody else."""

from datetime import timedelta

import time_machine
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse
from django.utils import timezone

import kronobarn.urls
from kronobarn.accounts.tokens import form_token
from kronobarn.people.models import Person
from tests.accounts.conftest import type_password
from tests.sign_in import sign_in
from tests.world import World

NOTE = "Elsa berättade att hon sover dåligt.\nHon vill prata mer på torsdag."
WAITING = "/konto/det-du-skrev/"


def note(request: HttpRequest) -> HttpResponse:
    """A page with a form, and what it was sent."""
    return HttpResponse("|".join(request.POST.getlist("text")) + "|" + request.POST.get("kind", ""))


urlpatterns = [*kronobarn.urls.urlpatterns, path("anteckning/", note, name="note")]
handler403, handler404 = kronobarn.urls.handler403, kronobarn.urls.handler404


def send_late(client: Client, person: Person, **more: str) -> HttpResponse:
    return client.post("/anteckning/", {"text": NOTE, "kind": "a-b", "as": form_token(person.pk), **more})  # type: ignore[return-value]


def in_again(client: Client, name: str) -> HttpResponse:
    type_password(client, name)
    return client.get(reverse("accounts:choose"))  # type: ignore[return-value]


def use_note(settings_: object) -> None:
    settings_.ROOT_URLCONF = __name__  # type: ignore[attr-defined]


def test_the_writer_gets_it_back_and_sends_it_with_one_button(client: Client, eva: Person, settings) -> None:  # type: ignore[no-untyped-def]
    use_note(settings)
    answer = send_late(client, eva)
    assert answer.headers["Location"] == reverse("account_login")
    assert "Det du skrev är inte borta" in client.get(reverse("account_login")).content.decode()

    assert in_again(client, "eva").headers["Location"] == WAITING
    text = client.get(WAITING).content.decode()
    assert "Du hann skriva det här" in text
    assert 'action="/anteckning/"' in text
    assert "<p>Elsa berättade att hon sover dåligt.</p>" in text
    assert 'name="text" value="Elsa berättade' in text
    assert '<input type="hidden" name="kind" value="a-b">' in text

    sent = client.post("/anteckning/", {"text": NOTE, "kind": "a-b", "as": form_token(eva.pk), "parked": "1"})
    assert sent.content.decode() == f"{NOTE}|a-b"
    assert client.get(WAITING).headers["Location"] == "/"


def test_another_person_never_sees_it_and_it_is_gone(client: Client, world: World, eva: Person, settings) -> None:  # type: ignore[no-untyped-def]
    from tests.accounts.conftest import give_password

    use_note(settings)
    give_password(world.people["emil"])
    send_late(client, eva)

    assert in_again(client, "emil").headers["Location"] != WAITING
    assert client.get(WAITING).headers["Location"] == "/"
    client.post(reverse("account_logout"))
    in_again(client, "eva")
    assert client.get(WAITING).headers["Location"] == "/"


def test_it_waits_for_half_an_hour(client: Client, eva: Person, settings) -> None:  # type: ignore[no-untyped-def]
    use_note(settings)
    send_late(client, eva)

    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert in_again(client, "eva").headers["Location"] != WAITING


def test_it_can_be_taken_away(client: Client, eva: Person, settings) -> None:  # type: ignore[no-untyped-def]
    use_note(settings)
    send_late(client, eva)
    in_again(client, "eva")

    client.post(WAITING)

    assert client.get(WAITING).headers["Location"] == "/"


def test_without_a_valid_token_nothing_is_kept(client: Client, eva: Person, settings) -> None:  # type: ignore[no-untyped-def]
    use_note(settings)
    for token in ("", "1", form_token(eva.pk) + "x", "x" * 500):
        answer = client.post("/anteckning/", {"text": NOTE, "as": token})
        assert answer.headers["Location"] == reverse("account_login")
        assert "parked" not in client.session


def test_a_form_of_another_person_is_not_sent_in_ones_own_name(client: Client, world: World, settings) -> None:  # type: ignore[no-untyped-def]
    use_note(settings)
    sign_in(client, world, "rut")

    answer = send_late(client, world.people["eva"])

    assert answer.headers["Location"] == "/"
    assert client.post("/anteckning/", {"text": "a", "as": form_token(world.people["rut"].pk)}).status_code == 200


def test_when_the_session_ran_out_the_form_is_kept(client: Client, world: World, eva: Person, settings) -> None:  # type: ignore[no-untyped-def]
    use_note(settings)
    sign_in(client, world, "eva")
    client.get("/konto/uppdrag/")

    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        send_late(client, eva)
        text = client.get(reverse("account_login")).content.decode()
        assert "Du var borta i mer än 15 minuter" in text
        assert "Det du skrev är inte borta" in text
        assert in_again(client, "eva").headers["Location"] == WAITING


def test_an_htmx_form_takes_the_whole_page_to_sign_in(client: Client, eva: Person, settings) -> None:  # type: ignore[no-untyped-def]
    use_note(settings)
    answer = client.post("/anteckning/", {"text": NOTE, "as": form_token(eva.pk)}, headers={"HX-Request": "true"})

    assert answer.headers["HX-Redirect"] == reverse("account_login")
    assert client.session["parked"]["person_id"] == eva.pk


def test_the_answer_is_never_stored_by_the_browser(client: Client, eva: Person, settings) -> None:  # type: ignore[no-untyped-def]
    use_note(settings)
    assert send_late(client, eva).headers["Cache-Control"] == "no-store"


def test_another_site_does_not_take_the_place_of_ones_session(world: World) -> None:
    """A browser sends no cookie with another site's form, and would take the one that it got for an answer."""
    other = Client(enforce_csrf_checks=True)
    answer = other.post("/min-dag/", {"x": "y"}, headers={"origin": "https://ond.example"})
    assert answer.status_code == 403
    assert "sessionid" not in answer.cookies
    ours = other.post("/min-dag/", {"x": "y"}, headers={"origin": "http://testserver"})
    assert ours.headers["Location"] == reverse("account_login")
