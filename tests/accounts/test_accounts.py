"""Accounts: made by the operator, begun by their owner, closed by an administrator."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from kronobarn.accounts import actions
from kronobarn.accounts.passwords import is_guessable
from kronobarn.accounts.tokens import begin_token, person_beginning
from kronobarn.authorities.models import Assignment
from kronobarn.core.actor import SYSTEM
from kronobarn.core.decisions import Denied
from kronobarn.people.models import Person
from tests.accounts.conftest import PASSWORD, logged, type_password
from tests.sign_in import sign_in
from tests.world import World

GUESSABLE = [
    "Sommar2024!!!!!",
    "aaaaaaaaaaaaaaaa",
    "qwertyuiop12345",
    "S0mm4r_V1nt3r_2024",
    "Lösenord123456789",
    "rektor2024Växjö!",
    "Kronoberg2026Kronoberg",
    "1234567890123456",
    "MammaPappaBarn2023",
]


def create(*more: str) -> str:
    out = StringIO()
    call_command("create_account", "Anna.Ek", "--given-name", "Anna", "--family-name", "Ek", *more, stdout=out)
    return out.getvalue().split()[-1].removeprefix("http://127.0.0.1:8000")


@pytest.mark.parametrize("password", GUESSABLE)
def test_a_password_that_is_guessed_first_is_refused_in_words(client: Client, db: None, password: str) -> None:
    address = create()

    answer = client.post(address, {"password": password, "again": password})

    assert answer.status_code == 422
    assert (
        "Fyra ord som inte hör ihop" in answer.content.decode()
        or "fyra ord som inte hör ihop" in answer.content.decode()
    )
    assert not Person.objects.get(username="anna.ek").has_usable_password()


@pytest.mark.parametrize(
    "password", ["häst lampa moln spade", "korrekt-häst-batteri", "kXq8!vPz3#rTm9wL", "moln " * 16 + "kvist"]
)
def test_other_long_passwords_are_taken_as_they_are(password: str) -> None:
    assert not is_guessable(password)


@pytest.mark.parametrize("password", ["kort", "fjorton tecken"])
def test_a_short_password_is_refused(client: Client, db: None, password: str) -> None:
    answer = client.post(create(), {"password": password, "again": password})

    assert "15 tecken" in answer.content.decode()
    assert answer.status_code == 422


def test_the_link_lets_the_owner_choose_a_password_once(client: Client, db: None) -> None:
    address = create()
    assert "anna.ek" in client.get(address).content.decode()

    client.post(address, {"password": PASSWORD, "again": PASSWORD})

    assert client.get(address).status_code == 404
    person = Person.objects.get(username="anna.ek")
    assert person.check_password(PASSWORD)
    assert [entry.detail["first"] for entry in logged(person, "account.password_chosen")] == [True]
    assert type_password(client, "anna.ek").status_code == 302


def test_two_different_passwords_are_not_saved(client: Client, db: None) -> None:
    answer = client.post(create(), {"password": PASSWORD, "again": PASSWORD + "x"})

    assert "Lösenorden är olika" in answer.content.decode()


def test_a_tampered_link_is_not_there(client: Client, db: None) -> None:
    address = create()
    assert client.get(address[:-3] + "xx/").status_code == 404
    assert person_beginning("") is None


def test_the_command_gives_an_assignment_as_well(world: World) -> None:
    create("--unit", "town-angsskolan", "--profession", "head_teacher", "--role", "administrator")

    assignment = Assignment.objects.standing().get(person__username="anna.ek")
    assert assignment.role == "administrator"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (("--unit", "angsskolan"), "Ange både"),
        (("--unit", "finns-inte", "--profession", "teacher"), "Det finns ingen enhet"),
    ],
)
def test_the_command_says_what_is_wrong_and_changes_nothing(world: World, more: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        create(*more)
    assert not Person.objects.filter(username="anna.ek").exists()


def test_a_name_is_taken_once(db: None) -> None:
    create()
    with pytest.raises(CommandError, match="upptaget"):
        create()


def test_there_are_no_accounts_in_the_demo(db: None, settings) -> None:  # type: ignore[no-untyped-def]
    settings.KRONOBARN_DEMO = True
    with pytest.raises(CommandError, match="påhittade"):
        create()


def test_only_administrators_make_and_close_accounts(world: World) -> None:
    with pytest.raises(Denied, match="administratör"):
        actions.create_account(username="x", given_name="X", family_name="Y", by=world.actor("rut"))
    with pytest.raises(Denied, match="administratör"):
        actions.disable_account(person=world.people["tage"], by=world.actor("rut"))


def test_nobody_closes_their_own_account(world: World) -> None:
    Assignment.objects.filter(pk=world.assignments["rut"].pk).update(role="administrator")
    world.assignments["rut"].refresh_from_db()
    rut = world.actor("rut")

    with pytest.raises(Denied, match="ditt eget"):
        actions.disable_account(person=world.people["rut"], by=rut)
    actions.disable_account(person=world.people["tage"], by=rut)
    assert [entry.subject for entry in logged(world.people["rut"], "account.disabled")] == [
        f"person:{world.people['tage'].pk}"
    ]


def test_a_closed_account_is_out_everywhere_and_has_no_way_to_begin(client: Client, world: World) -> None:
    sign_in(client, world, "tage")
    token = begin_token(world.people["tage"])

    actions.disable_account(person=world.people["tage"], by=SYSTEM)

    assert client.get("/konto/uppdrag/").status_code == 302
    assert person_beginning(token) is None


def test_a_link_that_leads_nowhere_says_what_to_do_and_the_same_whatever_it_was(client: Client, world: World) -> None:
    token = begin_token(world.people["tage"])
    actions.disable_account(person=world.people["tage"], by=SYSTEM)

    ended, made_up = (client.get(reverse("accounts:begin", args=[one])) for one in (token, "made-up"))

    assert (ended.status_code, made_up.status_code) == (404, 404)
    for page in (ended.content.decode(), made_up.content.decode()):
        assert "Annars kan någon annan ha använt länken." in page
        assert "Sidan finns inte" not in page
